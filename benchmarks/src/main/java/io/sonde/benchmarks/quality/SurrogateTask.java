package io.sonde.benchmarks.quality;

import io.sonde.search.space.Configuration;
import io.sonde.search.space.Space;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;

/**
 * One data set of a surrogate, at full fidelity and without noise.
 *
 * @param fixed the inputs that are not searched: the data set and the fidelity
 * @param metric what is asked of the surrogate
 * @param loss from the metric to what is to be small
 */
record SurrogateTask(
    String name,
    int budget,
    Space space,
    Surrogate surrogate,
    Map<String, Object> fixed,
    String metric,
    DoubleUnaryOperator loss)
    implements Task {

  @Override
  public double evaluate(Configuration configuration, RandomGenerator noise) {
    Map<String, Object> values = new HashMap<>(fixed);
    collect(configuration.tree(), values);
    return loss.applyAsDouble(surrogate.metric(metric, values));
  }

  @Override
  public OptionalDouble mean(Configuration configuration) {
    return OptionalDouble.empty();
  }

  @Override
  public OptionalDouble leastMean() {
    return OptionalDouble.empty();
  }

  /** A chosen branch is a mapping with its name as the only key. */
  private static void collect(Map<?, ?> tree, Map<String, Object> values) {
    tree.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> branch) {
            String chosen = branch.keySet().iterator().next().toString();
            values.put(name.toString(), chosen);
            collect((Map<?, ?>) branch.values().iterator().next(), values);
          } else {
            values.put(name.toString(), value);
          }
        });
  }
}
