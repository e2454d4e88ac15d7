package io.sonde.search.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.Milestones.Stretch;
import io.sonde.search.port.SweepStore.NewSweep;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.port.SweepStore.SweepHead;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import io.sonde.search.space.Configuration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What every reader of milestones does. */
public abstract class MilestonesContract {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  /** The store whose milestones are read; it may hold some. */
  protected abstract SweepStore sweeps();

  /** Its milestones. */
  protected abstract Milestones milestones();

  private int sweep(String name) {
    NewSweep fresh =
        new NewSweep(name, "name: it\n", "/", Overrides.NONE, Optional.empty(), 7, NOON);
    Objective objective = new Objective("accuracy", Direction.MAXIMIZE);
    return sweeps().create(fresh, new SweepHead(objective, 10));
  }

  private SweepEvent tell(int sweep, Change change) {
    SweepEvent event = new SweepEvent(sweeps().lastSequence() + 1, sweep, NOON, change);
    sweeps().commit(List.of(event));
    return event;
  }

  private static Change proposed() {
    return new Change.TrialProposed(0, new Configuration(Map.of(), Map.of()), Map.of());
  }

  private static Change reported(int sweep) {
    return new Change.Reported(
        new AttemptId(sweep, 0, 1), new Report(1, Map.of("accuracy", 0.5)), Verdict.goOn(""));
  }

  private static Change failed() {
    return new Change.TrialBecame(
        0, TrialState.FAILED, "it broke", OptionalDouble.empty(), OptionalInt.empty(), Map.of());
  }

  @Test
  void tellsTheChangesOfStateOfAllSweepsInTheirOrder() {
    long before = milestones().lastSequence();
    int one = sweep("one");
    int two = sweep("two");
    SweepEvent first = tell(one, new Change.SweepBecame(SweepState.RUNNING, ""));
    SweepEvent second = tell(two, new Change.SweepBecame(SweepState.RUNNING, ""));
    tell(one, proposed());
    tell(one, new Change.AttemptStarted(new AttemptId(one, 0, 1), List.of("cpu-0"), ""));
    tell(one, reported(one));
    SweepEvent third = tell(one, failed());
    long last = tell(two, proposed()).sequence();
    assertThat(milestones().lastSequence()).isEqualTo(last);
    assertThat(milestones().after(before, 10))
        .isEqualTo(new Stretch(List.of(first, second, third), last));
    assertThat(milestones().after(first.sequence(), 10).events()).containsExactly(second, third);
    assertThat(milestones().after(last, 10)).isEqualTo(new Stretch(List.of(), last));
  }

  @Test
  void goesOnWhereALimitEndedIt() {
    long before = milestones().lastSequence();
    int sweep = sweep("one");
    SweepEvent first = tell(sweep, new Change.SweepBecame(SweepState.RUNNING, ""));
    tell(sweep, proposed());
    SweepEvent second = tell(sweep, failed());
    assertThat(milestones().after(before, 1))
        .isEqualTo(new Stretch(List.of(first), first.sequence()));
    assertThat(milestones().after(first.sequence(), 1))
        .isEqualTo(new Stretch(List.of(second), second.sequence()));
  }

  @Test
  void whatWasDeletedIsNoMilestoneAnyMore() {
    long before = milestones().lastSequence();
    int sweep = sweep("one");
    long last = tell(sweep, new Change.SweepBecame(SweepState.CANCELLED, "")).sequence();
    sweeps().delete(sweep);
    assertThat(milestones().after(before, 10)).isEqualTo(new Stretch(List.of(), last));
  }
}
