package io.sonde.search.sampler.tpe;

import static io.sonde.search.history.Direction.MINIMIZE;
import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Constraint;
import io.sonde.search.history.Goal;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.pareto.Front;
import io.sonde.search.port.Play;
import io.sonde.search.port.Sampler;
import io.sonde.search.sampler.random.RandomSampler;
import io.sonde.search.space.Configuration;
import io.sonde.search.space.Domain;
import io.sonde.search.space.Node;
import io.sonde.search.space.Scale;
import io.sonde.search.space.Space;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the model is for: better configurations than random search finds in as many trials. The sum
 * of the regrets over many seeds is compared, so that no single seed decides.
 */
class TpeQualityTest {
  private static final int SEEDS = 30;

  /** The volume from the front (2.56 t², 2.56 (1 − t)²) to (4, 4). */
  private static final double WHOLE_FRONT = 16 - 2.56 * 2.56 / 6;

  record Problem(
      String name, Space space, int trials, double optimum, ToDoubleFunction<Configuration> loss) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Problem> problems() {
    return List.of(sphere(), branin(), training(), conditional(), categories());
  }

  private static double number(Configuration c, String path) {
    return ((Number) c.values().get(path)).doubleValue();
  }

  private static double square(double x) {
    return x * x;
  }

  private static Problem sphere() {
    return new Problem(
        "sphere in 5 dimensions",
        Play.reals(5),
        80,
        0,
        c -> {
          double sum = 0;
          for (int i = 0; i < 5; i++) {
            sum += square(number(c, "x" + i) - 0.3);
          }
          return sum;
        });
  }

  private static Problem branin() {
    Map<String, Domain> domains = new LinkedHashMap<>();
    domains.put("x", Play.real(-5, 10, Scale.LINEAR));
    domains.put("y", Play.real(0, 15, Scale.LINEAR));
    return new Problem(
        "Branin",
        Space.flat(domains),
        60,
        0.397887,
        c -> {
          double x = number(c, "x");
          double valley = number(c, "y") - 5.1 * x * x / (4 * Math.PI * Math.PI) + 5 * x / Math.PI;
          return square(valley - 6) + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
        });
  }

  /** What hyperparameters are like: a rate and a momentum on their scales, sizes, a kind. */
  private static Problem training() {
    Map<String, Domain> domains = new LinkedHashMap<>();
    domains.put("rate", Play.real(1e-5, 1, Scale.LOG));
    domains.put("momentum", Play.real(0.5, 0.999, Scale.LOG1M));
    domains.put("units", Play.whole(8, 512, Scale.LOG));
    domains.put("layers", Play.whole(1, 6, Scale.LINEAR));
    domains.put("activation", Play.choice("relu", "elu", "tanh"));
    return new Problem(
        "mixed",
        Space.flat(domains),
        80,
        0,
        c ->
            square(Math.log10(number(c, "rate")) + 2.5)
                + square(Math.log10(1 - number(c, "momentum")) + 1)
                + square(Math.log(number(c, "units") / 100) / 2)
                + square(number(c, "layers") - 3) / 4
                + (c.values().get("activation").equals("elu") ? 0 : 0.5));
  }

  /** One branch is better, has its own optimum, and all share a rate. */
  private static Problem conditional() {
    Map<String, Node> branches = new LinkedHashMap<>();
    for (String name : List.of("a", "b", "c", "d")) {
      branches.put(
          name,
          Play.mapping(
              "u", Play.search(Play.real(0, 1, Scale.LINEAR)),
              "v", Play.search(Play.real(0, 1, Scale.LINEAR))));
    }
    Space space =
        new Space(
            Play.mapping(
                "rate",
                Play.search(Play.real(1e-4, 1, Scale.LOG)),
                "branch",
                new Node.Branches(branches)));
    return new Problem("conditional", space, 80, 0, TpeQualityTest::conditionalLoss);
  }

  private static double conditionalLoss(Configuration c) {
    String branch = (String) c.values().get("branch");
    double optimum = branch.equals("c") ? 0.7 : 0.2;
    return (branch.equals("c") ? 0 : 0.5)
        + square(Math.log10(number(c, "rate")) + 2)
        + 4 * square(number(c, "branch." + branch + ".u") - optimum)
        + 4 * square(number(c, "branch." + branch + ".v") - optimum);
  }

  private static Problem categories() {
    Map<String, Domain> domains = new LinkedHashMap<>();
    for (int i = 0; i < 8; i++) {
      domains.put("c" + i, Play.choice(0L, 1L, 2L, 3L));
    }
    return new Problem(
        "categories",
        Space.flat(domains),
        80,
        0,
        c -> c.values().values().stream().filter(v -> !v.equals(2L)).count());
  }

  @ParameterizedTest
  @MethodSource("problems")
  void beatsRandomSearch(Problem problem) {
    double tpe = 0;
    double random = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      var model = new TpeSampler(problem.space(), TpeSampler.Settings.DEFAULT);
      tpe += best(problem, seed, model) - problem.optimum();
      random += best(problem, seed, new RandomSampler(problem.space())) - problem.optimum();
    }
    assertThat(tpe / random).as("regret; 1 is random search's").isBetween(0.0, 0.6);
  }

  private static double best(Problem problem, long seed, Sampler sampler) {
    return Play.best(Play.play(sampler, problem.space(), problem.loss(), problem.trials(), seed));
  }

  /** After a branch proved good with one rate, the rate is expected to be good in others too. */
  @Test
  void whatBranchesShareIsLearntAcrossThem() {
    Problem problem = conditional();
    double distance = 0;
    int n = 0;
    for (int seed = 0; seed < 10; seed++) {
      Sampler sampler = new TpeSampler(problem.space(), TpeSampler.Settings.DEFAULT);
      var history = Play.play(sampler, problem.space(), problem.loss(), 60, seed);
      for (int i = 0; i < 40; i++) {
        Configuration next = sampler.propose(history, Play.generator(77, i)).orElseThrow();
        if (!next.values().get("branch").equals("c")) {
          distance += Math.abs(Math.log10(number(next, "rate")) + 2);
          n++;
        }
      }
    }
    assertThat(n).isPositive();
    assertThat(distance / n).as("decades from the best rate; 1 at random").isLessThan(0.7);
  }

  /** Two spheres with different centres: the front is the line between them. */
  @Test
  void severalObjectivesAreBetterServedThanByRandomSearch() {
    Space space = Play.reals(4);
    Goal goal =
        new Goal(List.of(new Objective("a", MINIMIZE), new Objective("b", MINIMIZE)), List.of());
    double tpe = 0;
    double random = 0;
    for (int seed = 0; seed < 10; seed++) {
      tpe += volume(new TpeSampler(space, TpeSampler.Settings.DEFAULT), space, goal, seed);
      random += volume(new RandomSampler(space), space, goal, seed);
    }
    double whole = 10 * WHOLE_FRONT;
    assertThat((whole - tpe) / (whole - random)).isBetween(0.0, 0.5);
  }

  private static double volume(Sampler sampler, Space space, Goal goal, long seed) {
    ColumnarHistory history = new ColumnarHistory(space, goal);
    for (int i = 0; i < 120; i++) {
      Configuration next = sampler.propose(history, Play.generator(seed, i)).orElseThrow();
      int trial = history.propose(next);
      history.become(trial, TrialState.RUNNING);
      history.report(trial, 1, Map.of("a", spread(next, -0.4), "b", spread(next, 0.4)));
      history.become(trial, TrialState.COMPLETED);
    }
    return Front.of(history, new double[] {4, 4}).hypervolume();
  }

  private static double spread(Configuration c, double centre) {
    return c.values().values().stream().mapToDouble(x -> square((Double) x - centre)).sum();
  }

  /** A twentieth of the space is feasible, and the optimum lies at its edge. */
  @Test
  void underAConstraintTheFeasiblePartIsFound() {
    Space space = Play.reals(4);
    double tpe = 0;
    double random = 0;
    for (int seed = 0; seed < 10; seed++) {
      tpe += feasible(new TpeSampler(space, TpeSampler.Settings.DEFAULT), space, seed);
      random += feasible(new RandomSampler(space), space, seed);
    }
    assertThat(tpe).isGreaterThan(3 * random);
  }

  private static double feasible(Sampler sampler, Space space, long seed) {
    Constraint near = new Constraint("size", Double.NEGATIVE_INFINITY, 1, false);
    Goal goal = new Goal(List.of(new Objective("loss", MINIMIZE)), List.of(near));
    ColumnarHistory history = new ColumnarHistory(space, goal);
    int feasible = 0;
    for (int i = 0; i < 100; i++) {
      Configuration next = sampler.propose(history, Play.generator(seed, i)).orElseThrow();
      int trial = history.propose(next);
      double size = 1.7 * spread(next, 0.5);
      history.become(trial, TrialState.RUNNING);
      history.report(trial, 1, Map.of("loss", spread(next, -1), "size", size));
      history.become(trial, size > 1 ? TrialState.INFEASIBLE : TrialState.COMPLETED);
      feasible += size > 1 ? 0 : 1;
    }
    return feasible;
  }
}
