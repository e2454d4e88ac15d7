package io.sonde.scheduler.local;

import io.sonde.scheduler.cgroup.ControlGroup;
import io.sonde.scheduler.local.ProcessFamily.Remains;
import io.sonde.scheduler.port.Lease;
import io.sonde.scheduler.port.Recovery;
import io.sonde.scheduler.port.Recovery.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Ends what an earlier server left running, all leases at once: asks, waits a while, kills, waits a
 * while. What would not go then is only killed once more when it is swept again.
 */
final class LeftoverSweep {

  private static final Duration GRACE = Duration.ofSeconds(2);

  /** Longer than anything takes that goes when it is killed. */
  static final Duration LIMIT = Duration.ofSeconds(10);

  private static final Duration PAUSE = Duration.ofMillis(20);

  private final OperatingSystem system;
  private final String host;
  private final Map<String, ControlGroup> groups;

  /**
   * Of one host.
   *
   * @param groups the control groups that there are, by the markers of their processes
   */
  LeftoverSweep(OperatingSystem system, String host, Map<String, ControlGroup> groups) {
    this.system = system;
    this.host = host;
    this.groups = Map.copyOf(groups);
  }

  private record Leftover(Lease lease, ProcessFamily family, int found) {}

  /**
   * Ends what is left of these leases.
   *
   * @param limit how long it may take; without any time, what is left is killed at once
   */
  List<Recovery> sweep(Collection<Lease> leases, Duration limit) {
    List<Recovery> recoveries = new ArrayList<>();
    List<Leftover> leftovers = new ArrayList<>();
    for (Lease lease : leases) {
      if (!lease.host().equals(host)) {
        recoveries.add(new Recovery(lease, Outcome.ELSEWHERE, "runs on " + lease.host()));
      } else {
        look(lease, leftovers, recoveries);
      }
    }
    end(leftovers, limit);
    leftovers.forEach(leftover -> recoveries.add(result(leftover)));
    return recoveries;
  }

  /** A lease without a process is one whose process never got past its gate. */
  private void look(Lease lease, List<Leftover> leftovers, List<Recovery> recoveries) {
    Optional<ProcessFamily> family =
        lease
            .process()
            .map(
                process ->
                    ProcessFamily.ofLeftover(
                        system, process, Optional.ofNullable(groups.get(process.marker()))));
    Optional<Remains> left = family.map(ProcessFamily::remains).filter(one -> !one.none());
    if (left.isEmpty()) {
      family.ifPresent(ProcessFamily::disband);
      recoveries.add(new Recovery(lease, Outcome.GONE, "nothing was left of it"));
    } else {
      leftovers.add(new Leftover(lease, family.orElseThrow(), left.get().seen().size()));
    }
  }

  private static void end(List<Leftover> leftovers, Duration limit) {
    Duration grace = limit.compareTo(GRACE) < 0 ? limit : GRACE;
    leftovers.forEach(leftover -> leftover.family().terminate(leftover.family().members()));
    long begin = System.nanoTime();
    boolean left = !leftovers.isEmpty();
    while (left) {
      Duration past = Duration.ofNanos(System.nanoTime() - begin);
      left = false;
      for (Leftover leftover : leftovers) {
        Remains remains = leftover.family().remains();
        left |= !remains.none();
        if (past.compareTo(grace) >= 0) {
          leftover.family().kill(remains.seen());
        }
      }
      left &= past.compareTo(limit) < 0 && paused();
    }
  }

  private static boolean paused() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Recovery result(Leftover leftover) {
    Remains remains = leftover.family().remains();
    if (!remains.none()) {
      return new Recovery(
          leftover.lease(),
          Outcome.REMAINS,
          remains.seen().isEmpty()
              ? "processes of it that cannot be seen do not go although killed"
              : "%d process(es) of it do not go although killed".formatted(remains.seen().size()));
    }
    leftover.family().disband();
    return new Recovery(
        leftover.lease(),
        Outcome.STOPPED,
        "stopped %d process(es) it had left".formatted(leftover.found()));
  }
}
