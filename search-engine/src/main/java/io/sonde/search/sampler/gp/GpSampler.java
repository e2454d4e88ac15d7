package io.sonde.search.sampler.gp;

import io.sonde.search.history.History;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.Sampler;
import io.sonde.search.sampler.sobol.SobolSampler;
import io.sonde.search.sampler.unit.Novelty;
import io.sonde.search.sampler.unit.UnitCube;
import io.sonde.search.space.Configuration;
import io.sonde.search.space.Space;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Bayesian optimisation by a Gaussian process. */
public final class GpSampler implements Sampler {
  private static final int PARENTS = 6;

  private final Settings settings;
  private final UnitCube cube;
  private final Embedding embedding;
  private final Novelty novelty;
  private final SobolSampler startup;
  private final Surrogate surrogate;

  /**
   * The sampler's settings.
   *
   * @param startupTrials until so many trials are over, configurations are spread over the space;
   *     at least 2
   * @param maxTrials the model is given at most so many trials; at least 16
   */
  public record Settings(int startupTrials, int maxTrials) {
    /** The defaults. */
    public static final Settings DEFAULT = new Settings(10, 400);

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

  /** Searches this space; the first trials lie along the Sobol sequence of this seed. */
  public GpSampler(Space space, Settings settings, long seed) {
    this.settings = settings;
    this.cube = new UnitCube(space);
    this.embedding = new Embedding(space, cube);
    this.novelty = new Novelty(cube);
    this.startup = new SobolSampler(space, seed);
    this.surrogate = new Surrogate(embedding, settings.maxTrials(), settings.startupTrials());
  }

  @Override
  public Optional<Configuration> propose(History history, RandomGenerator random) {
    Told told = Told.of(history);
    if (told.size() < settings.startupTrials() || embedding.parameters() == 0) {
      return startup.propose(history, random);
    }
    Model model = surrogate.of(history, told);
    Told chosen = told.atMost(settings.maxTrials());
    double[] expected = new double[model.size()];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = model.fitted(i);
    }
    List<double[]> parents = IntStream.range(0, expected.length).boxed()
        .sorted(Comparator.comparingDouble(i -> expected[i])).limit(PARENTS)
        .map(i -> row(history, chosen.trials()[i])).toList();
    double incumbent = IntStream.range(0, expected.length).mapToDouble(i -> expected[i]).min().orElseThrow();
    believe(model, history);
    AcquisitionSearch search = new AcquisitionSearch(cube,
        new Landscape(embedding, List.of(model), new ExpectedImprovement(incumbent - Double.parseDouble(System.getProperty("xi","0")))),
        row -> novelty.untried(history, row));
    Optional<double[]> best = search.best(parents, random);
    return best.or(() -> novelty.draw(history, random)).map(cube::configuration);
  }

  private void believe(Model model, History history) {
    List<double[]> pending = new ArrayList<>();
    for (int t = 0; t < history.size(); t++) {
      if (history.state(t) == TrialState.RUNNING || history.state(t) == TrialState.WAITING) {
        pending.add(embedding.point(row(history, t)));
      }
    }
    model.believe(pending);
  }

  private double[] row(History history, int trial) {
    double[] row = new double[cube.dimensions()];
    for (int p = 0; p < row.length; p++) {
      row[p] = history.code(trial, p);
    }
    return row;
  }
}
