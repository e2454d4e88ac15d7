package io.sonde.search.sampler.cmaes;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.port.Play;
import io.sonde.search.port.Sampler;
import io.sonde.search.sampler.random.RandomSampler;
import io.sonde.search.space.Configuration;
import io.sonde.search.space.Domain;
import io.sonde.search.space.Node;
import io.sonde.search.space.Scale;
import io.sonde.search.space.Space;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How many trials it takes, beside the library cmaes and random search. */
class CmaConvergenceTest {
  private static final double TARGET = 1e-9;
  private static final int SEEDS = 21;

  /** The lines of {@code cma-convergence.txt}; {@code cma_convergence.py} says what they mean. */
  static List<String> lines() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                CmaConvergenceTest.class.getResourceAsStream("cma-convergence.txt"),
                StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  private static double loss(String function, double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double part = i / (x.length - 1.0);
      double last = i == 0 ? 0 : x[i] - x[i - 1] * x[i - 1];
      sum +=
          switch (function) {
            case "sphere" -> square(x[i] - 2.1);
            case "ellipsoid" -> Math.pow(1e6, part) * square(x[i] - 1.3);
            case "mixed" -> Math.pow(1e2, part) * square(x[i] - 1);
            case "rosenbrock" -> i == 0 ? 0 : 100 * square(last) + square(1 - x[i - 1]);
            default -> throw new IllegalArgumentException("no function '" + function + "'");
          };
    }
    return sum;
  }

  private static double square(double x) {
    return x * x;
  }

  private static double number(Configuration configuration, String path) {
    return ((Number) configuration.values().getOrDefault(path, Double.NaN)).doubleValue();
  }

  @ParameterizedTest
  @MethodSource("lines")
  void takesHardlyMoreTrialsThanTheLibrary(String line) {
    String[] words = line.split(" ", -1);
    int n = Integer.parseInt(words[1]);
    int whole = Integer.parseInt(words[2]);
    Map<String, Domain> domains = new LinkedHashMap<>();
    for (int i = 0; i < n; i++) {
      boolean isWhole = i < whole;
      domains.put(
          "x" + i, isWhole ? Play.whole(-10, 10, Scale.LINEAR) : Play.real(-5, 5, Scale.LINEAR));
    }
    ToDoubleFunction<Configuration> loss =
        c -> loss(words[0], IntStream.range(0, n).mapToDouble(i -> number(c, "x" + i)).toArray());
    int expected = Integer.parseInt(words[3]);
    int[] counts =
        IntStream.range(0, SEEDS)
            .map(seed -> trials(Space.flat(domains), loss, seed, 2 * expected))
            .sorted()
            .toArray();
    assertThat((double) counts[SEEDS / 2]).isBetween(0.7 * expected, 1.15 * expected);
  }

  /** The trials up to the first below the target; at most as many. */
  private static int trials(
      Space space, ToDoubleFunction<Configuration> loss, long seed, int most) {
    Sampler sampler = new CmaEsSampler(space, seed, CmaEsSampler.Settings.DEFAULT);
    ColumnarHistory history = new ColumnarHistory(space, Play.LOSS);
    double value = Double.POSITIVE_INFINITY;
    while (value >= TARGET && history.size() < most) {
      int trial = history.size();
      Configuration next = sampler.propose(history, Play.generator(seed, trial)).orElseThrow();
      value = loss.applyAsDouble(next);
      Play.complete(history, history.propose(next), value);
    }
    return history.size();
  }

  private static double meanOfBest(
      Function<Long, Sampler> samplers, Space space, ToDoubleFunction<Configuration> loss) {
    return IntStream.range(0, SEEDS)
        .mapToDouble(
            seed -> Play.best(Play.play(samplers.apply((long) seed), space, loss, 200, seed)))
        .average()
        .orElseThrow();
  }

  private static void assertBetterThanRandom(
      Space space, ToDoubleFunction<Configuration> loss, double part) {
    double random = meanOfBest(seed -> new RandomSampler(space), space, loss);
    double cma =
        meanOfBest(
            seed -> new CmaEsSampler(space, seed, CmaEsSampler.Settings.DEFAULT), space, loss);
    assertThat(cma).isLessThan(part * random);
  }

  /** The branch with the better optimum is the one that looks worse at first. */
  @Test
  void findsTheWayInAConditionalSpace() {
    Map<String, Node> branches = new LinkedHashMap<>();
    Node unit = Play.search(Play.real(0, 1, Scale.LINEAR));
    branches.put("narrow", Play.mapping("a", unit, "b", unit, "c", unit));
    branches.put("wide", Play.mapping("d", unit));
    Space space = new Space(Play.mapping("shared", unit, "branch", new Node.Branches(branches)));
    ToDoubleFunction<Configuration> loss =
        c -> {
          double shared = square(number(c, "shared") - 0.8);
          return c.values().get("branch").equals("wide")
              ? shared + 0.2 + 0.1 * square(number(c, "branch.wide.d") - 0.4)
              : shared
                  + square(number(c, "branch.narrow.a") - 0.3)
                  + square(number(c, "branch.narrow.b") - 0.2)
                  + square(number(c, "branch.narrow.c") - 0.6);
        };
    assertBetterThanRandom(space, loss, 0.3);
  }

  @Test
  void learnsCategoriesWithNumbers() {
    Map<String, Domain> domains = new LinkedHashMap<>();
    for (int i = 0; i < 4; i++) {
      domains.put("x" + i, Play.real(-1, 1, Scale.LINEAR));
      domains.put("c" + i, Play.choice("a", "b", "c", "d"));
    }
    ToDoubleFunction<Configuration> loss =
        c ->
            IntStream.range(0, 4)
                .mapToDouble(
                    i ->
                        square(number(c, "x" + i) - 0.5)
                            + (c.values().get("c" + i).equals("c") ? 0 : 0.3))
                .sum();
    assertBetterThanRandom(Space.flat(domains), loss, 0.3);
  }

  /** The optimum at a corner, where draws are clipped. */
  @Test
  void findsAnOptimumAtTheBounds() {
    Space space = Play.reals(4);
    ToDoubleFunction<Configuration> loss =
        c -> IntStream.range(0, 4).mapToDouble(i -> 1 + number(c, "x" + i)).sum();
    assertBetterThanRandom(space, loss, 0.05);
  }
}
