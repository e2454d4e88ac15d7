package io.sonde.search.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.insight.Insights;
import io.sonde.search.port.InMemorySweepStore;
import io.sonde.search.port.SweepStore.NewSweep;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.port.SweepStore.SweepHead;
import io.sonde.search.reader.ExternalKind;
import io.sonde.search.reader.SpecReader;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import io.sonde.search.space.Configuration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class StoredInsightsTest {
  private static final String SPEC =
      """
      name: bowl
      objective: {metric: loss, direction: minimize}
      space: {x: {float: [0, 1]}, y: {float: [0, 1]}}
      budget: {trials: 100}
      trial: {kind: external}
      """;

  private final InMemorySweepStore store = new InMemorySweepStore();
  private final StoredInsights insights =
      new StoredInsights(store, store, new SpecReader(List.of(new ExternalKind())));

  private int sweep(String spec) {
    int sweep =
        store.create(
            new NewSweep(
                "bowl", spec, "/specs", Overrides.NONE, Optional.empty(), 7, Instant.EPOCH),
            new SweepHead(new Objective("loss", Direction.MINIMIZE), 100));
    tell(sweep, new Change.SweepBecame(SweepState.RUNNING, ""));
    return sweep;
  }

  private void tell(int sweep, Change change) {
    store.commit(List.of(new SweepEvent(store.lastSequence() + 1, sweep, Instant.EPOCH, change)));
  }

  /** Completes trials whose loss is 2x + y/10. */
  private void complete(int sweep, int from, int to) {
    for (int trial = from; trial < to; trial++) {
      double x = trial * 0.618 % 1;
      double y = trial * 0.414 % 1;
      Map<String, Object> values = Map.of("x", x, "y", y);
      AttemptId attempt = new AttemptId(sweep, trial, 1);
      double loss = 2 * x + y / 10;
      tell(sweep, new Change.TrialProposed(trial, new Configuration(values, values), Map.of()));
      tell(sweep, new Change.AttemptStarted(attempt, List.of(), ""));
      tell(
          sweep,
          new Change.Reported(attempt, new Report(1, Map.of("loss", loss)), Verdict.goOn("")));
      tell(
          sweep,
          new Change.TrialBecame(
              trial,
              TrialState.COMPLETED,
              "",
              OptionalDouble.of(loss),
              OptionalInt.of(1),
              Map.of()));
    }
  }

  @Test
  void learnsFromTheEventsOfASweep() {
    int sweep = sweep(SPEC);
    complete(sweep, 0, 40);
    Insights learnt = insights.insights(sweep).orElseThrow();
    assertThat(learnt.trials()).isEqualTo(40);
    assertThat(learnt.objectives().get(0).importances().parameters().get(0).path()).isEqualTo("x");
  }

  @Test
  void followsASweepAndLearnsAnewOnceATwentiethIsAdded() {
    int sweep = sweep(SPEC);
    complete(sweep, 0, 40);
    Insights first = insights.insights(sweep).orElseThrow();
    complete(sweep, 40, 42);
    assertThat(insights.insights(sweep).orElseThrow()).isSameAs(first);
    complete(sweep, 42, 50);
    assertThat(insights.insights(sweep).orElseThrow().trials()).isEqualTo(50);
    complete(sweep, 50, 51);
    tell(sweep, new Change.SweepBecame(SweepState.COMPLETED, ""));
    assertThat(insights.insights(sweep).orElseThrow().trials()).isEqualTo(51);
  }

  @Test
  void keepsAFewSweepsAndFindsTheOthersAgain() {
    int first = sweep(SPEC);
    complete(first, 0, 10);
    Insights before = insights.insights(first).orElseThrow();
    for (int i = 0; i < 10; i++) {
      assertThat(insights.insights(sweep(SPEC)).orElseThrow().trials()).isZero();
    }
    assertThat(insights.insights(first)).hasValue(before);
  }

  @Test
  void aLargeSweepIsLearntFromASampleAndSaysSo() {
    int sweep = sweep(SPEC);
    tellAll(sweep, 10_400);
    Insights learnt = insights.insights(sweep).orElseThrow();
    assertThat(learnt.trials()).isBetween(10_000, 10_010);
    assertThat(learnt.remarks().get(0))
        .isEqualTo(
            "Learnt from "
                + learnt.trials()
                + " of 10400 completed trials, spread evenly over the sweep, and the best among"
                + " them.");
    assertThat(learnt.objectives().get(0).importances().parameters().get(0).path()).isEqualTo("x");
    assertThat(insights.insights(sweep).orElseThrow()).isSameAs(learnt);
  }

  /** Completes trials at once whose loss is 2x + y/10. */
  private void tellAll(int sweep, int count) {
    List<SweepEvent> events = new ArrayList<>();
    for (int trial = 0; trial < count; trial++) {
      double x = trial * 0.618 % 1;
      double y = trial * 0.414 % 1;
      Map<String, Object> values = Map.of("x", x, "y", y);
      double loss = 2 * x + y / 10;
      Map<String, Double> measured = Map.of("loss", loss);
      for (Change change :
          List.of(
              new Change.TrialProposed(trial, new Configuration(values, values), Map.of()),
              new Change.TrialBecame(
                  trial,
                  TrialState.COMPLETED,
                  "",
                  OptionalDouble.of(loss),
                  OptionalInt.of(1),
                  measured))) {
        long next = store.lastSequence() + 1 + events.size();
        events.add(new SweepEvent(next, sweep, Instant.EPOCH, change));
      }
    }
    store.commit(events);
  }

  @Test
  void saysNothingOfASweepThatIsNotThereOrCannotBeRead() {
    assertThat(insights.insights(99)).isEmpty();
    assertThat(insights.insights(sweep("name: broken\n"))).isEmpty();
  }
}
