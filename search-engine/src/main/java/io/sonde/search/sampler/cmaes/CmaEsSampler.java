package io.sonde.search.sampler.cmaes;

import io.sonde.search.history.History;
import io.sonde.search.method.Method;
import io.sonde.search.port.Sampler;
import io.sonde.search.sampler.sobol.ScrambledSobol;
import io.sonde.search.sampler.unit.Hash;
import io.sonde.search.sampler.unit.Novelty;
import io.sonde.search.sampler.unit.UnitCube;
import io.sonde.search.space.Configuration;
import io.sonde.search.space.Space;
import io.sonde.search.spec.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * The evolution strategy with covariance matrix adaptation. Numbers are drawn from a {@link
 * Gaussian} over the unit cube, whole numbers and ordered values as cells of it with a {@link
 * Margin}, and values without an order from {@link Categories}. Both follow the trials that have
 * been told, a generation at a time, see {@link Trajectory}; asking never waits for telling, but
 * draws from where the search stands. A parameter that is not active is drawn and ignored, and what
 * is ignored teaches nothing, see {@link Completion}.
 *
 * <p>Searches for the first objective. Does not propose a configuration again while the space has
 * others, and nothing once a finite space has been tried whole.
 *
 * <p>N. Hansen: The CMA evolution strategy: a tutorial. 2016. The further papers stand with the
 * parts.
 */
public final class CmaEsSampler implements Sampler {
  /** How often a candidate is drawn anew when it was tried before. */
  private static final int DRAWS = 64;

  private static final int LEAST_POPULATION = 4;
  private static final int MOST_POPULATION = 10_000;

  private final UnitCube cube;
  private final Coordinates coordinates;
  private final Trajectory trajectory;
  private final Novelty novelty;

  /**
   * The sampler's settings.
   *
   * @param population how many trials make a generation, from 4 to 10,000; when absent, 4 + ⌊3 ln
   *     n⌋ for n parameters
   * @param stepSize the standard deviation of the first draws, as a part of each parameter's scale;
   *     above 0, at most 1
   */
  public record Settings(OptionalInt population, double stepSize) {
    /** The published population, and draws over most of the space. */
    public static final Settings DEFAULT = new Settings(OptionalInt.empty(), 0.25);

    public Settings {
      int given = population.orElse(LEAST_POPULATION);
      if (given < LEAST_POPULATION || given > MOST_POPULATION) {
        throw new IllegalArgumentException("expected population within [4, 10000], got " + given);
      }
      if (!(stepSize > 0 && stepSize <= 1)) {
        throw new IllegalArgumentException("expected step_size within (0, 1], got " + stepSize);
      }
    }
  }

  /** {@code cma-es} in a spec. */
  public static Method<Sampler.Factory> method() {
    return new Method<>(
        "cma-es",
        "Evolution strategy that learns which directions matter, for long sweeps over numbers",
        Schema.mapping()
            .optional(
                "population",
                Schema.whole(LEAST_POPULATION, MOST_POPULATION),
                "how many trials make a generation (4 + 3 ln n for n parameters)")
            .optional(
                "step_size",
                new Schema.Real(Math.nextUp(0.0), 1),
                "deviation of the first draws, as a part of each parameter's scale (0.25)")
            .closed(),
        Map.of("step_size", Settings.DEFAULT.stepSize()),
        List.of(),
        (space, seed, settings) ->
            new CmaEsSampler(
                space,
                seed,
                new Settings(settings.wholeIfAny("population"), settings.real("step_size"))));
  }

  /** Searches this space; the seed tells where it begins anew. */
  public CmaEsSampler(Space space, long seed, Settings settings) {
    this.cube = new UnitCube(space);
    this.coordinates = new Coordinates(cube);
    this.novelty = new Novelty(cube);
    int parameters = coordinates.numeric() + coordinates.categorical().length;
    int usual = LEAST_POPULATION + (int) (3 * Math.log(Math.max(1, parameters)));
    Course.Plan plan =
        new Course.Plan(
            coordinates,
            new ScrambledSobol(coordinates.numeric(), Hash.of(seed, 0)),
            settings.stepSize(),
            settings.population().orElse(usual),
            Hash.of(seed, 1));
    this.trajectory = new Trajectory(Course.beginning(plan));
  }

  @Override
  public Optional<Configuration> propose(History history, RandomGenerator random) {
    Course course = trajectory.follow(history);
    for (int i = 0; i < DRAWS; i++) {
      double[] row = draw(course, random);
      if (novelty.untried(history, row)) {
        return Optional.of(cube.configuration(row));
      }
    }
    return novelty.draw(history, random).map(cube::configuration);
  }

  private double[] draw(Course course, RandomGenerator random) {
    double[] codes = new double[cube.dimensions()];
    for (int p = 0; p < codes.length; p++) {
      codes[p] = cube.axis(p).code(random.nextDouble());
    }
    drawNumbers(course, random, codes);
    int[] categorical = coordinates.categorical();
    for (int c = 0; c < categorical.length; c++) {
      codes[categorical[c]] = course.categories().draw(c, random);
    }
    double[] row = new double[codes.length];
    for (int p = 0; p < row.length; p++) {
      row[p] = cube.active(p, row) ? codes[p] : Double.NaN;
    }
    return row;
  }

  private void drawNumbers(Course course, RandomGenerator random, double[] codes) {
    Gaussian gaussian = course.gaussian();
    double[] step = gaussian.draw(random);
    for (int j = 0; j < step.length; j++) {
      double place = gaussian.mean(j) + gaussian.stepSize() * course.factor(j) * step[j];
      codes[coordinates.parameter(j)] = coordinates.code(j, place);
    }
  }
}
