package io.sonde.search.pareto;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Goal;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.Play;
import io.sonde.search.port.Sampler;
import io.sonde.search.space.Configuration;
import io.sonde.search.space.Domain;
import io.sonde.search.space.Scale;
import io.sonde.search.space.Space;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;

/**
 * Published problems with several objectives, all to be made small.
 *
 * <ul>
 *   <li>E. Zitzler, K. Deb, L. Thiele: Comparison of multiobjective evolutionary algorithms:
 *       empirical results. Evolutionary Computation 8(2), 2000 (ZDT).
 *   <li>K. Deb, L. Thiele, M. Laumanns, E. Zitzler: Scalable multi-objective optimization test
 *       problems. CEC 2002 (DTLZ).
 * </ul>
 *
 * @param losses of a configuration
 * @param reference where its hypervolume is measured from
 */
public record ParetoProblem(
    String name, Space space, Function<Configuration, double[]> losses, List<Double> reference) {

  /** ZDT1 to 3 in 30 dimensions, and DTLZ2 with three objectives in 12. */
  public static List<ParetoProblem> all() {
    return List.of(
        zdt("ZDT1", (ratio, x) -> 1 - Math.sqrt(ratio)),
        zdt("ZDT2", (ratio, x) -> 1 - ratio * ratio),
        zdt("ZDT3", (ratio, x) -> 1 - Math.sqrt(ratio) - ratio * Math.sin(10 * Math.PI * x)),
        new ParetoProblem("DTLZ2", cube(12), ParetoProblem::dtlz2, List.of(2.0, 2.0, 2.0)));
  }

  private static ParetoProblem zdt(String name, DoubleBinaryOperator front) {
    return new ParetoProblem(
        name,
        cube(30),
        configuration -> {
          double[] x = numbers(configuration);
          double sum = 0;
          for (int i = 1; i < x.length; i++) {
            sum += x[i];
          }
          double g = 1 + 9 * sum / (x.length - 1);
          return new double[] {x[0], g * front.applyAsDouble(x[0] / g, x[0])};
        },
        List.of(1.1, 7.0));
  }

  private static double[] dtlz2(Configuration configuration) {
    double[] x = numbers(configuration);
    double g = 0;
    for (int i = 2; i < x.length; i++) {
      g += (x[i] - 0.5) * (x[i] - 0.5);
    }
    double a = x[0] * Math.PI / 2;
    double b = x[1] * Math.PI / 2;
    return new double[] {
      (1 + g) * Math.cos(a) * Math.cos(b),
      (1 + g) * Math.cos(a) * Math.sin(b),
      (1 + g) * Math.sin(a)
    };
  }

  private static Space cube(int dimensions) {
    Map<String, Domain> domains = new LinkedHashMap<>();
    for (int i = 0; i < dimensions; i++) {
      domains.put("x" + i, Play.real(0, 1, Scale.LINEAR));
    }
    return Space.flat(domains);
  }

  private static double[] numbers(Configuration configuration) {
    return configuration.values().values().stream()
        .mapToDouble(v -> ((Number) v).doubleValue())
        .toArray();
  }

  /** What is searched for. */
  public Goal goal() {
    List<Objective> objectives = new ArrayList<>();
    for (int m = 0; m < reference.size(); m++) {
      objectives.add(new Objective("f" + m, Direction.MINIMIZE));
    }
    return new Goal(objectives, List.of());
  }

  /** The hypervolume after as many trials, one after the other. */
  public double reached(Sampler sampler, int trials, long seed) {
    ColumnarHistory history = new ColumnarHistory(space, goal());
    for (int i = 0; i < trials; i++) {
      Configuration next = sampler.propose(history, Play.generator(seed, i)).orElseThrow();
      int trial = history.propose(next);
      double[] values = losses.apply(next);
      Map<String, Double> metrics = new LinkedHashMap<>();
      for (int m = 0; m < values.length; m++) {
        metrics.put("f" + m, values[m]);
      }
      history.become(trial, TrialState.RUNNING);
      history.report(trial, 1, metrics);
      history.become(trial, TrialState.COMPLETED);
    }
    double[] point = reference.stream().mapToDouble(Double::doubleValue).toArray();
    return Front.of(history, point).hypervolume();
  }

  @Override
  public String toString() {
    return name;
  }
}
