package io.sonde.search.stopper.halving;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Direction;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.ComparingStopperContract;
import io.sonde.search.port.Stopper;
import io.sonde.search.report.Decision;
import io.sonde.search.report.Verdict;
import io.sonde.search.stopper.Stoppers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AshaPromotionTest extends ComparingStopperContract {
  @Override
  protected Stopper stopper() {
    return Stoppers.create("asha", Map.of("mode", "promoting", "max", 9L));
  }

  private final ColumnarHistory history = history(Direction.MINIMIZE);

  /** Begins a trial, or takes one further, and reports at one step; what becomes of it. */
  private Verdict at(int trial, int step, double loss) {
    if (trial == history.size()) {
      start(history);
    } else if (history.state(trial) == TrialState.PAUSED) {
      history.become(trial, TrialState.RUNNING);
    }
    Verdict verdict = report(history, trial, step, loss);
    if (verdict.decision() == Decision.PAUSE) {
      history.become(trial, TrialState.PAUSED);
    }
    return verdict;
  }

  /** Reckoned by hand from Algorithm 2 with r = 1, R = 9, eta = 3. */
  @Test
  void trialsClimbAsInThePaper() {
    assertThat(at(0, 1, 5).reason())
        .isEqualTo("paused at epoch 1: score 5 is number 1 of 1 trial at rung 1; none goes on yet");
    assertThat(at(1, 1, 3).decision()).isEqualTo(Decision.PAUSE);
    assertThat(stopper().resume(history)).isEmpty();
    assertThat(at(2, 1, 4).decision()).isEqualTo(Decision.PAUSE);
    assertThat(stopper().resume(history))
        .contains(
            new Stopper.Resumption(
                1,
                OptionalInt.of(3),
                "taken further to epoch 3: score 3 is number 1 of 3 trials at rung 1; the best"
                    + " goes on"));
    assertThat(at(1, 3, 2.5).decision()).isEqualTo(Decision.PAUSE);
    assertThat(stopper().resume(history)).as("none of one goes on").isEmpty();
    assertThat(at(3, 1, 1).reason())
        .isEqualTo(
            "continues at epoch 1: score 1 is number 1 of 4 trials at rung 1; the best goes on");
    assertThat(at(3, 3, 0.9).decision()).isEqualTo(Decision.PAUSE);
    assertThat(at(4, 1, 6).decision()).isEqualTo(Decision.PAUSE);
    assertThat(at(5, 1, 2).reason())
        .as("two of six go on, and this is the second")
        .startsWith("continues at epoch 1: score 2 is number 2 of 6 trials");
    assertThat(at(5, 3, 1.9).reason())
        .as("at rung 3 trial 3 is the one of three that goes on")
        .isEqualTo(
            "paused at epoch 3: score 1.9 is number 2 of 3 trials at rung 3; the best goes on");
    Stopper.Resumption last = stopper().resume(history).orElseThrow();
    assertThat(last.trial()).isEqualTo(3);
    assertThat(last.until()).as("nothing is above the top rung but the end").isEmpty();
    assertThat(last.reason()).startsWith("taken further to its end: score 0.9 is number 1 of 3");
  }

  @Test
  void whoIsAmongTheBestWaitsForOneOnAHigherRung() {
    for (int trial = 0; trial < 3; trial++) {
      at(trial, 3, trial);
    }
    assertThat(stopper().resume(history).orElseThrow().trial()).isZero();
    at(3, 1, 9);
    at(4, 1, 9);
    assertThat(at(5, 1, -1).reason())
        .isEqualTo(
            "paused at epoch 1: score -1 is number 1 of 6 trials at rung 1; the best 2 go on;"
                + " another trial goes first");
    history.become(0, TrialState.RUNNING);
    assertThat(stopper().resume(history).orElseThrow().trial()).isEqualTo(5);
  }

  /** Algorithm 2 as it stands in the paper, without a word on speed. */
  private static final class GetJob {
    private record Entry(int trial, double loss) {}

    private final int eta;
    private final List<List<Entry>> rungs = new ArrayList<>();
    private final List<Set<Integer>> promoted = new ArrayList<>();

    GetJob(int eta) {
      this.eta = eta;
    }

    void reached(int rung, int trial, double loss) {
      while (rungs.size() <= rung) {
        rungs.add(new ArrayList<>());
        promoted.add(new HashSet<>());
      }
      rungs.get(rung).add(new Entry(trial, loss));
    }

    /** The trial to be promoted and marks it so; −1 when a new one is to be begun. */
    int next() {
      for (int k = rungs.size() - 1; k >= 0; k--) {
        List<Entry> best = new ArrayList<>(rungs.get(k));
        best.sort(Comparator.comparingDouble(Entry::loss));
        for (Entry candidate : best.subList(0, best.size() / eta)) {
          if (promoted.get(k).add(candidate.trial())) {
            return candidate.trial();
          }
        }
      }
      return -1;
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 1, 16", "3, 1, 27", "4, 2, 100", "5, 1, 30"})
  void oneWorkerDoesWhatThePaperSays(int eta, int min, int max) {
    Stopper stopper =
        Stoppers.create(
            "asha",
            Map.of("mode", "promoting", "eta", (long) eta, "min", (long) min, "max", (long) max));
    Random random = new Random(eta);
    GetJob paper = new GetJob(eta);
    int job = -1;
    for (int i = 0; i < 400; i++) {
      int trial = job >= 0 ? job : start(history);
      int rung = 0;
      while (history.reports(trial) > rung) {
        rung++;
      }
      long step = Math.min(max, Math.round(min * Math.pow(eta, rung)));
      double loss = random.nextDouble();
      history.report(trial, (int) step, loss);
      Decision decision = stopper.judge(history, trial, (int) step).decision();
      if (step < max) {
        paper.reached(rung, trial, history.bestUpTo(trial, (int) step));
      }
      job = paper.next();
      if (step == max) {
        assertThat(decision).isEqualTo(Decision.CONTINUE);
        history.become(trial, TrialState.COMPLETED);
      } else {
        assertThat(decision).isEqualTo(job == trial ? Decision.CONTINUE : Decision.PAUSE);
      }
      if (decision == Decision.PAUSE) {
        history.become(trial, TrialState.PAUSED);
      }
      if (history.state(trial) != TrialState.RUNNING) {
        Optional<Stopper.Resumption> resumption = stopper.resume(history);
        assertThat(resumption.map(Stopper.Resumption::trial).orElse(-1)).isEqualTo(job);
        resumption.ifPresent(r -> history.become(r.trial(), TrialState.RUNNING));
      }
    }
  }

  @Test
  void whatTurnsOutInfeasibleHoldsNoPlace() {
    for (int trial = 0; trial < 2; trial++) {
      int infeasible = start(history);
      history.report(infeasible, 1, -1);
      history.become(infeasible, TrialState.INFEASIBLE);
    }
    for (int trial = 2; trial < 5; trial++) {
      at(trial, 1, trial);
    }
    assertThat(stopper().resume(history).orElseThrow().reason())
        .contains("number 1 of 3 trials at rung 1");
  }

  @Test
  void severalObjectivesAreRankedByFrontAndCrowding() {
    ColumnarHistory two = twoObjectives();
    double[][] points = {{1, 9}, {9, 1}, {5, 5}, {6, 6}, {4.9, 5.2}, {8, 8}};
    for (double[] point : points) {
      int trial = start(two);
      two.report(trial, 1, Map.of("score", point[0], "cost", point[1]));
      two.become(trial, TrialState.PAUSED);
    }
    Stopper.Resumption first = stopper().resume(two).orElseThrow();
    assertThat(first.reason())
        .isEqualTo(
            "taken further to epoch 3: score 1 and cost 9 are number 1 of 6 trials at rung 1; the"
                + " best 2 go on");
    two.become(first.trial(), TrialState.RUNNING);
    Stopper.Resumption second = stopper().resume(two).orElseThrow();
    assertThat(second.trial()).isEqualTo(1);
    two.become(second.trial(), TrialState.RUNNING);
    assertThat(stopper().resume(two)).isEmpty();
  }
}
