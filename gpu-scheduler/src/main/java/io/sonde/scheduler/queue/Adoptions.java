package io.sonde.scheduler.queue;

import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.port.Backend;
import io.sonde.scheduler.port.Lease;
import io.sonde.scheduler.port.Observation;
import io.sonde.scheduler.port.Observations;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Jobs that an earlier server has started and that run on: each keeps its lease until it is
 * submitted again, or until those are stopped that nobody has submitted; one that is found only
 * after that is stopped at once. For the owner thread.
 */
final class Adoptions {

  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final Backend backend;
  private final OwnerThread owner;
  private final Consumer<String> gone;
  private final Map<String, Lease> unclaimed = new ConcurrentHashMap<>();
  private final Map<String, Lease> dismissed = new HashMap<>();
  private boolean settled;
  private boolean looking;

  /**
   * Begins with none.
   *
   * @param gone is told of a job that nobody claimed when nothing of it is left
   */
  Adoptions(Backend backend, OwnerThread owner, Consumer<String> gone) {
    this.backend = backend;
    this.owner = owner;
    this.gone = gone;
  }

  void add(Lease lease) {
    unclaimed.put(lease.jobId(), lease);
    if (settled) {
      dismiss();
    }
  }

  /** Takes a job over for its new submission; empty where there is none of this id. */
  Optional<Lease> claim(String jobId) {
    return Optional.ofNullable(unclaimed.remove(jobId));
  }

  /** Whether a lease is one of these jobs'. */
  boolean owns(String jobId) {
    return unclaimed.containsKey(jobId) || dismissed.containsKey(jobId);
  }

  /** The jobs that wait to be submitted again. May be asked in any thread. */
  Set<String> ids() {
    return Set.copyOf(unclaimed.keySet());
  }

  /** Stops the jobs that nobody has submitted again; nobody will from now on. */
  void dismiss() {
    settled = true;
    Map<String, Lease> left = Map.copyOf(unclaimed);
    unclaimed.clear();
    dismissed.putAll(left);
    if (!left.isEmpty()) {
      String why = "nobody asked for it when the server had been restarted";
      backend.stop(left.keySet(), GRACE, Cause.STOPPED, why);
      if (!looking) {
        look(LOOK);
      }
    }
  }

  /** A backend tells nobody of the end of a job that was not submitted to it, so it is asked. */
  private void look(Duration pause) {
    Observations now = backend.observe();
    Set<String> there = new HashSet<>();
    for (Observation job : now.jobs()) {
      if (!job.released()) {
        there.add(job.jobId());
      }
    }
    if (now.unavailable().isEmpty()) {
      List<String> left = dismissed.keySet().stream().filter(id -> !there.contains(id)).toList();
      left.forEach(dismissed::remove);
      left.forEach(gone);
    }
    looking = !dismissed.isEmpty();
    if (looking) {
      Duration longer = pause.multipliedBy(2);
      owner.later(pause, () -> look(longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE));
    }
  }

  boolean isEmpty() {
    return unclaimed.isEmpty() && dismissed.isEmpty();
  }
}
