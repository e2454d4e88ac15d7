package io.sonde.search.sampler.tpe;

import io.sonde.search.history.History;
import io.sonde.search.method.Method;
import io.sonde.search.port.Sampler;
import io.sonde.search.sampler.unit.Novelty;
import io.sonde.search.sampler.unit.UnitCube;
import io.sonde.search.space.Configuration;
import io.sonde.search.space.Space;
import io.sonde.search.spec.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The tree-structured Parzen estimator, with one joint density over all parameters. It learns two
 * densities, one from the good trials and one from all others (see {@link Split}), draws candidates
 * from the first and proposes the one at which the first exceeds the second by the largest ratio,
 * which is where the expected improvement is largest (see {@link RatioSearch}). Does not propose a
 * configuration again while the space has others, and nothing once a finite space has been tried
 * whole.
 *
 * <ul>
 *   <li>J. Bergstra, R. Bardenet, Y. Bengio, B. Kégl: Algorithms for hyper-parameter optimization.
 *       NeurIPS 2011.
 *   <li>S. Falkner, A. Klein, F. Hutter: BOHB: robust and efficient hyperparameter optimization at
 *       scale. ICML 2018 (the joint density).
 *   <li>S. Watanabe: Tree-structured Parzen estimator: understanding its algorithm components and
 *       their roles for better empirical performance. 2023.
 * </ul>
 */
public final class TpeSampler implements Sampler {
  /** How often candidates are drawn anew when all of them were tried before. */
  private static final int ROUNDS = 4;

  private final Settings settings;
  private final UnitCube cube;
  private final Novelty novelty;
  private final Split split = new Split();
  private final Densities densities;

  /**
   * The sampler's settings.
   *
   * @param startupTrials until so many trials are over, configurations are drawn at random; at
   *     least 1
   * @param candidates how many are drawn for each proposal; at least 1
   * @param priorWeight how much the uniform prior weighs beside one trial; above 0
   */
  public record Settings(int startupTrials, int candidates, double priorWeight) {
    /** The published defaults. */
    public static final Settings DEFAULT = new Settings(10, 24, 1.0);

    public Settings {
      if (startupTrials < 1) {
        throw new IllegalArgumentException(
            "expected startup_trials of at least 1, got " + startupTrials);
      }
      if (candidates < 1) {
        throw new IllegalArgumentException("expected candidates of at least 1, got " + candidates);
      }
      if (!(priorWeight > 0) || Double.isInfinite(priorWeight)) {
        throw new IllegalArgumentException(
            "expected a finite prior_weight above 0, got " + priorWeight);
      }
    }
  }

  /** {@code tpe} in a spec. */
  public static Method<Sampler.Factory> method() {
    Schema count = Schema.whole(1, Integer.MAX_VALUE);
    return new Method<>(
        "tpe",
        "Tree-structured Parzen estimator: learns from past trials where good values lie",
        Schema.mapping()
            .optional(
                "startup_trials", count, "trials drawn at random before the model is used (10)")
            .optional("candidates", count, "how many candidates each proposal is chosen from (24)")
            .optional(
                "prior_weight",
                Schema.above(0),
                "how much the prior counts beside one past trial (1.0)")
            .closed(),
        Map.of("startup_trials", 10L, "candidates", 24L, "prior_weight", 1.0),
        List.of(),
        (space, seed, settings) ->
            new TpeSampler(
                space,
                new Settings(
                    settings.whole("startup_trials"),
                    settings.whole("candidates"),
                    settings.real("prior_weight"))));
  }

  /** Searches this space. */
  public TpeSampler(Space space, Settings settings) {
    this.settings = settings;
    this.cube = new UnitCube(space);
    this.novelty = new Novelty(cube);
    this.densities = new Densities(cube, settings.priorWeight());
  }

  @Override
  public Optional<Configuration> propose(History history, RandomGenerator random) {
    Optional<double[]> row = Optional.empty();
    split.follow(history);
    if (split.told() >= settings.startupTrials()) {
      densities.follow(history, split);
      RatioSearch search =
          new RatioSearch(cube, densities.good(), densities.others(), settings.candidates());
      for (int round = 0; round < ROUNDS && row.isEmpty(); round++) {
        row = search.next(candidate -> novelty.untried(history, candidate), random);
      }
    }
    return row.or(() -> novelty.draw(history, random)).map(cube::configuration);
  }
}
