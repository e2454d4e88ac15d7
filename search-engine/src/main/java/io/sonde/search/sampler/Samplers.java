package io.sonde.search.sampler;

import io.sonde.search.port.Sampler;
import io.sonde.search.sampler.random.RandomSampler;
import io.sonde.search.sampler.tpe.TpeSampler;
import io.sonde.search.space.Space;
import java.util.List;
import java.util.Map;

/** The search algorithms, by the names under which a spec chooses them. */
public final class Samplers {
  private Samplers() {}

  /** Every name that {@link #create} knows. */
  public static List<String> names() {
    return List.of("random", "tpe");
  }

  /**
   * The sampler of this name.
   *
   * @param settings of the algorithm, whole numbers as Long and others as Double: for {@code tpe}
   *     {@code startup_trials} (default 10), {@code candidates} (24) and {@code prior_weight} (1)
   * @throws IllegalArgumentException for an unknown name or a setting out of its range
   */
  public static Sampler create(String algorithm, Space space, Map<String, Object> settings) {
    return switch (algorithm) {
      case "random" -> new RandomSampler(space);
      case "tpe" ->
          new TpeSampler(
              space,
              new TpeSampler.Settings(
                  whole(settings, "startup_trials", 10),
                  whole(settings, "candidates", 24),
                  number(settings, "prior_weight", 1.0)));
      default ->
          throw new IllegalArgumentException(
              "no algorithm '" + algorithm + "'; there are " + String.join(", ", names()));
    };
  }

  private static int whole(Map<String, Object> settings, String name, int otherwise) {
    double value = number(settings, name, otherwise);
    if (value == (int) value) {
      return (int) value;
    }
    throw new IllegalArgumentException("expected a whole number for " + name + ", got " + value);
  }

  private static double number(Map<String, Object> settings, String name, double otherwise) {
    Object value = settings.getOrDefault(name, otherwise);
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException("expected a number for " + name + ", got " + value);
  }
}
