package io.sonde.scheduler.queue;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.placement.Demand;
import io.sonde.scheduler.placement.Placement;
import io.sonde.scheduler.port.Backend;
import io.sonde.scheduler.port.Lease;
import io.sonde.scheduler.port.Recovery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What an earlier server left: jobs that run on are adopted with their leases, of the others what
 * is left is ended, and what would not go keeps its devices. For the owner thread.
 */
final class Leftovers {

  /** How long after a leftover that would not go, or could not be asked for, it is tried again. */
  static final Duration AGAIN = Duration.ofSeconds(30);

  private final Backend backend;
  private final LeaseDesk leases;
  private final OwnerThread owner;
  private final Placement placement;
  private final List<Device> devices;
  private final Adoptions adoptions;
  private final Duration again;
  private OwnerThread.@Nullable Timer next;

  /**
   * Of this place.
   *
   * @param again after which is tried again what did not succeed
   */
  Leftovers(
      Backend backend,
      LeaseDesk leases,
      OwnerThread owner,
      Placement placement,
      List<Device> devices,
      Adoptions adoptions,
      Duration again) {
    this.backend = backend;
    this.leases = leases;
    this.owner = owner;
    this.placement = placement;
    this.devices = devices;
    this.adoptions = adoptions;
    this.again = again;
  }

  /**
   * Deals with the leases that are not of this scheduler's own jobs, be they none: a backend also
   * knows what no lease speaks of. What would not go is tried again by itself, as is the whole
   * where this throws.
   *
   * @param ours whether a job is one of this scheduler's own
   * @param changed follows whenever devices may be free
   */
  List<Recovery> recover(Predicate<String> ours, Runnable changed) {
    boolean done = false;
    try {
      List<Lease> left =
          leases.all().stream()
              .filter(lease -> !ours.test(lease.jobId()) && !adoptions.owns(lease.jobId()))
              .toList();
      List<Recovery> recoveries = backend.recover(left);
      recoveries.forEach(this::settle);
      done = recoveries.stream().noneMatch(one -> one.outcome() == Recovery.Outcome.REMAINS);
      changed.run();
      return recoveries;
    } finally {
      if (next != null) {
        next.cancel();
      }
      next = done ? null : owner.later(again, () -> recover(ours, changed));
    }
  }

  private void settle(Recovery recovery) {
    Lease lease = recovery.lease();
    if (recovery.released()) {
      leases.giveBack(lease.jobId(), () -> placement.release(lease.jobId(), Instant.now()));
    } else if (recovery.outcome() != Recovery.Outcome.ELSEWHERE) {
      occupy(lease);
    }
    if (recovery.outcome() == Recovery.Outcome.ADOPTED) {
      adoptions.add(lease);
    }
  }

  /** Keeps from everybody what a job of an earlier server holds. */
  private void occupy(Lease lease) {
    List<Device> held = heldBy(lease);
    if (backend.capacity().isPresent() || !held.isEmpty()) {
      Demand demand = LeasedDemand.of(lease, held);
      placement.occupy(demand, lease.devices(), lease.since(), Instant.now());
    }
  }

  /** Those of the lease's devices that are here, in its order. */
  List<Device> heldBy(Lease lease) {
    return lease.devices().stream()
        .flatMap(id -> devices.stream().filter(device -> device.id().equals(id)))
        .toList();
  }
}
