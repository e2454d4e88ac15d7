package io.sonde.search.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.AnalysisReader.AttemptSpan;
import io.sonde.search.port.AnalysisReader.CurveSample;
import io.sonde.search.port.AnalysisReader.DeviceTime;
import io.sonde.search.port.AnalysisReader.Distribution;
import io.sonde.search.port.AnalysisReader.Progress;
import io.sonde.search.port.AnalysisReader.SampledTrial;
import io.sonde.search.port.AnalysisReader.Share;
import io.sonde.search.port.AnalysisReader.Timeline;
import io.sonde.search.port.AnalysisReader.TrialCurve;
import io.sonde.search.port.AnalysisReader.TrialSample;
import io.sonde.search.port.SweepStore.NewSweep;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.port.SweepStore.SweepHead;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import io.sonde.search.space.Configuration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What everyone who reads for charts does, whatever the sweeps are kept in. */
public abstract class AnalysisReaderContract {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Objective LOSS = new Objective("loss", Direction.MINIMIZE);
  private static final Objective SPEED = new Objective("speed", Direction.MAXIMIZE);
  private static final int TRIALS = 200;

  private SweepStore store;
  private AnalysisReader reader;
  private int sweep;

  /** An empty store. */
  protected abstract SweepStore emptyStore();

  /** The reader of the same sweeps. */
  protected abstract AnalysisReader readerOf(SweepStore store);

  /**
   * 200 trials that end a second after the other. Trial 7 failed, trial 8 has no number, trial 150
   * is the best, trials from 100 on have no parameter {@code rate}.
   */
  @BeforeEach
  void ranTrials() {
    store = emptyStore();
    reader = readerOf(store);
    NewSweep created =
        new NewSweep("a", "name: a\n", "/", Overrides.NONE, Optional.empty(), 1, NOON);
    sweep = store.create(created, new SweepHead(List.of(LOSS, SPEED), TRIALS));
    List<Change> changes = new ArrayList<>(List.of(new Change.SweepBecame(SweepState.RUNNING, "")));
    for (int trial = 0; trial < TRIALS; trial++) {
      changes.add(proposed(trial));
      AttemptId attempt = new AttemptId(sweep, trial, 1);
      changes.add(new Change.AttemptStarted(attempt, List.of(), ""));
      for (int step = 1; step <= 2; step++) {
        Map<String, Double> metrics =
            Map.of("loss", loss(trial) * (3 - step), "speed", speed(trial));
        changes.add(new Change.Reported(attempt, new Report(step, metrics), Verdict.goOn("")));
      }
      TrialState state = trial == 7 ? TrialState.FAILED : TrialState.COMPLETED;
      double value = trial == 8 ? Double.NaN : loss(trial);
      changes.add(
          new Change.TrialBecame(
              trial, state, "", OptionalDouble.of(value), OptionalInt.of(2), Map.of()));
    }
    List<SweepEvent> events = new ArrayList<>();
    long sequence = store.lastSequence();
    int second = 0;
    for (Change change : changes) {
      second += change instanceof Change.TrialBecame ? 1 : 0;
      events.add(new SweepEvent(++sequence, sweep, NOON.plusSeconds(second), change));
    }
    store.commit(events);
  }

  private static Change proposed(int trial) {
    Map<String, Object> values =
        trial < 100 ? Map.of("kind", "a", "rate", trial / 100.0) : Map.of("kind", "b");
    return new Change.TrialProposed(trial, new Configuration(values, values), Map.of());
  }

  /** Trials 0, 10 and 150 are each the best so far. */
  private static double loss(int trial) {
    return trial == 150 ? 0.25 : trial == 10 ? 0.5 : 1 + (trial * 37 % 211) / 211.0;
  }

  private static double speed(int trial) {
    return trial * 2.0;
  }

  @Test
  void aSampleHasTheBestAndAnEvenSpread() {
    TrialSample sample = reader.trials(sweep, LOSS, 40);
    assertThat(sample.total()).isEqualTo(TRIALS - 2);
    assertThat(sample.trials().size()).isBetween(30, 44);
    List<Integer> numbers = sample.trials().stream().map(SampledTrial::number).toList();
    assertThat(numbers).isSorted().contains(0, 10, 150, TRIALS - 1).doesNotContain(7, 8);
    SampledTrial best = sample.trials().get(numbers.indexOf(150));
    assertThat(best.rank()).isEqualTo(1);
    assertThat(best.value()).isEqualTo(0.25);
    assertThat(best.values()).isEqualTo(Map.of("kind", "b"));
    assertThat(sample.trials().stream().map(SampledTrial::rank))
        .contains(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    assertThat(sample.trials().stream().filter(SampledTrial::even).count()).isBetween(20L, 34L);
  }

  @Test
  void aSmallSweepIsGivenWhole() {
    assertThat(reader.trials(sweep, LOSS, 1000).trials()).hasSize(TRIALS - 2);
    assertThat(reader.distribution(sweep, LOSS, 1000).shares()).hasSize(TRIALS - 2);
  }

  @Test
  void anotherObjectiveRanksByItsOwnMetric() {
    TrialSample sample = reader.trials(sweep, SPEED, 40);
    assertThat(sample.total()).isEqualTo(TRIALS - 1);
    SampledTrial fastest = sample.trials().get(sample.trials().size() - 1);
    assertThat(fastest.rank()).isEqualTo(1);
    assertThat(fastest.value()).isEqualTo(speed(TRIALS - 1));
  }

  @Test
  void aDistributionEndsAtTheHighestValue() {
    Distribution distribution = reader.distribution(sweep, LOSS, 20);
    assertThat(distribution.total()).isEqualTo(TRIALS - 2);
    List<Share> shares = distribution.shares();
    assertThat(shares.size()).isBetween(18, 24);
    assertThat(shares.get(0)).isEqualTo(new Share(0.25, 1.0 / (TRIALS - 2)));
    assertThat(shares.get(shares.size() - 1).share()).isEqualTo(1);
    assertThat(shares.stream().map(Share::value)).isSorted();
  }

  @Test
  void curvesAreOfTheBestAndOfSomeOthers() {
    CurveSample sample = reader.curves(sweep, LOSS, "loss", 12, 10);
    assertThat(sample.total()).isEqualTo(TRIALS);
    assertThat(sample.curves().size()).isBetween(9, 16);
    List<Integer> trials = sample.curves().stream().map(TrialCurve::trial).toList();
    assertThat(trials).isSorted().contains(0, 10, 150);
    assertThat(sample.curves().get(trials.indexOf(150)).points())
        .containsExactly(new SweepReader.CurvePoint(1, 0.5), new SweepReader.CurvePoint(2, 0.25));
    assertThat(reader.curves(sweep, LOSS, "absent", 12, 10).curves()).isEmpty();
  }

  @Test
  void progressTellsWhereTheBestChanged() {
    List<Progress> progress = reader.progress(sweep, 100);
    assertThat(progress)
        .contains(
            new Progress(11, Duration.ofSeconds(11), 0.5),
            new Progress(151, Duration.ofSeconds(151), 0.25))
        .endsWith(new Progress(TRIALS, Duration.ofSeconds(TRIALS), 0.25));
    assertThat(progress.size()).isLessThan(10);
  }

  @Test
  void ofASweepThatIsNotThereNothingIsKnown() {
    assertThat(reader.trials(99, LOSS, 40).trials()).isEmpty();
    assertThat(reader.distribution(99, LOSS, 40).shares()).isEmpty();
    assertThat(reader.curves(99, LOSS, "loss", 12, 10).curves()).isEmpty();
    assertThat(reader.progress(99, 10)).isEmpty();
  }

  @Test
  void aTimelineHasTheAttemptsThatStartedLastAndEveryDevice() {
    int other =
        store.create(
            new NewSweep("b", "name: b\n", "/", Overrides.NONE, Optional.empty(), 1, NOON),
            new SweepHead(List.of(LOSS), 3));
    AttemptId first = new AttemptId(other, 0, 1);
    AttemptId again = new AttemptId(other, 0, 2);
    AttemptId wide = new AttemptId(other, 1, 1);
    List<SweepEvent> events = new ArrayList<>();
    List<Change> changes =
        List.of(
            new Change.SweepBecame(SweepState.RUNNING, ""),
            proposed(0),
            new Change.AttemptStarted(first, List.of("gpu-1"), ""),
            new Change.AttemptEnded(first, Cause.CRASH, "exit code 1"),
            new Change.AttemptStarted(again, List.of("gpu-0"), ""),
            proposed(1),
            new Change.AttemptStarted(wide, List.of("gpu-0", "gpu-1"), ""),
            new Change.AttemptEnded(again, Cause.COMPLETED, ""),
            new Change.TrialBecame(
                0, TrialState.COMPLETED, "", OptionalDouble.of(1), OptionalInt.empty(), Map.of()));
    long sequence = store.lastSequence();
    int second = 0;
    for (Change change : changes) {
      events.add(new SweepEvent(++sequence, other, NOON.plusSeconds(second++), change));
    }
    store.commit(events);
    Timeline timeline = reader.timeline(other, 2);
    assertThat(timeline.total()).isEqualTo(3);
    assertThat(timeline.spans())
        .containsExactly(
            new AttemptSpan(
                again,
                List.of("gpu-0"),
                NOON.plusSeconds(4),
                Optional.of(NOON.plusSeconds(7)),
                Optional.of(Cause.COMPLETED)),
            new AttemptSpan(
                wide,
                List.of("gpu-0", "gpu-1"),
                NOON.plusSeconds(6),
                Optional.empty(),
                Optional.empty()));
    assertThat(timeline.devices())
        .containsExactly(
            new DeviceTime("gpu-0", 2, Duration.ofSeconds(3)),
            new DeviceTime("gpu-1", 2, Duration.ofSeconds(1)));
    assertThat(reader.timeline(other + 1, 2)).isEqualTo(new Timeline(List.of(), List.of(), 0));
  }
}
