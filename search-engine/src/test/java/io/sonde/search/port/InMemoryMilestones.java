package io.sonde.search.port;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import java.util.Comparator;
import java.util.List;

/** The milestones of sweeps in memory. Thread-safe. */
public final class InMemoryMilestones implements Milestones {
  private static final int MOST_SWEEPS = 10_000;
  private final InMemorySweepStore sweeps;

  /** Of what this store has. */
  public InMemoryMilestones(InMemorySweepStore sweeps) {
    this.sweeps = sweeps;
  }

  @Override
  public Stretch after(long sequence, int limit) {
    synchronized (sweeps) {
      List<SweepEvent> events =
          sweeps.sweeps(0, MOST_SWEEPS).rows().stream()
              .flatMap(row -> sweeps.events(row.number()).stream())
              .filter(event -> event.sequence() > sequence && isMilestone(event.change()))
              .sorted(Comparator.comparingLong(SweepEvent::sequence))
              .limit(limit)
              .toList();
      return new Stretch(
          events,
          events.size() == limit
              ? events.get(limit - 1).sequence()
              : Math.max(sequence, sweeps.lastSequence()));
    }
  }

  private static boolean isMilestone(Change change) {
    return change instanceof Change.SweepBecame || change instanceof Change.TrialBecame;
  }

  @Override
  public long lastSequence() {
    return sweeps.lastSequence();
  }
}
