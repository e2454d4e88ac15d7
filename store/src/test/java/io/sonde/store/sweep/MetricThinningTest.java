package io.sonde.store.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.SweepReader.CurvePoint;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.search.port.SweepStore.NewSweep;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.port.SweepStore.SweepHead;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import io.sonde.search.space.Configuration;
import io.sonde.store.Store;
import io.sonde.store.TestServer;
import io.sonde.store.sweep.MetricThinning.Thinned;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Long curves become short ones, and nothing that matters goes. */
class MetricThinningTest {
  @RegisterExtension static final TestServer SERVER = new TestServer();

  private static final Instant END = Instant.parse("2026-09-01T12:00:00Z");
  private static final Instant NOW = END.plus(Duration.ofDays(100));
  private static final int STEPS = 3000;
  private static final int SPIKE = 1234;
  private static final int BEST = 2222;

  private Store store;
  private long sequence;

  @BeforeEach
  void open() throws Exception {
    store = Store.open(SERVER.emptyDatabase());
    store.own("");
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void bestFirstAndLastStepsStayAndSpikesToo() {
    int sweep = sweep(SweepState.COMPLETED);
    TrialRow before = store.reader().trial(sweep, 0).orElseThrow();
    MetricThinning thinning = store.thinning();
    assertThat(thinning.due(NOW.minus(Duration.ofDays(90)))).containsExactly(sweep);
    Thinned seen = thinning.look(sweep);
    Thinned gone = thinning.thin(sweep, NOW);
    assertThat(gone.points()).isEqualTo(seen.points()).isPositive();
    List<CurvePoint> curve = store.reader().curves(sweep, 0, 1_000_000).get("loss");
    assertThat(curve).hasSizeBetween(50, 150);
    assertThat(curve).extracting(CurvePoint::step).contains(1, SPIKE, BEST, STEPS);
    assertThat(store.reader().curves(sweep, 0, 1_000_000).get("lr")).hasSameSizeAs(curve);
    assertThat(gone.points()).isEqualTo(2L * (STEPS - curve.size()));
    assertThat(gone.events()).isEqualTo(STEPS - curve.size());
    assertThat(reported(sweep)).containsExactlyElementsOf(steps(curve));
    assertThat(store.reader().trial(sweep, 0).orElseThrow()).isEqualTo(before);
  }

  @Test
  void shortCurvesStayAndASweepIsThinnedOnce() {
    int sweep = sweep(SweepState.COMPLETED);
    List<CurvePoint> curve = store.reader().curves(sweep, 1, 1000).get("loss");
    assertThat(curve).hasSize(MetricThinning.MOST);
    store.thinning().thin(sweep, NOW);
    assertThat(store.reader().curves(sweep, 1, 1000).get("loss")).isEqualTo(curve);
    assertThat(store.thinning().due(NOW)).isEmpty();
    tell(sweep, new Change.SweepBecame(SweepState.RUNNING, ""), NOW.plusSeconds(1));
    tell(sweep, new Change.SweepBecame(SweepState.COMPLETED, ""), NOW.plusSeconds(2));
    assertThat(store.thinning().due(NOW.plusSeconds(3))).containsExactly(sweep);
  }

  @Test
  void whatIsNotOverOrNotOldIsLetBe() {
    int running = sweep(SweepState.PAUSED);
    assertThat(store.thinning().due(NOW)).isEmpty();
    assertThat(store.thinning().thin(running, NOW)).isEqualTo(new Thinned(running, 0, 0));
    assertThat(reported(running)).hasSize(STEPS);
    int young = sweep(SweepState.FAILED);
    assertThat(store.thinning().due(END.minusSeconds(1))).isEmpty();
    assertThat(store.thinning().due(NOW)).containsExactly(young);
  }

  /** One trial of many steps, with a spike, and one that is just short enough. */
  private int sweep(SweepState end) {
    int sweep =
        store
            .sweeps()
            .create(
                new NewSweep("long", "name: long", "/", Overrides.NONE, Optional.empty(), 7, END),
                new SweepHead(new Objective("loss", Direction.MINIMIZE), 9));
    tell(sweep, new Change.SweepBecame(SweepState.RUNNING, ""), END.minusSeconds(9));
    trial(sweep, 0, STEPS);
    trial(sweep, 1, MetricThinning.MOST);
    tell(sweep, new Change.SweepBecame(end, ""), END);
    return sweep;
  }

  private void trial(int sweep, int trial, int steps) {
    AttemptId id = new AttemptId(sweep, trial, 1);
    List<Change> changes = new ArrayList<>();
    changes.add(
        new Change.TrialProposed(
            trial, new Configuration(Map.of("x", 1L), Map.of("x", 1L)), Map.of()));
    changes.add(new Change.AttemptStarted(id, List.of(), "/log"));
    for (int step = 1; step <= steps; step++) {
      double loss = step == SPIKE ? 1e9 : 1.0 / step;
      changes.add(
          new Change.Reported(
              id, new Report(step, Map.of("loss", loss, "lr", 0.1)), Verdict.goOn("")));
    }
    changes.add(new Change.AttemptEnded(id, Cause.COMPLETED, ""));
    changes.add(
        new Change.TrialBecame(
            trial,
            TrialState.COMPLETED,
            "",
            OptionalDouble.of(0.5),
            OptionalInt.of(Math.min(steps, BEST)),
            Map.of()));
    changes.forEach(change -> tell(sweep, change, END.minusSeconds(1)));
    flush();
  }

  private final List<SweepEvent> batch = new ArrayList<>();

  private void tell(int sweep, Change change, Instant at) {
    batch.add(new SweepEvent(++sequence, sweep, at, change));
    if (change instanceof Change.SweepBecame) {
      flush();
    }
  }

  private void flush() {
    store.sweeps().commit(List.copyOf(batch));
    batch.clear();
  }

  private List<Integer> reported(int sweep) {
    return store.sweeps().events(sweep).stream()
        .map(SweepEvent::change)
        .filter(Change.Reported.class::isInstance)
        .map(Change.Reported.class::cast)
        .filter(change -> change.attempt().trial() == 0)
        .map(change -> change.report().step())
        .toList();
  }

  private static List<Integer> steps(List<CurvePoint> curve) {
    return curve.stream().map(CurvePoint::step).toList();
  }
}
