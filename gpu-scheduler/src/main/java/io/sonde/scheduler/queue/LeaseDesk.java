package io.sonde.scheduler.queue;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.port.DeviceLeasedException;
import io.sonde.scheduler.port.Lease;
import io.sonde.scheduler.port.LeaseStore;
import io.sonde.scheduler.port.LeaseStoreUnavailableException;
import io.sonde.scheduler.port.ProcessIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes leases and gives them back, through times in which the store is away. For the owner thread.
 */
final class LeaseDesk {

  /** Long enough not to burden a store that is coming back, short enough that nobody notices. */
  static final Duration RETRY = Duration.ofMillis(500);

  private static final Logger log = LoggerFactory.getLogger(LeaseDesk.class);

  private final LeaseStore store;
  private final OwnerThread owner;
  private final String host;

  LeaseDesk(LeaseStore store, OwnerThread owner, String host) {
    this.store = store;
    this.owner = owner;
    this.host = host;
  }

  /** Whether a failure passes by itself, so that trying again is right. */
  static boolean passing(RuntimeException failure) {
    return failure instanceof LeaseStoreUnavailableException
        || failure instanceof DeviceLeasedException;
  }

  /**
   * Takes a lease on devices of this host; what it throws is the store's.
   *
   * @param process which uses it; empty where an engine runs the job
   */
  void take(Job job, List<Device> devices, Instant since, Optional<ProcessIdentity> process) {
    List<String> ids = devices.stream().map(Device::id).toList();
    OptionalLong memory = job.resources().gpuMemoryBytes();
    store.acquire(new Lease(job.id(), job.owner(), host, ids, memory, since, process));
  }

  /** Takes a lease without devices; what it throws is the store's. */
  void take(String jobId, String jobOwner, Instant since, ProcessIdentity process) {
    store.acquire(new Lease(jobId, jobOwner, host, List.of(), since, Optional.of(process)));
  }

  /** Every lease of every host; what it throws is the store's. */
  List<Lease> all() {
    return store.all();
  }

  /** Gives a lease back and then goes on, however often the store must be asked. */
  void giveBack(String jobId, Runnable then) {
    giveBack(jobId, then, 1);
  }

  private void giveBack(String jobId, Runnable then, int attempt) {
    try {
      store.release(jobId);
    } catch (RuntimeException e) {
      if (attempt == 1) {
        log.atWarn()
            .addKeyValue("job", jobId)
            .log("The lease of {} cannot be given back yet, trying on: {}", jobId, e.getMessage());
      }
      owner.later(RETRY, () -> giveBack(jobId, then, attempt + 1));
      return;
    }
    then.run();
  }
}
