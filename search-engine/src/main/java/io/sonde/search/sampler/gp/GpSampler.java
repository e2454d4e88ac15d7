package io.sonde.search.sampler.gp;

import io.sonde.search.history.History;
import io.sonde.search.method.Method;
import io.sonde.search.port.Sampler;
import io.sonde.search.sampler.sobol.SobolSampler;
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
 * Bayesian optimisation: learns from the trials a Gaussian process over the space (see {@link
 * Model}, {@link Embedding} for mixed and conditional spaces, {@link Warp} for what is done to the
 * values), and proposes the configuration with the largest expected improvement (see {@link
 * ExpectedImprovement}). The first configurations lie along a Sobol sequence. Does not propose a
 * configuration again while the space has others, and nothing once a finite space has been tried
 * whole.
 *
 * <ul>
 *   <li>D. Jones, M. Schonlau, W. Welch: Efficient global optimization of expensive black-box
 *       functions. Journal of Global Optimization 13, 1998.
 *   <li>J. Snoek, H. Larochelle, R. Adams: Practical Bayesian optimization of machine learning
 *       algorithms. NeurIPS 2012.
 * </ul>
 */
public final class GpSampler implements Sampler {
  private final Settings settings;
  private final UnitCube cube;
  private final Embedding embedding;
  private final Novelty novelty;
  private final SobolSampler startup;
  private final Outlook outlook;

  /**
   * The sampler's settings.
   *
   * @param startupTrials until so many trials are over, configurations are spread over the space;
   *     at least 2
   * @param maxTrials a model is given at most so many trials, which bounds what a proposal costs;
   *     at least 16
   */
  public record Settings(int startupTrials, int maxTrials) {
    /** The defaults. */
    public static final Settings DEFAULT = new Settings(10, 300);

    public Settings {
      if (startupTrials < 2) {
        throw new IllegalArgumentException(
            "expected startup_trials of at least 2, got " + startupTrials);
      }
      if (maxTrials < 16) {
        throw new IllegalArgumentException("expected max_trials of at least 16, got " + maxTrials);
      }
    }
  }

  /** How a spec chooses this sampler. */
  public static Method<Sampler.Factory> method() {
    return new Method<>(
        "gp",
        "Gaussian process: the most from few and costly trials",
        Schema.mapping()
            .optional(
                "startup_trials",
                Schema.whole(2, Integer.MAX_VALUE),
                "trials spread over the space before the model is used (10)")
            .optional(
                "max_trials",
                Schema.whole(16, 2000),
                "the model learns from at most so many trials (300)")
            .closed(),
        Map.of("startup_trials", 10L, "max_trials", 300L),
        List.of(),
        (space, seed, settings) ->
            new GpSampler(
                space,
                new Settings(settings.whole("startup_trials"), settings.whole("max_trials")),
                seed));
  }

  /** Searches this space; the first trials lie along the Sobol sequence of this seed. */
  public GpSampler(Space space, Settings settings, long seed) {
    this.settings = settings;
    this.cube = new UnitCube(space);
    this.embedding = new Embedding(space, cube);
    this.novelty = new Novelty(cube);
    this.startup = new SobolSampler(space, seed);
    this.outlook = new Outlook(embedding, settings);
  }

  @Override
  public Optional<Configuration> propose(History history, RandomGenerator random) {
    if (embedding.parameters() == 0 || Told.count(history) < settings.startupTrials()) {
      return startup.propose(history, random);
    }
    Prospect prospect = outlook.of(history, random);
    AcquisitionSearch search =
        new AcquisitionSearch(cube, prospect.landscape(), row -> novelty.untried(history, row));
    return search
        .best(prospect.best(), random)
        .or(() -> novelty.draw(history, random))
        .map(cube::configuration);
  }
}
