package io.sonde.search.sampler.gp;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Constraint;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Goal;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.pareto.Hypervolume;
import io.sonde.search.port.Play;
import io.sonde.search.port.Sampler;
import io.sonde.search.sampler.random.RandomSampler;
import io.sonde.search.space.Configuration;
import io.sonde.search.space.Domain;
import io.sonde.search.space.Node;
import io.sonde.search.space.Scale;
import io.sonde.search.space.Space;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the model is for: far better configurations than random search finds in as many trials. */
class GpQualityTest {
  private static final int SEEDS = 20;

  record Problem(
      String name,
      Space space,
      int trials,
      double optimum,
      double enough,
      ToDoubleFunction<Configuration> loss) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Problem> problems() {
    return List.of(
        new Problem("Branin", branin(), 40, 0.397887, 0.02, GpQualityTest::braninLoss),
        new Problem("mixed", training(), 50, 0, 0.1, GpQualityTest::trainingLoss),
        new Problem("conditional", branches(), 60, 0, 0.8, GpQualityTest::branchesLoss));
  }

  private static double number(Configuration c, String path) {
    return ((Number) c.values().get(path)).doubleValue();
  }

  private static double square(double x) {
    return x * x;
  }

  private static Space branin() {
    Map<String, Domain> domains = new LinkedHashMap<>();
    domains.put("x", Play.real(-5, 10, Scale.LINEAR));
    domains.put("y", Play.real(0, 15, Scale.LINEAR));
    return Space.flat(domains);
  }

  private static double braninLoss(Configuration c) {
    double x = number(c, "x");
    double valley = number(c, "y") - 5.1 * x * x / (4 * Math.PI * Math.PI) + 5 * x / Math.PI;
    return square(valley - 6) + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
  }

  private static Space training() {
    Map<String, Domain> domains = new LinkedHashMap<>();
    domains.put("rate", Play.real(1e-5, 1, Scale.LOG));
    domains.put("momentum", Play.real(0.5, 0.999, Scale.LOG1M));
    domains.put("units", Play.whole(8, 512, Scale.LOG));
    domains.put("layers", Play.whole(1, 6, Scale.LINEAR));
    domains.put("activation", Play.choice("relu", "elu", "tanh"));
    return Space.flat(domains);
  }

  private static double trainingLoss(Configuration c) {
    return square(Math.log10(number(c, "rate")) + 2.5)
        + square(Math.log10(1 - number(c, "momentum")) + 1)
        + square(Math.log(number(c, "units") / 100) / 2)
        + square(number(c, "layers") - 3) / 4
        + (c.values().get("activation").equals("elu") ? 0 : 0.5);
  }

  /** Every branch has its own optimum, and all share a rate. */
  private static Space branches() {
    Map<String, Node> branches = new LinkedHashMap<>();
    for (String name : List.of("a", "b", "c")) {
      branches.put(
          name,
          Play.mapping(
              "u", Play.search(Play.real(0, 1, Scale.LINEAR)),
              "v", Play.search(Play.real(0, 1, Scale.LINEAR))));
    }
    return new Space(
        Play.mapping(
            "rate",
            Play.search(Play.real(1e-4, 1, Scale.LOG)),
            "branch",
            new Node.Branches(branches)));
  }

  private static double branchesLoss(Configuration c) {
    String branch = (String) c.values().get("branch");
    double optimum = branch.equals("c") ? 0.7 : 0.2;
    return (branch.equals("c") ? 0 : 0.2)
        + square(Math.log10(number(c, "rate")) + 2)
        + 4 * square(number(c, "branch." + branch + ".u") - optimum)
        + 4 * square(number(c, "branch." + branch + ".v") - optimum);
  }

  private static Sampler gp(Space space, long seed) {
    return new GpSampler(space, GpSampler.Settings.DEFAULT, seed);
  }

  @ParameterizedTest
  @MethodSource("problems")
  void beatsRandomSearchByFar(Problem problem) {
    double gp = 0;
    double random = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      gp += best(problem, seed, gp(problem.space(), seed)) - problem.optimum();
      random += best(problem, seed, new RandomSampler(problem.space())) - problem.optimum();
    }
    assertThat(gp / random).as("regret; 1 is random search's").isBetween(0.0, problem.enough());
  }

  private static double best(Problem problem, long seed, Sampler sampler) {
    return Play.best(Play.play(sampler, problem.space(), problem.loss(), problem.trials(), seed));
  }

  /** The best feasible loss is at a corner that the constraint cuts off: x + y = 0.5. */
  @Test
  void findsTheBestThatAConstraintAllows() {
    Space space = Play.reals(2);
    Goal goal =
        new Goal(
            List.of(new Objective("loss", Direction.MINIMIZE)),
            List.of(new Constraint("sum", 0.5, Double.POSITIVE_INFINITY, false)));
    double gp = 0;
    for (int seed = 0; seed < 5; seed++) {
      ColumnarHistory history = new ColumnarHistory(space, goal);
      Sampler sampler = gp(space, seed);
      double best = Double.POSITIVE_INFINITY;
      for (int i = 0; i < 30; i++) {
        Configuration next = sampler.propose(history, Play.generator(seed, i)).orElseThrow();
        double sum = number(next, "x0") + number(next, "x1");
        double loss = square(number(next, "x0")) + square(number(next, "x1"));
        int trial = history.propose(next);
        history.become(trial, TrialState.RUNNING);
        history.report(trial, 1, Map.of("loss", loss, "sum", sum));
        history.become(trial, sum >= 0.5 ? TrialState.COMPLETED : TrialState.INFEASIBLE);
        best = sum >= 0.5 ? Math.min(best, loss) : best;
      }
      gp += best / 5;
    }
    assertThat(gp).as("the optimum is at 0.125").isBetween(0.125, 0.135);
  }

  /** Two spheres around different corners: the front is the line between their centres. */
  @Test
  void findsMoreOfTheFrontThanRandomSearch() {
    Space space = Play.reals(3);
    double gp = 0;
    double random = 0;
    for (int seed = 0; seed < 5; seed++) {
      gp += hypervolume(gp(space, seed), space, seed);
      random += hypervolume(new RandomSampler(space), space, seed);
    }
    double ideal = 5 * 7.5;
    assertThat((ideal - gp) / (ideal - random)).as("what is missing of the volume").isLessThan(0.5);
  }

  private static double hypervolume(Sampler sampler, Space space, long seed) {
    Goal goal =
        new Goal(
            List.of(
                new Objective("left", Direction.MINIMIZE),
                new Objective("right", Direction.MINIMIZE)),
            List.of());
    ColumnarHistory history = new ColumnarHistory(space, goal);
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Configuration next = sampler.propose(history, Play.generator(seed, i)).orElseThrow();
      double left = 0;
      double right = 0;
      for (String path : next.values().keySet()) {
        left += square(number(next, path) + 0.5);
        right += square(number(next, path) - 0.5);
      }
      int trial = history.propose(next);
      history.become(trial, TrialState.RUNNING);
      history.report(trial, 1, Map.of("left", left, "right", right));
      history.become(trial, TrialState.COMPLETED);
      points.add(new double[] {left, right});
    }
    return new Hypervolume(new double[] {3, 3}).of(points.toArray(double[][]::new));
  }

  /** The model knows this function as good as everywhere: all 32 could be at its optimum. */
  @Test
  void manyAskedAtOnceDoNotCrowdAboutOneOptimum() {
    Space space = Play.reals(4);
    Sampler sampler = gp(space, 1);
    ToDoubleFunction<Configuration> sphere =
        c -> c.values().values().stream().mapToDouble(x -> square((Double) x - 0.3)).sum();
    ColumnarHistory history = Play.play(sampler, space, sphere, 30, 1);
    for (int i = 30; i < 62; i++) {
      history.propose(sampler.propose(history, Play.generator(1, i)).orElseThrow());
    }
    double sum = 0;
    for (int one = 30; one < 62; one++) {
      double nearest = Double.POSITIVE_INFINITY;
      for (int other = 30; other < 62; other++) {
        nearest = other == one ? nearest : Math.min(nearest, distance(history, one, other));
      }
      sum += nearest / 32;
    }
    assertThat(sum).as("distance to the nearest; 0.6 at random").isGreaterThan(0.05);
  }

  private static double distance(ColumnarHistory history, int one, int other) {
    double sum = 0;
    for (int p = 0; p < 4; p++) {
      sum += square(history.code(one, p) - history.code(other, p));
    }
    return Math.sqrt(sum);
  }
}
