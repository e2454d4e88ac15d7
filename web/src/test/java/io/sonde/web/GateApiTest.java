package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.search.event.Change;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.Origin;
import io.sonde.search.report.Cause;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A CI decides from a sweep and the sweep of its main branch. */
final class GateApiTest {
  private final Bench bench = Bench.open();

  @AfterEach
  void close() {
    bench.close();
  }

  private int sweep(String branch, SweepState end, double... values) {
    Origin origin = new Origin(Optional.empty(), Optional.of(branch), Optional.empty());
    int sweep = bench.sweeps.create("digits", values.length, origin);
    bench.sweeps.tell(sweep, new Change.SweepBecame(SweepState.RUNNING, ""));
    for (int trial = 0; trial < values.length; trial++) {
      bench.sweeps.propose(sweep, trial);
      bench.sweeps.start(sweep, trial, "");
      bench.sweeps.end(sweep, trial, Cause.COMPLETED, TrialState.COMPLETED, values[trial], "");
    }
    bench.sweeps.tell(sweep, new Change.SweepBecame(end, ""));
    return sweep;
  }

  private HttpResponse<String> gate(int sweep, String query) {
    return bench.get("/api/v1/sweeps/" + sweep + "/gate" + query);
  }

  @Test
  void comparesWithTheNewestCompletedSweepOfTheMainBranch() {
    sweep("main", SweepState.COMPLETED, 0.1, 0.1, 0.1);
    int main = sweep("main", SweepState.COMPLETED, 0.80, 0.90, 0.70);
    sweep("main", SweepState.FAILED, 0.99, 0.99, 0.99);
    int worse = sweep("work", SweepState.COMPLETED, 0.75, 0.84, 0.66);
    JsonNode found = Bench.json(gate(worse, ""));
    assertThat(found.get("gate").asText()).as("%s", found).isEqualTo("fail");
    assertThat(found.get("baseline").asInt()).isEqualTo(main);
    assertThat(found.get("pairs").asInt()).isEqualTo(3);
    assertThat(found.at("/difference/mean").asDouble()).isCloseTo(-0.05, within(1e-9));
    assertThat(found.at("/best/baseline").asDouble()).isEqualTo(0.9);
    assertThat(Bench.json(gate(worse, "?margin=0.1")).get("gate").asText()).isEqualTo("pass");
    assertThat(Bench.json(gate(worse, "?margin=0.05")).get("gate").asText())
        .isEqualTo("inconclusive");
    assertThat(Bench.json(gate(worse, "?baseline=1")).get("gate").asText()).isEqualTo("pass");
    assertThat(Bench.json(gate(worse, "?confidence=0.99")).get("confidence").asDouble())
        .isEqualTo(0.99);
  }

  @Test
  void saysWhyItCannotDecide() {
    int alone = sweep("work", SweepState.COMPLETED, 0.5, 0.6);
    int running = sweep("work", SweepState.RUNNING, 0.5);
    problem(gate(alone, ""), 409, "NO_BASELINE");
    problem(gate(alone, "?baseline_branch=work"), 409, "NO_BASELINE");
    problem(gate(running, "?baseline=1"), 409, "NOT_ENDED");
    problem(gate(alone, "?baseline=" + running), 409, "NOT_ENDED");
    problem(gate(alone, "?baseline=" + alone), 400, "INVALID");
    problem(gate(alone, "?baseline=99"), 404, "UNKNOWN");
    problem(gate(99, ""), 404, "UNKNOWN");
    problem(gate(alone, "?margin=-1"), 400, "INVALID");
    problem(gate(alone, "?margin=much"), 400, "INVALID");
    problem(gate(alone, "?confidence=95"), 400, "INVALID");
  }

  @Test
  void refusesToCompareWhatWasSearchedForSomethingElse() {
    Objective loss = new Objective("loss", Direction.MINIMIZE);
    int other = ended(List.of(loss));
    int both = ended(List.of(new Objective("accuracy", Direction.MAXIMIZE), loss));
    int one = sweep("work", SweepState.COMPLETED, 0.5, 0.6);
    problem(gate(one, "?baseline=" + other), 409, "OTHER_OBJECTIVE");
    problem(gate(one, "?baseline=" + both), 409, "OTHER_OBJECTIVE");
    problem(gate(both, "?baseline=" + one), 409, "SEVERAL_OBJECTIVES");
  }

  private int ended(List<Objective> objectives) {
    int sweep = bench.sweeps.create("digits", 1, Origin.UNKNOWN, objectives);
    bench.sweeps.tell(sweep, new Change.SweepBecame(SweepState.COMPLETED, ""));
    return sweep;
  }

  private static void problem(HttpResponse<String> answer, int status, String code) {
    WorkerProtocolTest.assertProblem(answer, status);
    assertThat(Bench.json(answer).get("code").asText()).isEqualTo(code);
  }
}
