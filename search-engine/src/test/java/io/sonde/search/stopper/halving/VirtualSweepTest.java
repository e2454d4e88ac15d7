package io.sonde.search.stopper.halving;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.Play;
import io.sonde.search.port.Stopper;
import io.sonde.search.report.Decision;
import io.sonde.search.stopper.Stoppers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole sweeps on made-up curves, with workers that take one step a tick. */
class VirtualSweepTest {
  private static final int TRIALS = 100;
  private static final int LAST = 27;
  private static final int WORKERS = 8;
  private static final int SEEDS = 25;

  /** Trials whose curves fall towards levels of their own, at rates of their own, with noise. */
  private static final class Sweep {
    private final ColumnarHistory history = new ColumnarHistory(Play.reals(1), Play.LOSS);
    private final Random random;
    private final double[] levels;
    private final double[] rates;
    private final List<Integer> running = new ArrayList<>();
    private int steps;

    Sweep(long seed) {
      this.random = new Random(seed);
      this.levels = random.doubles(TRIALS).toArray();
      this.rates = random.doubles(TRIALS, 0.5, 1.5).toArray();
    }

    void run(Stopper stopper) {
      fill(stopper);
      while (!running.isEmpty()) {
        for (int trial : List.copyOf(running)) {
          step(stopper, trial);
        }
        fill(stopper);
      }
    }

    private void fill(Stopper stopper) {
      while (running.size() < WORKERS) {
        Optional<Stopper.Resumption> resumption = stopper.resume(history);
        if (resumption.isEmpty() && history.size() == TRIALS) {
          return;
        }
        int trial =
            resumption
                .map(Stopper.Resumption::trial)
                .orElseGet(() -> history.propose(new double[1]));
        history.become(trial, TrialState.RUNNING);
        running.add(trial);
      }
    }

    private void step(Stopper stopper, int trial) {
      int step = history.reports(trial) + 1;
      double fall = Math.pow(step, -rates[trial]);
      history.report(trial, step, levels[trial] + fall + 0.02 * random.nextGaussian());
      steps++;
      Decision decision = stopper.judge(history, trial, step).decision();
      if (decision == Decision.CONTINUE && step < LAST) {
        return;
      }
      running.remove(Integer.valueOf(trial));
      history.become(
          trial,
          switch (decision) {
            case CONTINUE -> TrialState.COMPLETED;
            case STOP -> TrialState.STOPPED;
            case PAUSE -> TrialState.PAUSED;
          });
    }

    /** How many trials have a better level than the one that looks the best in the end. */
    long better() {
      int best =
          IntStream.range(0, TRIALS)
              .reduce((a, b) -> history.value(a) <= history.value(b) ? a : b)
              .orElseThrow();
      return IntStream.range(0, TRIALS).filter(t -> levels[t] < levels[best]).count();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "asha, stopping, 30",
    "asha, promoting, 25",
    "hyperband, stopping, 50",
    "hyperband, promoting, 50"
  })
  void aPartOfTheStepsFindsTheBest(String rule, String mode, int percent) {
    Map<String, Object> settings = Map.of("mode", mode, "max", (long) LAST);
    int found = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Sweep sweep = new Sweep(seed);
      sweep.run(Stoppers.create(rule, settings));
      assertThat(sweep.history.size()).isEqualTo(TRIALS);
      assertThat(sweep.steps).isLessThan(TRIALS * LAST * percent / 100);
      found += sweep.better() <= 4 ? 1 : 0;
    }
    assertThat(found)
        .as("sweeps that found one of the best five")
        .isGreaterThanOrEqualTo(SEEDS - 2);
  }
}
