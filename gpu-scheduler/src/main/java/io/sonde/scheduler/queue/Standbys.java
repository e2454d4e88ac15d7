package io.sonde.scheduler.queue;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.JobEnd;
import io.sonde.scheduler.job.Standby;
import io.sonde.scheduler.port.Backend;
import io.sonde.scheduler.port.JobObserver;
import io.sonde.scheduler.port.Observation;
import io.sonde.scheduler.port.ProcessIdentity;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes parked ahead of their jobs. Each has a lease without devices, so that a restarted
 * server finds it. A process that cannot be parked is only a job that starts colder. For the owner
 * thread.
 */
final class Standbys {

  private static final Logger log = LoggerFactory.getLogger(Standbys.class);

  private final Backend backend;
  private final LeaseDesk leases;
  private final OwnerThread owner;
  private final Map<String, Parked> parked = new HashMap<>();

  Standbys(Backend backend, LeaseDesk leases, OwnerThread owner) {
    this.backend = backend;
    this.leases = leases;
    this.owner = owner;
  }

  /** Parks a process for these devices, in place of a different one under the key. */
  void prepare(Standby standby, List<Device> devices) {
    Parked present = parked.get(standby.key());
    if (present == null) {
      park(new Parked(standby, devices));
    } else if (present.gone || !present.standby.equals(standby)) {
      present.next = new Parked(standby, devices);
      backend.discard(standby.key());
    }
  }

  private void park(Parked wanted) {
    String key = wanted.standby.key();
    parked.put(key, wanted);
    try {
      backend.prepare(wanted.standby, observer(wanted));
    } catch (RuntimeException e) {
      log.warn("No process is parked for {}: {}", key, e.getMessage());
      wanted.gone = true;
      forget(wanted);
    }
  }

  private JobObserver observer(Parked process) {
    return new JobObserver() {
      @Override
      public void identified(String jobId, ProcessIdentity identity) {
        leases.take(jobId, "standby", Instant.now(), identity);
      }

      @Override
      public void observed(Observation observation) {
        if (observation.released()) {
          // Told at once, not in turn: a preparation already waiting its turn must see that this
          // one is taken.
          process.gone = true;
          owner.run(() -> ended(process, observation.end()));
        }
      }
    };
  }

  private void ended(Parked process, Optional<JobEnd> end) {
    log.debug("Standby {}: {}", process.standby.key(), end.map(JobEnd::message).orElse(""));
    forget(process);
  }

  private void forget(Parked process) {
    String key = process.standby.key();
    leases.giveBack(
        Backend.standbyId(key),
        () -> {
          parked.remove(key);
          Parked next = process.next;
          if (next != null) {
            park(next);
          }
        });
  }

  void discard(String key) {
    Parked present = parked.get(key);
    if (present != null) {
      present.next = null;
      backend.discard(key);
    }
  }

  void discardAll() {
    List.copyOf(parked.keySet()).forEach(this::discard);
  }

  /**
   * The devices for which a process is parked that may serve the job; none where there is no such
   * process.
   */
  List<Device> preferredBy(Job job) {
    return job.standby()
        .map(parked::get)
        .filter(process -> !process.gone && process.standby.resources().equals(job.resources()))
        .map(process -> process.devices)
        .orElse(List.of());
  }

  boolean isEmpty() {
    return parked.isEmpty();
  }

  List<String> keys() {
    return parked.keySet().stream().sorted().toList();
  }

  /** Whether a lease is one of a process parked here. */
  boolean owns(String leaseId) {
    return parked.keySet().stream().anyMatch(key -> Backend.standbyId(key).equals(leaseId));
  }

  private static final class Parked {
    private final Standby standby;
    private final List<Device> devices;
    private volatile boolean gone;
    private @Nullable Parked next;

    private Parked(Standby standby, List<Device> devices) {
      this.standby = standby;
      this.devices = devices;
    }
  }
}
