package io.sonde.store.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.AnalysisReader;
import io.sonde.search.port.InMemoryAnalysis;
import io.sonde.search.port.InMemorySweepStore;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.CurvePoint;
import io.sonde.search.port.SweepReader.HistoryPoint;
import io.sonde.search.port.SweepReader.TrialQuery;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.search.port.SweepStore;
import io.sonde.search.port.SweepStore.NewSweep;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.port.SweepStore.SweepHead;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import io.sonde.search.request.RequestKey;
import io.sonde.search.space.Configuration;
import io.sonde.store.Client;
import io.sonde.store.Store;
import io.sonde.store.TestServer;
import io.sonde.store.database.DatabaseAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The store answers like the one in memory, whatever happened, and stays exact when it thins. */
class SweepsAgainstMemoryTest {
  @RegisterExtension static final TestServer SERVER = new TestServer();

  private static final Instant CREATED = Instant.parse("2026-11-21T09:00:00.5Z");

  private static DatabaseAddress address;
  private static Store store;

  private final InMemorySweepStore memory = new InMemorySweepStore();

  @BeforeAll
  static void open() throws Exception {
    address = SERVER.emptyDatabase();
    store = Store.open(address);
    store.own("");
  }

  @BeforeEach
  void empty() throws Exception {
    new Client(address).execute("TRUNCATE sweep CASCADE");
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @Test
  void answersLikeTheStoreInMemory() {
    for (SweepStore each : List.of(memory, store.sweeps())) {
      create(each, Direction.MINIMIZE);
      create(each, Direction.MAXIMIZE);
      each.override(2, new Overrides(OptionalInt.of(9), OptionalInt.of(2), OptionalLong.of(7)));
    }
    long sequence = 0;
    for (int sweep = 1; sweep <= 2; sweep++) {
      List<Change> changes = new RandomSweep(sweep, 40 + sweep).changes(60);
      for (List<Change> batch : batches(changes)) {
        List<SweepEvent> events = RandomSweep.events(sweep, sequence, batch);
        memory.commit(events);
        store.sweeps().commit(events);
        sequence += events.size();
        assertSameSweeps();
      }
      assertSameEverything(sweep);
    }
    assertThat(store.sweeps().lastSequence()).isEqualTo(sequence).isEqualTo(memory.lastSequence());
  }

  private static int create(SweepStore target, Direction direction) {
    NewSweep sweep =
        new NewSweep(
            "digits", "name: digits\n", "/data", Overrides.NONE, Optional.of("abc"), 7, CREATED);
    return target.create(sweep, new SweepHead(new Objective("loss", direction), 100));
  }

  private static List<List<Change>> batches(List<Change> changes) {
    List<List<Change>> batches = new ArrayList<>();
    int size = 1;
    for (int from = 0; from < changes.size(); from += size) {
      size = 1 + from % 37;
      batches.add(changes.subList(from, Math.min(changes.size(), from + size)));
    }
    return batches;
  }

  private void assertSameSweeps() {
    assertThat(store.reader().sweeps(0, 10)).isEqualTo(memory.sweeps(0, 10));
    assertThat(store.sweeps().unfinished()).isEqualTo(memory.unfinished());
  }

  /** All trials, a few at a time. */
  private static List<TrialRow> walked(SweepReader reader, int sweep, TrialQuery query) {
    List<TrialRow> rows = new ArrayList<>();
    Optional<TrialQuery> next = Optional.of(query);
    while (next.isPresent()) {
      SweepReader.Batch<TrialRow> batch = reader.batch(sweep, next.get());
      rows.addAll(batch.rows());
      next = batch.next().map(query::after);
    }
    return rows;
  }

  private void assertSameEverything(int sweep) {
    SweepReader reader = store.reader();
    assertThat(store.sweeps().load(sweep)).isEqualTo(memory.load(sweep));
    assertThat(reader.sweep(sweep)).isEqualTo(memory.sweep(sweep));
    assertThat(reader.specText(sweep)).isEqualTo(memory.specText(sweep));
    assertThat(store.sweeps().events(sweep)).isEqualTo(memory.events(sweep));
    assertThat(reader.events(sweep, 30, 50)).isEqualTo(memory.events(sweep, 30, 50));
    assertThat(reader.history(sweep, 1000)).isEqualTo(memory.history(sweep, 1000));
    AnalysisReader analysis = new InMemoryAnalysis(memory);
    for (Objective each :
        List.of(
            new Objective("loss", reader.sweep(sweep).orElseThrow().direction()),
            new Objective("test_accuracy", Direction.MAXIMIZE))) {
      assertThat(store.analysis().trials(sweep, each, 20))
          .isEqualTo(analysis.trials(sweep, each, 20));
      assertThat(store.analysis().distribution(sweep, each, 10))
          .isEqualTo(analysis.distribution(sweep, each, 10));
      assertThat(store.analysis().curves(sweep, each, "loss", 12, 1000))
          .isEqualTo(analysis.curves(sweep, each, "loss", 12, 1000));
    }
    assertThat(store.analysis().progress(sweep, 1000)).isEqualTo(analysis.progress(sweep, 1000));
    for (int trial = 0; trial < 60; trial++) {
      assertThat(reader.trial(sweep, trial)).isEqualTo(memory.trial(sweep, trial));
      assertThat(reader.attempts(sweep, trial)).isEqualTo(memory.attempts(sweep, trial));
      assertThat(reader.curves(sweep, trial, 1000)).isEqualTo(memory.curves(sweep, trial, 1000));
      assertThat(store.sweeps().answer(sweep, RandomSweep.request(trial)))
          .isEqualTo(memory.answer(sweep, RandomSweep.request(trial)));
    }
    for (String sort :
        List.of(
            "number",
            "state",
            "value",
            "step",
            "seconds",
            "metric:loss",
            "metric:test_accuracy",
            "metric:absent",
            "value:rate",
            "value:optimizer",
            "value:[\"odd.path\"].of[1][0]")) {
      for (boolean descending : new boolean[] {false, true}) {
        for (Set<TrialState> states :
            List.of(Set.<TrialState>of(), Set.of(TrialState.COMPLETED, TrialState.FAILED))) {
          TrialQuery query = new TrialQuery(states, sort, descending, 3, 40);
          assertThat(reader.trials(sweep, query).rows())
              .as("%s", query)
              .isEqualTo(memory.trials(sweep, query).rows());
          assertThat(reader.trials(sweep, query).total())
              .isEqualTo(memory.trials(sweep, query).total());
          TrialQuery whole = new TrialQuery(states, sort, descending, 0, 10_000);
          assertThat(walked(reader, sweep, new TrialQuery(states, sort, descending, 0, 7)))
              .as("%s", query)
              .isEqualTo(memory.trials(sweep, whole).rows());
        }
      }
    }
  }

  @Test
  void aBatchGivenAgainChangesNothing() {
    create(store.sweeps(), Direction.MINIMIZE);
    List<SweepEvent> events = RandomSweep.events(1, 0, new RandomSweep(1, 3).changes(10));
    store.sweeps().commit(events.subList(0, 20));
    store.sweeps().commit(events.subList(0, 20));
    store.sweeps().commit(events.subList(10, 30));
    assertThat(store.sweeps().events(1)).isEqualTo(events.subList(0, 30));
  }

  @Test
  void aBatchIsStoredWholeOrNotAtAll() {
    create(store.sweeps(), Direction.MINIMIZE);
    RequestKey key = new RequestKey("k-1", "digest");
    Change good = new Change.BudgetRaised(120, Optional.of(key));
    Change impossible =
        new Change.TrialBecame(
            99, TrialState.FAILED, "", OptionalDouble.empty(), OptionalInt.empty(), Map.of());
    assertThatThrownBy(
            () -> store.sweeps().commit(RandomSweep.events(1, 0, List.of(good, impossible))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("99");
    assertThat(store.sweeps().lastSequence()).isZero();
    assertThat(store.reader().sweep(1).orElseThrow().budget()).isEqualTo(100);
    assertThat(store.sweeps().answer(1, key)).isEmpty();
  }

  @Test
  void answersForWhatIsNotThere() {
    assertThat(store.reader().sweep(5)).isEmpty();
    assertThat(store.reader().trial(5, 0)).isEmpty();
    assertThat(store.reader().history(5, 100)).isEmpty();
    assertThat(store.reader().curves(5, 0, 100)).isEmpty();
    TrialQuery query = new TrialQuery(Set.of(), "number", false, 0, 10);
    assertThat(store.reader().trials(5, query).rows()).isEmpty();
    TrialQuery unknown = new TrialQuery(Set.of(), "number; drop table trial", false, 0, 10);
    assertThatThrownBy(() -> store.reader().trials(5, unknown))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("metric:NAME");
  }

  @Test
  void keepsTextsThatPostgresCannotHold() {
    create(store.sweeps(), Direction.MINIMIZE);
    Change odd = new Change.SweepBecame(SweepState.FAILED, "worker said \0 and \\u0000 'quoted'");
    store.sweeps().commit(RandomSweep.events(1, 0, List.of(odd)));
    assertThat(store.reader().sweep(1).orElseThrow().reason())
        .isEqualTo("worker said \uFFFD and \\u0000 'quoted'");
    assertThat(store.sweeps().events(1)).hasSize(1);
  }

  @Test
  void aThinnedHistoryKeepsTheBestSoFarLineExact() {
    create(store.sweeps(), Direction.MAXIMIZE);
    create(memory, Direction.MAXIMIZE);
    List<Change> changes = new ArrayList<>();
    for (int trial = 0; trial < 2000; trial++) {
      changes.add(new Change.TrialProposed(trial, new Configuration(Map.of(), Map.of()), Map.of()));
      double value = (trial * 7919L % 2003) / 2003.0;
      changes.add(
          new Change.TrialBecame(
              trial,
              trial % 5 == 0 ? TrialState.FAILED : TrialState.STOPPED,
              "",
              OptionalDouble.of(value),
              OptionalInt.empty(),
              Map.of()));
    }
    List<SweepEvent> events = RandomSweep.events(1, 0, changes);
    store.sweeps().commit(events);
    memory.commit(events);
    List<HistoryPoint> whole = memory.history(1, 10_000);
    List<HistoryPoint> thinned = store.reader().history(1, 100);
    assertThat(thinned).hasSizeBetween(100, 130).isSubsetOf(whole);
    assertThat(thinned.get(thinned.size() - 1)).isEqualTo(whole.get(whole.size() - 1));
    double best = Double.NaN;
    for (HistoryPoint point : whole) {
      if (Double.compare(point.best(), best) != 0) {
        assertThat(thinned).contains(point);
        best = point.best();
      }
    }
  }

  @Test
  void aThinnedCurveKeepsItsEndsAndItsSpikes() {
    create(store.sweeps(), Direction.MINIMIZE);
    AttemptId attempt = new AttemptId(1, 0, 1);
    List<Change> changes = new ArrayList<>();
    changes.add(new Change.TrialProposed(0, new Configuration(Map.of(), Map.of()), Map.of()));
    changes.add(new Change.AttemptStarted(attempt, List.of(), ""));
    IntStream.range(0, 5000)
        .forEach(
            step ->
                changes.add(
                    new Change.Reported(
                        attempt,
                        new Report(step, Map.of("loss", step == 1234 ? 50.0 : 1.0 / (1 + step))),
                        Verdict.goOn(""))));
    store.sweeps().commit(RandomSweep.events(1, 0, changes));
    List<CurvePoint> curve = store.reader().curves(1, 0, 200).get("loss");
    assertThat(curve)
        .hasSizeBetween(150, 202)
        .contains(new CurvePoint(0, 1.0), new CurvePoint(4999, 1.0 / 5000))
        .contains(new CurvePoint(1234, 50.0))
        .isSortedAccordingTo((a, b) -> Integer.compare(a.step(), b.step()));
  }
}
