package io.sonde.search.sampler.nsga2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Constraint;
import io.sonde.search.history.Goal;
import io.sonde.search.history.TrialState;
import io.sonde.search.pareto.ParetoProblem;
import io.sonde.search.port.Play;
import io.sonde.search.port.Sampler;
import io.sonde.search.sampler.random.RandomSampler;
import io.sonde.search.space.Configuration;
import io.sonde.search.space.Space;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the algorithm is for: fronts that dominate more than those of random search. */
class NsgaQualityTest {
  private static final int SEEDS = 15;
  private static final int TRIALS = 200;

  static List<ParetoProblem> problems() {
    return ParetoProblem.all();
  }

  private static Sampler nsga(Space space) {
    return new NsgaSampler(space, NsgaSampler.Settings.DEFAULT);
  }

  @ParameterizedTest
  @MethodSource("problems")
  void dominatesMoreThanRandomSearchAndThanThePeer(ParetoProblem problem) throws IOException {
    double[] reached = new double[SEEDS];
    int won = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      reached[seed] = problem.reached(nsga(problem.space()), TRIALS, seed);
      double random = problem.reached(new RandomSampler(problem.space()), TRIALS, seed);
      won += reached[seed] > random ? 1 : 0;
    }
    assertThat(won).as("seeds better than random search").isGreaterThanOrEqualTo(12);
    assertThat(Arrays.stream(reached).average().orElseThrow()).isGreaterThan(peer(problem));
  }

  /** What Optuna 5.0.0 reached in the mean; {@code src/test/python/nsga2_peer.py} wrote it down. */
  private static double peer(ParetoProblem problem) throws IOException {
    try (InputStream recorded = NsgaQualityTest.class.getResourceAsStream("nsga2-peer.txt")) {
      String[] words =
          new String(recorded.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> line.startsWith(problem.name() + " " + TRIALS + " "))
              .findFirst()
              .orElseThrow()
              .split(" ", -1);
      return Arrays.stream(words, 2, words.length)
          .mapToDouble(Double::parseDouble)
          .average()
          .orElseThrow();
    }
  }

  /** The better the objective, the likelier the constraint is broken; little is feasible. */
  @Test
  void findsItsWayIntoWhatIsFeasible() {
    Space space = Play.reals(6);
    Goal goal =
        new Goal(
            List.of(Play.LOSS),
            List.of(new Constraint("size", Double.NEGATIVE_INFINITY, 0.3, true)));
    double[] found = {0, 0};
    for (int seed = 0; seed < SEEDS; seed++) {
      found[0] += feasible(nsga(space), space, goal, seed);
      found[1] += feasible(new RandomSampler(space), space, goal, seed);
    }
    assertThat(found[0] / SEEDS).isGreaterThan(4 * Math.max(1, found[1] / SEEDS));
  }

  /** How many of 150 trials are feasible; the others do not train. */
  private static long feasible(Sampler sampler, Space space, Goal goal, long seed) {
    ColumnarHistory history = new ColumnarHistory(space, goal);
    for (int i = 0; i < 150; i++) {
      Configuration next = sampler.propose(history, Play.generator(seed, i)).orElseThrow();
      double[] x = space.encode(next);
      int trial = history.propose(next);
      double size = Arrays.stream(x).map(v -> v * v).sum();
      history.measure(trial, Map.of("size", size));
      if (size > 0.3) {
        history.become(trial, TrialState.INFEASIBLE);
      } else {
        Play.complete(history, trial, -x[0]);
      }
    }
    return IntStream.range(0, 150).filter(t -> history.state(t) == TrialState.COMPLETED).count();
  }

  @Test
  void withOneObjectiveItIsAPlainGeneticAlgorithm() {
    Space space = Play.mixed();
    double nsga = 0;
    double random = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      nsga += Play.best(Play.play(nsga(space), space, c -> loss(space, c), 150, seed));
      random +=
          Play.best(Play.play(new RandomSampler(space), space, c -> loss(space, c), 150, seed));
    }
    assertThat(nsga / random).as("loss; 1 is random search's").isBetween(0.0, 0.7);
  }

  private static double loss(Space space, Configuration configuration) {
    double[] codes = space.encode(configuration);
    return Math.abs(Math.log10(codes[0]) + 3)
        + Math.abs(codes[2] - 1)
        + Math.abs(Math.log(codes[4] / 30)) / 3
        + Math.abs(codes[6] - 1) / 2
        + (codes[7] == 1 ? 0 : 0.5);
  }
}
