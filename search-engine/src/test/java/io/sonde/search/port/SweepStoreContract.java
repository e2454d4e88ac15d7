package io.sonde.search.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.SweepReader.CurvePoint;
import io.sonde.search.port.SweepReader.ExperimentRow;
import io.sonde.search.port.SweepReader.Slice;
import io.sonde.search.port.SweepReader.SweepQuery;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.search.port.SweepReader.TrialQuery;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.search.port.SweepStore.NewSweep;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.port.SweepStore.SweepHead;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import io.sonde.search.request.RequestKey;
import io.sonde.search.space.Configuration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of sweeps does, whatever it keeps them in. */
public abstract class SweepStoreContract {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final TrialQuery ALL = new TrialQuery(Set.of(), "number", false, 0, 100);

  private SweepStore store;
  private SweepReader reader;
  private long sequence;

  /** An empty store. */
  protected abstract SweepStore emptyStore();

  /** The reader of the same sweeps. */
  protected abstract SweepReader readerOf(SweepStore store);

  @BeforeEach
  void open() {
    store = emptyStore();
    reader = readerOf(store);
    sequence = store.lastSequence();
  }

  @Test
  void numbersSweepsFromOneAndKeepsWhatTheyWereCreatedWith() {
    NewSweep sweep = sweep("first");
    assertThat(store.create(sweep, head(10))).isEqualTo(1);
    assertThat(store.create(sweep("second"), head(10))).isEqualTo(2);
    assertThat(store.load(1).orElseThrow())
        .isEqualTo(new SweepStore.StoredSweep(1, sweep, SweepState.WAITING));
    assertThat(store.load(3)).isEmpty();
    assertThat(reader.specText(1)).contains("name: first # as written\n");
    assertThat(reader.asked(1)).contains(SweepReader.Asked.of(sweep));
    assertThat(reader.specText(3)).isEmpty();
  }

  @Test
  void nothingIsLeftOfADeletedSweepAndItsNumbersAreNotGivenAgain() {
    int kept = store.create(sweep("a"), head(10));
    int gone = store.create(sweep("b"), head(10));
    commitEach(events(kept, became(SweepState.RUNNING)));
    AttemptId attempt = new AttemptId(gone, 0, 1);
    commitEach(
        events(
            gone,
            became(SweepState.RUNNING),
            proposed(0, 0.5),
            new Change.AttemptStarted(attempt, List.of("cpu-0"), "/log"),
            new Change.Reported(
                attempt, new Report(1, Map.of("accuracy", 0.5)), Verdict.goOn(""))));
    long last = store.lastSequence();
    store.delete(gone);
    store.delete(gone);
    assertThat(store.load(gone)).isEmpty();
    assertThat(store.events(gone)).isEmpty();
    assertThat(store.unfinished()).containsExactly(kept);
    assertThat(reader.sweep(gone)).isEmpty();
    assertThat(reader.sweeps(0, 10).rows()).extracting(SweepRow::number).containsExactly(kept);
    assertThat(store.lastSequence()).isEqualTo(last);
    assertThat(reader.lastSequence()).isEqualTo(last);
    assertThat(store.create(sweep("c"), head(10))).isEqualTo(gone + 1);
    commitEach(events(kept, became(SweepState.COMPLETED)));
    assertThat(store.load(kept).orElseThrow().state()).isEqualTo(SweepState.COMPLETED);
    assertThat(store.lastSequence()).isEqualTo(last + 1);
  }

  @Test
  void listsExperimentsAndTheirVersions() {
    int first = store.create(sweep("a"), head(1));
    store.create(sweep("b"), head(1));
    int changed = store.create(sweep("a", "name: a\n"), head(1));
    int again = store.create(sweep("a"), head(1));
    assertThat(reader.experiments(SweepQuery.ALL, 0, 10).rows())
        .containsExactly(
            new SweepReader.ExperimentRow("a", 2, 3, again),
            new SweepReader.ExperimentRow("b", 1, 1, 2));
    assertThat(reader.experiments(SweepQuery.ALL, 1, 1).rows()).hasSize(1);
    assertThat(reader.experiments(SweepQuery.ALL, 1, 1).total()).isEqualTo(2);
    assertThat(reader.versions(SweepQuery.of("a")))
        .containsExactly(
            new SweepReader.VersionRow(2, 1, changed, changed, NOON),
            new SweepReader.VersionRow(1, 2, first, again, NOON));
    assertThat(reader.versions(SweepQuery.of("c"))).isEmpty();
    SweepQuery elsewhere = SweepQuery.ALL.within(Optional.of(Set.of("elsewhere")));
    assertThat(reader.experiments(elsewhere, 0, 10).rows()).isEmpty();
    assertThat(reader.experiments(elsewhere, 0, 10).total()).isZero();
    assertThat(reader.versions(SweepQuery.of("a").within(elsewhere.projects()))).isEmpty();
  }

  @Test
  void countsTheVersionsOfAnExperimentsSpec() {
    int first = store.create(sweep("a"), head(1));
    int same = store.create(sweep("a"), head(1));
    int other = store.create(sweep("b"), head(1));
    int changed = store.create(sweep("a", "name: a\n"), head(1));
    int back = store.create(sweep("a"), head(1));
    assertThat(List.of(first, same, other, changed, back).stream().map(this::version))
        .containsExactly(1, 1, 1, 2, 1);
  }

  private List<Integer> searched(String text) {
    return matching(Optional.empty(), Optional.of(text));
  }

  private List<Integer> inState(SweepState state) {
    return matching(Optional.of(state), Optional.empty());
  }

  private List<Integer> matching(Optional<SweepState> state, Optional<String> text) {
    Optional<String> any = Optional.empty();
    SweepQuery query = new SweepQuery(any, any, any, state, text, Optional.empty());
    return reader.sweeps(query, 0, 10).rows().stream().map(SweepRow::number).toList();
  }

  private int version(int sweep) {
    return reader.sweep(sweep).orElseThrow().version();
  }

  @Test
  void countsSweepsAndTheirTrialsByState() {
    assertThat(reader.totals().sweeps()).isEmpty();
    int first = store.create(sweep("a"), head(3));
    int second = store.create(sweep("b"), head(3));
    store.create(sweep("c"), head(3));
    List<SweepEvent> events = new ArrayList<>();
    for (int sweep : new int[] {first, second}) {
      events.add(new SweepEvent(++sequence, sweep, NOON, became(SweepState.RUNNING)));
      for (int trial = 0; trial < 2; trial++) {
        Change proposed = new Change.TrialProposed(trial, configuration(0.1), Map.of());
        events.add(new SweepEvent(++sequence, sweep, NOON, proposed));
      }
    }
    Change broke =
        new Change.TrialBecame(
            0, TrialState.FAILED, "", OptionalDouble.empty(), OptionalInt.empty(), Map.of());
    events.add(new SweepEvent(++sequence, second, NOON, broke));
    store.commit(events);
    assertThat(reader.totals().sweeps())
        .containsOnly(entry(SweepState.RUNNING, 2L), entry(SweepState.WAITING, 1L));
    assertThat(reader.totals().trials())
        .containsOnly(entry(TrialState.WAITING, 3L), entry(TrialState.FAILED, 1L));
  }

  @Test
  void findsSweepsByWhatTheyWereStartedFor() {
    Origin main = new Origin(Optional.of("1a2b"), Optional.of("main"), Optional.empty());
    Origin work = new Origin(Optional.of("ü—3"), Optional.of("feature/x"), Optional.of("17"));
    store.create(from("a", main, "k-1"), head(1));
    store.create(from("a", work, "k-2"), head(1));
    store.create(from("b", main, "k-3"), head(1));
    store.create(sweep("a"), head(1));
    assertThat(reader.sweep(2).orElseThrow().origin()).isEqualTo(work);
    assertThat(reader.sweep(4).orElseThrow().origin()).isEqualTo(Origin.UNKNOWN);
    assertThat(store.load(2).orElseThrow().sweep()).isEqualTo(from("a", work, "k-2"));
    assertThat(found("a", null, null)).containsExactly(4, 2, 1);
    assertThat(found(null, "main", null)).containsExactly(3, 1);
    assertThat(found("a", "main", "1a2b")).containsExactly(1);
    assertThat(found(null, null, "ü—3")).containsExactly(2);
    assertThat(found("c", null, null)).isEmpty();
    assertThat(searched("MAIN")).containsExactly(3, 1);
    assertThat(searched("Ü—")).containsExactly(2);
    assertThat(searched("#3")).containsExactly(3);
    assertThat(searched("100%_")).isEmpty();
    store.commit(events(1, became(SweepState.RUNNING)));
    assertThat(inState(SweepState.RUNNING)).containsExactly(1);
    assertThat(inState(SweepState.WAITING)).containsExactly(4, 3, 2);
    assertThat(
            reader
                .sweeps(
                    new SweepQuery(Optional.empty(), Optional.of("main"), Optional.empty()), 1, 1)
                .total())
        .isEqualTo(2);
  }

  @Test
  void sweepsAreFoundByTheirProjects() {
    store.create(sweep("a"), head(1));
    store.create(ofProject("a", "speech"), head(1));
    store.create(ofProject("b", "vision"), head(1));
    store.create(ofProject("b", ""), head(1));
    assertThat(reader.sweep(1).orElseThrow().project()).isEqualTo("a");
    assertThat(store.load(2).orElseThrow().sweep().project()).isEqualTo("speech");
    assertThat(within("speech", "a")).containsExactly(2, 1);
    assertThat(within("vision")).containsExactly(3);
    assertThat(within("nothing")).isEmpty();
    assertThat(within()).isEmpty();
    store.override(2, trials(2));
    assertThat(within("speech")).containsExactly(2);
  }

  private List<Integer> within(String... projects) {
    SweepQuery query = SweepQuery.ALL.within(Optional.of(Set.of(projects)));
    return reader.sweeps(query, 0, 10).rows().stream().map(SweepRow::number).toList();
  }

  private static NewSweep ofProject(String name, String project) {
    return new NewSweep(
        name,
        "name: " + name,
        "/somewhere",
        Overrides.NONE,
        Optional.empty(),
        7,
        NOON,
        Origin.UNKNOWN,
        Optional.empty(),
        project);
  }

  @Test
  void aRequestStartsOneSweepAndItsKeyIsNotForAnother() {
    RequestKey key = new RequestKey("build-7", "d1");
    RequestKey other = new RequestKey("build-7", "d2");
    assertThat(store.startedBy(key)).isEmpty();
    int sweep = store.create(from("a", Origin.UNKNOWN, "build-7"), head(1));
    assertThat(store.startedBy(key)).hasValue(sweep);
    assertThatThrownBy(() -> store.create(from("a", Origin.UNKNOWN, "build-7"), head(1)))
        .isInstanceOfSatisfying(
            RequestKey.Known.class, e -> assertThat(e.sweep()).isEqualTo(sweep));
    assertThatThrownBy(() -> store.startedBy(other)).isInstanceOf(RequestKey.Reused.class);
    assertThat(reader.sweeps(0, 10).total()).isEqualTo(1);
    store.override(sweep, trials(2));
    assertThat(store.startedBy(key)).hasValue(sweep);
  }

  @Test
  void ofRequestsAtTheSameTimeOneStartsTheSweep() {
    List<Integer> numbers =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(
                i -> {
                  try {
                    return store.create(from("a", Origin.UNKNOWN, "once"), head(1));
                  } catch (RequestKey.Known e) {
                    return e.sweep();
                  }
                })
            .toList();
    assertThat(numbers).hasSize(8).containsOnly(1);
    assertThat(reader.sweeps(0, 10).total()).isEqualTo(1);
  }

  @Test
  void aRequestToASweepIsAnsweredAsTheFirstTime() {
    int sweep = store.create(sweep("a"), head(10));
    int other = store.create(sweep("b"), head(10));
    RequestKey more = new RequestKey("k-1", "d1");
    RequestKey named = new RequestKey("k-2", "d2");
    assertThat(store.answer(sweep, more)).isEmpty();
    store.commit(
        events(
            sweep,
            became(SweepState.RUNNING),
            new Change.BudgetRaised(12, Optional.of(more)),
            proposed(0, 0.1),
            asked(1, named)));
    assertThat(store.answer(sweep, more)).hasValue(12);
    assertThat(store.answer(sweep, named)).hasValue(1);
    assertThat(store.answer(other, more)).isEmpty();
    assertThatThrownBy(() -> store.answer(sweep, new RequestKey("k-1", "d2")))
        .isInstanceOf(RequestKey.Reused.class)
        .hasMessageContaining("which was about sweep " + sweep);
    store.commit(events(sweep, new Change.BudgetRaised(15, Optional.of(more)), asked(2, named)));
    assertThat(store.answer(sweep, more)).hasValue(12);
    assertThat(store.answer(sweep, named)).hasValue(1);
    store.delete(sweep);
    assertThat(store.answer(sweep, more)).isEmpty();
  }

  private static Change asked(int trial, RequestKey key) {
    return new Change.TrialProposed(
        trial, configuration(0.3), Map.of(), OptionalInt.empty(), Optional.of(key));
  }

  @Test
  void aRaisedBudgetStandsAboveTheSpec() {
    int sweep = store.create(sweep("a"), head(10));
    store.override(sweep, Overrides.NONE.withPriority(80));
    store.commit(events(sweep, new Change.BudgetRaised(12, Optional.empty())));
    assertThat(overrides(sweep)).isEqualTo(trials(12).withPriority(80));
    assertThat(reader.sweep(sweep).orElseThrow().budget()).isEqualTo(12);
  }

  private List<Integer> found(
      @Nullable String experiment, @Nullable String branch, @Nullable String commit) {
    SweepQuery query =
        new SweepQuery(
            Optional.ofNullable(experiment),
            Optional.ofNullable(branch),
            Optional.ofNullable(commit));
    return reader.sweeps(query, 0, 10).rows().stream().map(SweepRow::number).toList();
  }

  private static NewSweep from(String name, Origin origin, String key) {
    return new NewSweep(
        name,
        "name: " + name,
        "/somewhere",
        Overrides.NONE,
        Optional.empty(),
        7,
        NOON,
        origin,
        Optional.of(new RequestKey(key, "d1")));
  }

  @Test
  void setsAnewWhatIsSetAboveASpecAndLeavesTheRest() {
    OptionalLong seed = OptionalLong.of(Long.MAX_VALUE);
    Overrides first = new Overrides(OptionalInt.empty(), OptionalInt.of(3), seed);
    int sweep = store.create(overridden(first), head(10));
    assertThat(overrides(sweep)).isEqualTo(first);
    store.override(sweep, trials(25).withPriority(80));
    assertThat(reader.sweep(sweep).orElseThrow().budget()).isEqualTo(25);
    store.override(
        sweep, new Overrides(OptionalInt.empty(), OptionalInt.of(4), OptionalLong.of(1)));
    assertThat(overrides(sweep))
        .isEqualTo(new Overrides(OptionalInt.of(25), OptionalInt.of(4), seed, OptionalInt.of(80)));
    assertThat(reader.sweep(sweep).orElseThrow().budget()).isEqualTo(25);
  }

  private static NewSweep overridden(Overrides overrides) {
    return new NewSweep("a", "name: a", "/somewhere", overrides, Optional.empty(), 7, NOON);
  }

  private Overrides overrides(int sweep) {
    return store.load(sweep).orElseThrow().sweep().overrides();
  }

  private static Overrides trials(int budget) {
    return new Overrides(OptionalInt.of(budget), OptionalInt.empty(), OptionalLong.empty());
  }

  @Test
  void whatPeopleSetAndWhatHappensAtTheSameTimeBothStay() {
    int sweep = store.create(sweep("a"), head(10));
    int times = 200;
    CompletableFuture<Void> set =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 1; i <= times; i++) {
                store.override(sweep, trials(10 + i).withPriority(i % 100));
              }
            });
    for (int trial = 0; trial < times; trial++) {
      Change proposed = new Change.TrialProposed(trial, configuration(0.1), Map.of());
      store.commit(List.of(new SweepEvent(++sequence, sweep, NOON, proposed)));
    }
    set.join();
    assertThat(reader.sweep(sweep).orElseThrow().trials()).containsEntry(TrialState.WAITING, times);
    assertThat(reader.sweep(sweep).orElseThrow().budget()).isEqualTo(10 + times);
    assertThat(overrides(sweep).priority()).hasValue(times % 100);
  }

  @Test
  void givesBackEveryKindOfEventAsItWas() {
    int sweep = store.create(sweep("a"), head(10));
    Map<String, Double> odd = new LinkedHashMap<>();
    odd.put("loss", Double.NaN);
    odd.put("up", Double.POSITIVE_INFINITY);
    odd.put("down", Double.NEGATIVE_INFINITY);
    odd.put("tiny", 4.9e-324);
    AttemptId attempt = new AttemptId(sweep, 0, 1);
    List<SweepEvent> events =
        events(
            sweep,
            became(SweepState.RUNNING),
            new Change.TrialProposed(0, configuration(0.1), Map.of("parameters", 1234.0)),
            new Change.AttemptStarted(
                attempt,
                List.of("cpu-0", "cpu-1"),
                "/log \"x\" ü.txt",
                OptionalInt.empty(),
                Optional.of("key-1")),
            new Change.Reported(
                attempt, new Report(1, odd), Verdict.goOn("still within the first 5 steps")),
            new Change.Reported(
                attempt,
                new Report(2, Map.of("accuracy", 0.5)),
                Verdict.stop("not among the best")),
            new Change.AttemptEnded(attempt, Cause.STOPPED, "not among the best\nof 3"),
            trialEnd(0, TrialState.STOPPED, 0.5, 2, Map.of("test_accuracy", 0.4)),
            new Change.TrialProposed(1, configuration(0.2), Map.of(), OptionalInt.of(0)),
            new Change.TrialToStop(1, "seen enough\nof it"),
            new Change.SweepToCancel("superseded by sweep \"2\" ü"),
            asked(2, new RequestKey("key-2", "digest")),
            new Change.BudgetRaised(11, Optional.empty()),
            new Change.BudgetRaised(12, Optional.of(new RequestKey("key-3", "digest"))),
            became(SweepState.COMPLETED));
    store.commit(events);
    assertThat(store.events(sweep)).isEqualTo(events);
    assertThat(reader.trial(sweep, 0).orElseThrow().parent()).isEmpty();
    assertThat(reader.trial(sweep, 1).orElseThrow().parent()).hasValue(0);
    assertThat(store.lastSequence()).isEqualTo(sequence);
    assertThat(reader.lastSequence()).isEqualTo(sequence);
    assertThat(reader.events(sweep, events.get(2).sequence(), 2)).isEqualTo(events.subList(3, 5));
    assertThat(reader.events(sweep, sequence, 2)).isEmpty();
    assertThat(store.load(sweep).orElseThrow().state()).isEqualTo(SweepState.COMPLETED);
    assertThat(reader.curves(sweep, 0, 100))
        .containsEntry("accuracy", List.of(new CurvePoint(2, 0.5)))
        .containsEntry("loss", List.of(new CurvePoint(1, Double.NaN)))
        .containsEntry("down", List.of(new CurvePoint(1, Double.NEGATIVE_INFINITY)));
  }

  @Test
  void aBatchGivenAgainChangesNothing() {
    int sweep = store.create(sweep("a"), head(10));
    List<SweepEvent> first = events(sweep, became(SweepState.RUNNING), proposed(0, 0.1));
    store.commit(first);
    store.commit(first);
    List<SweepEvent> overlap = new ArrayList<>(first);
    overlap.addAll(events(sweep, proposed(1, 0.2)));
    store.commit(overlap);
    assertThat(store.events(sweep)).isEqualTo(overlap);
    assertThat(reader.trials(sweep, ALL).total()).isEqualTo(2);
  }

  @Test
  void knowsWhichSweepsAreNotOver() {
    int done = store.create(sweep("a"), head(1));
    int running = store.create(sweep("b"), head(1));
    int waiting = store.create(sweep("c"), head(1));
    store.commit(events(done, became(SweepState.RUNNING), became(SweepState.FAILED)));
    store.commit(events(running, became(SweepState.RUNNING)));
    assertThat(store.unfinished()).containsExactly(running, waiting);
  }

  @Test
  void summarisesASweep() {
    int sweep = store.create(sweep("a"), head(10));
    ranTrials(sweep);
    SweepRow row = reader.sweep(sweep).orElseThrow();
    assertThat(row.experiment()).isEqualTo("a");
    assertThat(row.state()).isEqualTo(SweepState.RUNNING);
    assertThat(row.metric()).isEqualTo("accuracy");
    assertThat(row.direction()).isEqualTo(Direction.MAXIMIZE);
    assertThat(row.trials())
        .containsOnly(
            entry(TrialState.COMPLETED, 2),
            entry(TrialState.STOPPED, 1),
            entry(TrialState.FAILED, 1),
            entry(TrialState.RUNNING, 1));
    assertThat(row.best()).hasValue(2);
    assertThat(row.bestValue()).hasValue(0.9);
    assertThat(row.seed()).isEqualTo(-7);
    assertThat(row.started()).contains(NOON.plusSeconds(row(sweep, 0)));
    assertThat(row.ended()).isEmpty();
    store.commit(events(sweep, became(SweepState.CANCELLED)));
    assertThat(reader.sweep(sweep).orElseThrow().ended()).isPresent();
    assertThat(reader.sweep(99)).isEmpty();
    assertThat(reader.sweeps(0, 10).rows()).hasSize(1);
    assertThat(reader.sweeps(1, 10).rows()).isEmpty();
    assertThat(reader.sweeps(1, 10).total()).isEqualTo(1);
  }

  private long row(int sweep, int index) {
    return store.events(sweep).get(index).at().getEpochSecond() - NOON.getEpochSecond();
  }

  @Test
  void sortsFiltersAndPagesTrials() {
    int sweep = store.create(sweep("a"), head(10));
    ranTrials(sweep);
    assertThat(numbers(sweep, query("number", false))).containsExactly(0, 1, 2, 3, 4);
    assertThat(numbers(sweep, query("number", true))).containsExactly(4, 3, 2, 1, 0);
    assertThat(numbers(sweep, query("value", true))).containsExactly(2, 0, 1, 3, 4);
    assertThat(numbers(sweep, query("value", false))).containsExactly(1, 0, 2, 3, 4);
    assertThat(numbers(sweep, query("value:rate", true))).containsExactly(4, 3, 2, 1, 0);
    assertThat(numbers(sweep, query("value:kind", false))).containsExactly(0, 1, 2, 3, 4);
    assertThat(numbers(sweep, query("metric:loss", false))).containsExactly(2, 0, 1, 3, 4);
    assertThat(numbers(sweep, query("metric:test_accuracy", true))).containsExactly(2, 0, 1, 3, 4);
    assertThat(numbers(sweep, query("state", false))).containsExactly(0, 2, 3, 4, 1);
    assertThat(numbers(sweep, query("step", false))).containsExactly(0, 1, 2, 4, 3);
    TrialQuery page = new TrialQuery(Set.of(), "value", true, 1, 2);
    assertThat(numbers(sweep, page)).containsExactly(0, 1);
    assertThat(reader.trials(sweep, page).total()).isEqualTo(5);
    TrialQuery done = new TrialQuery(Set.of(TrialState.COMPLETED), "number", false, 0, 10);
    assertThat(numbers(sweep, done)).containsExactly(0, 2);
    assertThat(reader.trials(sweep, done).total()).isEqualTo(2);
  }

  @Test
  void whoWalksThroughTrialsMeetsEachOnceWhileTrialsAreAdded() {
    for (String sort :
        List.of("number", "state", "value", "step", "seconds", "value:rate", "metric:loss")) {
      for (boolean descending : new boolean[] {false, true}) {
        int sweep = store.create(sweep("a"), head(10));
        ranTrials(sweep);
        TrialQuery query = new TrialQuery(Set.of(), sort, descending, 0, 2);
        List<Integer> met = new ArrayList<>();
        Optional<TrialQuery> next = Optional.of(query);
        int there = 5;
        while (next.isPresent()) {
          SweepReader.Page<TrialRow> page = reader.trials(sweep, next.get());
          assertThat(page.total()).isEqualTo(there);
          page.rows().forEach(row -> met.add(row.number()));
          next = page.next().map(query::after);
          if (there < 8) {
            store.commit(events(sweep, proposed(there++, 0.1)));
          }
        }
        assertThat(met).as("%s %s", sort, descending).doesNotHaveDuplicates();
        assertThat(met).as("%s %s", sort, descending).contains(0, 1, 2, 3, 4);
      }
    }
  }

  @Test
  void aCursorLeadsThroughTrialsThatAreSortedAlike() {
    int sweep = store.create(sweep("a"), head(20));
    List<Change> changes = new ArrayList<>(List.of(became(SweepState.RUNNING)));
    for (int trial = 0; trial < 12; trial++) {
      changes.add(proposed(trial, 0.5));
      changes.add(trialEnd(trial, TrialState.COMPLETED, trial % 2, 1, Map.of()));
    }
    store.commit(events(sweep, changes.toArray(Change[]::new)));
    assertThat(walked(sweep, "value", false)).containsExactly(0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11);
    assertThat(walked(sweep, "value", true)).containsExactly(1, 3, 5, 7, 9, 11, 0, 2, 4, 6, 8, 10);
    assertThat(walked(sweep, "value:kind", false))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    assertThat(walked(sweep, "metric:absent", true))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
  }

  private List<Integer> walked(int sweep, String sort, boolean descending) {
    TrialQuery query = new TrialQuery(Set.of(), sort, descending, 0, 5);
    List<Integer> met = new ArrayList<>();
    Optional<TrialQuery> next = Optional.of(query);
    while (next.isPresent()) {
      SweepReader.Batch<TrialRow> batch = reader.batch(sweep, next.get());
      assertThat(batch.rows()).hasSizeBetween(1, 5);
      batch.rows().forEach(row -> met.add(row.number()));
      next = batch.next().map(query::after);
    }
    return met;
  }

  @Test
  void whoWalksThroughSweepsAndExperimentsMeetsEachOnceWhileSweepsAreAdded() {
    List.of("a", "b", "c", "d", "e").forEach(name -> store.create(sweep(name), head(1)));
    SweepReader.Page<SweepRow> sweeps = reader.sweeps(SweepQuery.ALL, Slice.of(0, 2));
    SweepReader.Page<ExperimentRow> experiments =
        reader.experiments(SweepQuery.ALL, Slice.of(0, 2));
    List<Integer> numbers = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int page = 0; page < 3; page++) {
      sweeps.rows().forEach(row -> numbers.add(row.number()));
      experiments.rows().forEach(row -> names.add(row.name()));
      store.create(sweep("a"), head(1));
      if (page < 2) {
        sweeps = reader.sweeps(SweepQuery.ALL, new Slice(0, sweeps.next(), 2));
        experiments = reader.experiments(SweepQuery.ALL, new Slice(0, experiments.next(), 2));
      }
    }
    assertThat(sweeps.next()).isEmpty();
    assertThat(experiments.next()).isEmpty();
    assertThat(numbers).containsExactly(5, 4, 3, 2, 1);
    assertThat(names).containsExactly("e", "d", "c", "b", "a");
  }

  @Test
  void aCursorIsGoodForItsOwnListOnly() {
    int sweep = store.create(sweep("a"), head(10));
    ranTrials(sweep);
    TrialQuery query = new TrialQuery(Set.of(), "value", true, 0, 2);
    String cursor = reader.trials(sweep, query).next().orElseThrow();
    assertThat(reader.trials(sweep, query.after(cursor)).rows()).hasSize(2);
    TrialQuery other = new TrialQuery(Set.of(), "value", false, 0, 2);
    for (String bad :
        List.of("", "x", "%%", cursor + "A", cursor.substring(2), "AAAAAAAAAAAAAAAAAAAAAAAA")) {
      assertThatThrownBy(() -> reader.trials(sweep, query.after(bad)))
          .isInstanceOf(Cursor.BadCursorException.class)
          .hasMessageContaining("'" + bad + "' is no cursor");
      assertThatThrownBy(() -> reader.sweeps(SweepQuery.ALL, new Slice(0, Optional.of(bad), 2)))
          .isInstanceOf(Cursor.BadCursorException.class);
      assertThatThrownBy(
              () -> reader.experiments(SweepQuery.ALL, new Slice(0, Optional.of(bad), 2)))
          .isInstanceOf(Cursor.BadCursorException.class);
    }
    assertThatThrownBy(() -> reader.trials(sweep, other.after(cursor)))
        .isInstanceOf(Cursor.BadCursorException.class);
    assertThatThrownBy(() -> reader.trials(sweep + 1, query.after(cursor)))
        .isInstanceOf(Cursor.BadCursorException.class);
  }

  @Test
  void tellsOnWhichDevicesTrialsRanLast() {
    int sweep = store.create(sweep("a"), head(10));
    ranTrials(sweep);
    store.commit(
        events(
            sweep,
            new Change.AttemptStarted(
                new AttemptId(sweep, 3, 2), List.of("cpu-1", "cpu-2"), "/log")));
    assertThat(reader.devices(sweep, List.of(0, 3, 77)))
        .isEqualTo(Map.of(0, List.of("cpu-0"), 3, List.of("cpu-1", "cpu-2")));
    assertThat(reader.devices(sweep, List.of())).isEmpty();
  }

  @Test
  void filtersTrialsByWhatTheyHave() {
    int sweep = store.create(sweep("a"), head(10));
    ranTrials(sweep);
    assertThat(filtered(sweep, "value >= 0.6")).containsExactly(0, 2);
    assertThat(filtered(sweep, "metric:test_accuracy < 0.6")).containsExactly(0);
    assertThat(filtered(sweep, "value:rate > 0.15", "value:rate < 0.35")).containsExactly(1, 2);
    assertThat(filtered(sweep, "value:kind = ünï \"q\"")).hasSize(5);
    assertThat(filtered(sweep, "value:kind != ünï \"q\"")).isEmpty();
    assertThat(filtered(sweep, "value:kind > 1")).isEmpty();
    assertThat(filtered(sweep, "value:absent != a")).isEmpty();
    assertThatThrownBy(() -> TrialFilter.parse("value:rate <= much"))
        .hasMessageContaining("'value:rate <='", "'much'");
    assertThatThrownBy(() -> TrialFilter.parse("reason = x")).hasMessageContaining("'reason'");
  }

  private List<Integer> filtered(int sweep, String... filters) {
    List<TrialFilter> conditions = Stream.of(filters).map(TrialFilter::parse).toList();
    SweepReader.Page<TrialRow> page =
        reader.trials(sweep, new TrialQuery(Set.of(), "number", false, 0, 100, conditions));
    assertThat(page.total()).isEqualTo(page.rows().size());
    return page.rows().stream().map(TrialRow::number).toList();
  }

  @Test
  void tellsEverythingOfATrial() {
    int sweep = store.create(sweep("a"), head(10));
    ranTrials(sweep);
    TrialRow best = reader.trial(sweep, 2).orElseThrow();
    assertThat(best.state()).isEqualTo(TrialState.COMPLETED);
    assertThat(best.configuration()).isEqualTo(configuration(0.1 * 3).tree());
    assertThat(best.values()).isEqualTo(configuration(0.1 * 3).values());
    assertThat(best.value()).hasValue(0.9);
    assertThat(best.bestStep()).hasValue(1);
    assertThat(best.lastStep()).hasValue(2);
    assertThat(best.metrics())
        .containsOnly(entry("parameters", 10.0), entry("accuracy", 0.9), entry("loss", 0.1));
    assertThat(best.measured()).containsOnly(entry("test_accuracy", 0.88));
    assertThat(best.attempts()).isEqualTo(1);
    assertThat(best.started()).isPresent();
    assertThat(best.ended()).isPresent();
    TrialRow running = reader.trial(sweep, 4).orElseThrow();
    assertThat(running.state()).isEqualTo(TrialState.RUNNING);
    assertThat(running.ended()).isEmpty();
    assertThat(running.lastStep()).hasValue(3);
    assertThat(running.value()).isEmpty();
    assertThat(reader.trial(sweep, 5)).isEmpty();
    assertThat(reader.trial(99, 0)).isEmpty();
  }

  @Test
  void aRetryBeginsAnewAndKeepsItsFormerAttempt() {
    int sweep = store.create(sweep("a"), head(10));
    AttemptId one = new AttemptId(sweep, 0, 1);
    AttemptId two = new AttemptId(sweep, 0, 2);
    store.commit(
        events(
            sweep,
            became(SweepState.RUNNING),
            proposed(0, 0.1),
            new Change.AttemptStarted(one, List.of("cpu-0"), "/one.log"),
            new Change.Reported(one, new Report(1, Map.of("accuracy", 0.8)), Verdict.goOn("")),
            new Change.Reported(one, new Report(2, Map.of("accuracy", 0.9)), Verdict.goOn("")),
            new Change.AttemptEnded(one, Cause.CRASH, "exit code 134"),
            new Change.TrialBecame(
                0,
                TrialState.WAITING,
                "retry 1 of 2",
                OptionalDouble.empty(),
                OptionalInt.empty(),
                Map.of())));
    assertThat(reader.trial(sweep, 0).orElseThrow().state()).isEqualTo(TrialState.WAITING);
    store.commit(
        events(
            sweep,
            new Change.AttemptStarted(two, List.of("cpu-1"), "/two.log"),
            new Change.Reported(two, new Report(1, Map.of("accuracy", 0.7)), Verdict.goOn(""))));
    TrialRow trial = reader.trial(sweep, 0).orElseThrow();
    assertThat(trial.state()).isEqualTo(TrialState.RUNNING);
    assertThat(trial.attempts()).isEqualTo(2);
    assertThat(trial.lastStep()).hasValue(1);
    assertThat(reader.curves(sweep, 0, 10).get("accuracy")).containsExactly(new CurvePoint(1, 0.7));
    List<SweepReader.AttemptRow> attempts = reader.attempts(sweep, 0);
    assertThat(attempts).extracting(SweepReader.AttemptRow::number).containsExactly(1, 2);
    assertThat(attempts.get(0).cause()).contains(Cause.CRASH);
    assertThat(attempts.get(0).reason()).isEqualTo("exit code 134");
    assertThat(attempts.get(1).ended()).isEmpty();
    assertThat(attempts.get(1).log()).isEqualTo("/two.log");
    assertThat(attempts.get(1).devices()).containsExactly("cpu-1");
  }

  @Test
  void aPausedTrialHasItsValueAndAllItsSteps() {
    int sweep = store.create(sweep("a"), head(10));
    commitEach(pausedAfterThree(sweep));
    TrialRow trial = reader.trial(sweep, 0).orElseThrow();
    assertThat(trial.state()).isEqualTo(TrialState.PAUSED);
    assertThat(trial.value()).hasValue(0.6);
    assertThat(trial.bestStep()).hasValue(2);
    assertThat(trial.lastStep()).hasValue(3);
    assertThat(trial.metrics()).containsEntry("accuracy", 0.6);
    assertThat(trial.ended()).isEmpty();
    assertThat(reader.attempts(sweep, 0).get(0).cause()).contains(Cause.PAUSED);
    assertThat(accuracies(sweep)).containsExactly(0.5, 0.6, 0.4);
    SweepRow row = reader.sweep(sweep).orElseThrow();
    assertThat(row.trials()).containsOnly(entry(TrialState.PAUSED, 1));
    assertThat(row.best()).isEmpty();
    assertThat(reader.history(sweep, 10)).isEmpty();
  }

  @Test
  void aPausedTrialGoesOnAfterItsCheckpointWhateverBrokeMeanwhile() {
    int sweep = store.create(sweep("a"), head(10));
    commitEach(pausedAfterThree(sweep));
    commitEach(brokenAfterFive(sweep));
    assertThat(reader.trial(sweep, 0).orElseThrow().value()).isEmpty();
    commitEach(events(sweep, goesOn(sweep, 3)));
    assertThat(reader.trial(sweep, 0).orElseThrow().lastStep()).hasValue(3);
    assertThat(accuracies(sweep)).containsExactly(0.5, 0.6, 0.4);
    commitEach(completedAtFive(sweep, 4, 0.8));
    assertGoneOn(sweep, 4, 0.8);
  }

  @Test
  void aBatchMayHoldAllAttemptsOfATrial() {
    int sweep = store.create(sweep("a"), head(10));
    List<SweepEvent> all = new ArrayList<>(pausedAfterThree(sweep));
    all.addAll(brokenAfterFive(sweep));
    all.addAll(events(sweep, goesOn(sweep, 3)));
    all.addAll(completedAtFive(sweep, 2, 0.6));
    store.commit(all);
    assertGoneOn(sweep, 2, 0.6);
  }

  /** Each step stands once: the first three of the first attempt, the others of the third. */
  private void assertGoneOn(int sweep, int bestStep, double value) {
    TrialRow trial = reader.trial(sweep, 0).orElseThrow();
    assertThat(trial.attempts()).isEqualTo(3);
    assertThat(trial.lastStep()).hasValue(5);
    assertThat(trial.bestStep()).hasValue(bestStep);
    assertThat(trial.value()).hasValue(value);
    assertThat(trial.metrics()).containsEntry("accuracy", value);
    assertThat(reader.curves(sweep, 0, 10).get("accuracy"))
        .extracting(CurvePoint::step)
        .containsExactly(1, 2, 3, 4, 5);
    assertThat(accuracies(sweep)).containsExactly(0.5, 0.6, 0.4, 0.8, 0.7);
  }

  private List<Double> accuracies(int sweep) {
    return reader.curves(sweep, 0, 10).get("accuracy").stream().map(CurvePoint::value).toList();
  }

  private void commitEach(List<SweepEvent> events) {
    events.forEach(event -> store.commit(List.of(event)));
  }

  private List<SweepEvent> pausedAfterThree(int sweep) {
    AttemptId attempt = new AttemptId(sweep, 0, 1);
    return events(
        sweep,
        became(SweepState.RUNNING),
        proposed(0, 0.1),
        new Change.AttemptStarted(attempt, List.of("cpu-0"), "/1.log"),
        at(attempt, 1, 0.5, Verdict.goOn("")),
        at(attempt, 2, 0.6, Verdict.goOn("")),
        at(attempt, 3, 0.4, Verdict.pause("paused at epoch 3")),
        new Change.AttemptEnded(attempt, Cause.PAUSED, "paused at epoch 3"),
        trialEnd(0, TrialState.PAUSED, 0.6, 2, Map.of()));
  }

  private List<SweepEvent> brokenAfterFive(int sweep) {
    AttemptId attempt = new AttemptId(sweep, 0, 2);
    return events(
        sweep,
        goesOn(sweep, 2),
        at(attempt, 4, 0.95, Verdict.goOn("")),
        at(attempt, 5, 0.99, Verdict.goOn("")),
        new Change.AttemptEnded(attempt, Cause.CRASH, "exit code 134"),
        new Change.TrialBecame(
            0,
            TrialState.WAITING,
            "retry 1 of 2",
            OptionalDouble.empty(),
            OptionalInt.empty(),
            Map.of()));
  }

  private static Change goesOn(int sweep, int attempt) {
    return new Change.AttemptStarted(
        new AttemptId(sweep, 0, attempt), List.of("cpu-1"), "/on.log", OptionalInt.of(3));
  }

  private List<SweepEvent> completedAtFive(int sweep, int bestStep, double value) {
    AttemptId attempt = new AttemptId(sweep, 0, 3);
    return events(
        sweep,
        at(attempt, 4, 0.8, Verdict.goOn("")),
        at(attempt, 5, 0.7, Verdict.goOn("")),
        new Change.AttemptEnded(attempt, Cause.COMPLETED, ""),
        trialEnd(0, TrialState.COMPLETED, value, bestStep, Map.of()));
  }

  private static Change at(AttemptId attempt, int step, double accuracy, Verdict verdict) {
    return new Change.Reported(attempt, new Report(step, Map.of("accuracy", accuracy)), verdict);
  }

  @Test
  void theHistoryHoldsTheBestSoFar() {
    int sweep = store.create(sweep("a"), head(10));
    ranTrials(sweep);
    assertThat(reader.history(sweep, 1000))
        .containsExactly(
            new SweepReader.HistoryPoint(0, TrialState.COMPLETED, 0.6, 0.6),
            new SweepReader.HistoryPoint(1, TrialState.STOPPED, 0.4, 0.6),
            new SweepReader.HistoryPoint(2, TrialState.COMPLETED, 0.9, 0.9));
  }

  @Test
  void whatIsNotThereIsEmpty() {
    assertThat(reader.trials(9, ALL).rows()).isEmpty();
    assertThat(reader.attempts(9, 0)).isEmpty();
    assertThat(reader.curves(9, 0, 10)).isEmpty();
    assertThat(reader.events(9, 0, 10)).isEmpty();
    assertThat(store.events(9)).isEmpty();
  }

  /** Five trials: completed, stopped, completed (the best), failed, running. */
  private void ranTrials(int sweep) {
    List<Change> changes = new ArrayList<>(List.of(became(SweepState.RUNNING)));
    for (int trial = 0; trial < 5; trial++) {
      changes.add(proposed(trial, 0.1 * (trial + 1)));
      changes.add(
          new Change.AttemptStarted(new AttemptId(sweep, trial, 1), List.of("cpu-0"), "/log"));
    }
    changes.addAll(reported(sweep, 0, 0.6));
    changes.add(trialEnd(0, TrialState.COMPLETED, 0.6, 1, Map.of("test_accuracy", 0.5)));
    changes.addAll(reported(sweep, 1, 0.4));
    changes.add(trialEnd(1, TrialState.STOPPED, 0.4, 1, Map.of()));
    changes.addAll(reported(sweep, 2, 0.9, 0.7));
    changes.add(trialEnd(2, TrialState.COMPLETED, 0.9, 1, Map.of("test_accuracy", 0.88)));
    changes.add(
        new Change.TrialBecame(
            3, TrialState.FAILED, "broke", OptionalDouble.empty(), OptionalInt.empty(), Map.of()));
    changes.addAll(reported(sweep, 4, 0.1, 0.2, 0.95));
    store.commit(events(sweep, changes.toArray(Change[]::new)));
  }

  private static List<Change> reported(int sweep, int trial, double... accuracies) {
    List<Change> reports = new ArrayList<>();
    for (int i = 0; i < accuracies.length; i++) {
      Map<String, Double> metrics = new LinkedHashMap<>();
      metrics.put("accuracy", accuracies[i]);
      metrics.put("loss", Math.round((1 - accuracies[i]) * 10) / 10.0);
      reports.add(
          new Change.Reported(
              new AttemptId(sweep, trial, 1), new Report(i + 1, metrics), Verdict.goOn("")));
    }
    return reports;
  }

  private List<Integer> numbers(int sweep, TrialQuery query) {
    return reader.trials(sweep, query).rows().stream().map(TrialRow::number).toList();
  }

  private static TrialQuery query(String sort, boolean descending) {
    return new TrialQuery(Set.of(), sort, descending, 0, 100);
  }

  private static NewSweep sweep(String name) {
    return sweep(name, "name: " + name + " # as written\n");
  }

  private static NewSweep sweep(String name, String text) {
    return new NewSweep(name, text, "/somewhere", Overrides.NONE, Optional.of("abc"), -7, NOON);
  }

  private static SweepHead head(int budget) {
    return new SweepHead(new Objective("accuracy", Direction.MAXIMIZE), budget);
  }

  private static Change became(SweepState state) {
    return new Change.SweepBecame(state, "");
  }

  private static Change proposed(int trial, double rate) {
    return new Change.TrialProposed(trial, configuration(rate), Map.of("parameters", 10.0));
  }

  private static Change trialEnd(
      int trial, TrialState state, double value, int step, Map<String, Double> metrics) {
    return new Change.TrialBecame(
        trial, state, "because", OptionalDouble.of(value), OptionalInt.of(step), metrics);
  }

  private static Configuration configuration(double rate) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("rate", rate);
    tree.put("layers", List.of(Map.of("dense", Map.of("units", 3L)), "flat"));
    tree.put("on", true);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("rate", rate);
    values.put("kind", "ünï \"q\"");
    values.put("layers[0].dense.units", 3L);
    return new Configuration(tree, values);
  }

  private List<SweepEvent> events(int sweep, Change... changes) {
    List<SweepEvent> events = new ArrayList<>();
    for (Change change : changes) {
      sequence++;
      events.add(new SweepEvent(sequence, sweep, NOON.plusSeconds(sequence), change));
    }
    return events;
  }
}
