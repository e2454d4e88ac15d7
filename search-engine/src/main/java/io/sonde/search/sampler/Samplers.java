package io.sonde.search.sampler;

import io.sonde.search.port.Sampler;
import io.sonde.search.sampler.random.RandomSampler;
import io.sonde.search.space.Space;
import java.util.List;
import java.util.Map;

/** The search algorithms, by the names under which a spec chooses them. */
public final class Samplers {
  private Samplers() {}

  /** Every name that {@link #create} knows. */
  public static List<String> names() {
    return List.of("random");
  }

  /**
   * The sampler of this name.
   *
   * @param settings of the algorithm; one that is absent takes its default
   * @throws IllegalArgumentException for an unknown name or a setting out of its range
   */
  public static Sampler create(String algorithm, Space space, Map<String, Object> settings) {
    return switch (algorithm) {
      case "random" -> new RandomSampler(space);
      default ->
          throw new IllegalArgumentException(
              "no algorithm '" + algorithm + "'; there are " + String.join(", ", names()));
    };
  }
}
