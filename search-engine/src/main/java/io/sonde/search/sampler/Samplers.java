package io.sonde.search.sampler;

import io.sonde.search.method.Method;
import io.sonde.search.port.Sampler;
import io.sonde.search.sampler.auto.AutoSampler;
import io.sonde.search.sampler.cmaes.CmaEsSampler;
import io.sonde.search.sampler.evolution.EvolutionSampler;
import io.sonde.search.sampler.gp.GpSampler;
import io.sonde.search.sampler.grid.GridSampler;
import io.sonde.search.sampler.nsga2.NsgaSampler;
import io.sonde.search.sampler.random.RandomSampler;
import io.sonde.search.sampler.sobol.SobolSampler;
import io.sonde.search.sampler.tpe.TpeSampler;
import io.sonde.search.space.Space;
import java.util.List;
import java.util.Map;

/** The search algorithms, by the names under which a spec chooses them. */
public final class Samplers {
  private Samplers() {}

  /** Every algorithm; the first is the default. */
  public static List<Method<Sampler.Factory>> all() {
    return List.of(
        AutoSampler.method(), //
        TpeSampler.method(),
        GpSampler.method(),
        RandomSampler.method(),
        EvolutionSampler.method(),
        NsgaSampler.method(),
        SobolSampler.method(),
        GridSampler.method(),
        CmaEsSampler.method());
  }

  /** The name of every algorithm. */
  public static List<String> names() {
    return all().stream().map(Method::name).toList();
  }

  /**
   * The sampler of this name.
   *
   * @param seed the sweep's
   * @param settings of the algorithm, whole numbers as Long and others as Double; what is absent
   *     takes its default
   * @throws IllegalArgumentException for an unknown name, an unknown setting or one out of its
   *     range
   */
  public static Sampler create(
      String algorithm, Space space, long seed, Map<String, Object> settings) {
    Method<Sampler.Factory> method =
        all().stream()
            .filter(m -> m.name().equals(algorithm))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no algorithm '" + algorithm + "'; there are " + join(names())));
    return method.factory().create(space, seed, method.settings(settings));
  }

  private static String join(List<String> names) {
    return String.join(", ", names);
  }
}
