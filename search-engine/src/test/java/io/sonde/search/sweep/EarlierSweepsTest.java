package io.sonde.search.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.History;
import io.sonde.search.history.TrialState;
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
import io.sonde.search.spec.SpecException;
import io.sonde.search.spec.SweepSpec;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class EarlierSweepsTest {
  private final SpecReader reader = new SpecReader(List.of(new ExternalKind()));
  private final InMemorySweepStore store = new InMemorySweepStore();
  private final EarlierSweeps earlier = new EarlierSweeps(store, reader);
  private long sequence;

  @Test
  void theTrialsOfTheSameSpaceAreTakenWithTheirValues() {
    past(spec("loss", "x: {float: [0, 1]}"), SweepState.COMPLETED, 0.25, 0.5);
    History found = earlier.of(learning("loss", "x: {float: [0, 1]}"));
    assertThat(found.size()).isEqualTo(2);
    assertThat(found.code(1, 0)).isEqualTo(0.5);
    assertThat(found.value(0)).isEqualTo(0.25);
    assertThat(found.state(0)).isEqualTo(TrialState.COMPLETED);
  }

  @Test
  void anotherObjectiveIsTakenFromTheSameReports() {
    past(spec("loss", "x: {float: [0, 1]}"), SweepState.CANCELLED, 0.25);
    assertThat(earlier.of(learning("cost", "x: {float: [0, 1]}")).value(0)).isEqualTo(2.5);
  }

  @Test
  void onlyWhatThisSpaceCouldHaveProposedIsTaken() {
    past(spec("loss", "x: {float: [0, 1]}"), SweepState.COMPLETED, 0.25, 0.75);
    History found = earlier.of(learning("loss", "x: {float: [0, 0.5]}"));
    assertThat(found.size()).isEqualTo(1);
    assertThat(found.code(0, 0)).isEqualTo(0.25);
  }

  @Test
  void aSweepThatCannotHelpIsRefusedWithTheReason() {
    SweepSpec spec = learning("loss", "y: {float: [0, 1]}");
    assertRefused(spec, "search.learn_from[0]", "there is no sweep 1");
    past(spec("loss", "x: {float: [0, 1]}"), SweepState.RUNNING, 0.25);
    assertRefused(spec, "search.learn_from[0]", "sweep 1 is running; only one that is over");
    commit(1, new Change.SweepBecame(SweepState.COMPLETED, ""));
    assertRefused(spec, "search.learn_from[0]", "none of the 1 ended trials of sweep 1");
  }

  private void assertRefused(SweepSpec spec, String path, String message) {
    assertThatThrownBy(() -> earlier.of(spec))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(path)
        .hasMessageContaining(message);
  }

  private SweepSpec learning(String metric, String space) {
    return reader.read(
        spec(metric, space) + "search: {algorithm: random, learn_from: [1]}\n", Path.of("/"));
  }

  private static String spec(String metric, String space) {
    return """
        name: test
        objective: {metric: %s, direction: minimize}
        space: {%s}
        budget: {trials: 9}
        trial: {kind: external}
        """
        .formatted(metric, space);
  }

  /** A sweep whose trials had these values of x, a loss of the same and ten times the cost. */
  private void past(String text, SweepState state, double... values) {
    SweepSpec spec = reader.read(text, Path.of("/"));
    int sweep =
        store.create(
            new NewSweep("test", text, "/", Overrides.NONE, Optional.empty(), 1, Instant.EPOCH),
            new SweepHead(spec.goal().objectives(), 9));
    commit(sweep, new Change.SweepBecame(SweepState.RUNNING, ""));
    for (int trial = 0; trial < values.length; trial++) {
      double x = values[trial];
      AttemptId attempt = new AttemptId(sweep, trial, 1);
      Configuration configuration = spec.space().configure(parameter -> x);
      Report report = new Report(1, Map.of("loss", x, "cost", 10 * x));
      commit(sweep, new Change.TrialProposed(trial, configuration, Map.of()));
      commit(sweep, new Change.AttemptStarted(attempt, List.of(), ""));
      commit(sweep, new Change.Reported(attempt, report, Verdict.goOn("")));
      commit(
          sweep,
          new Change.TrialBecame(
              trial, TrialState.COMPLETED, "", OptionalDouble.of(x), OptionalInt.of(1), Map.of()));
    }
    if (state != SweepState.RUNNING) {
      commit(sweep, new Change.SweepBecame(state, ""));
    }
  }

  private void commit(int sweep, Change change) {
    List<SweepEvent> events = new ArrayList<>();
    events.add(new SweepEvent(++sequence, sweep, Instant.EPOCH, change));
    store.commit(events);
  }
}
