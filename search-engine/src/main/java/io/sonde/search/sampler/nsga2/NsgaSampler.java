package io.sonde.search.sampler.nsga2;

import io.sonde.search.history.History;
import io.sonde.search.method.Method;
import io.sonde.search.pareto.Outcomes;
import io.sonde.search.port.Sampler;
import io.sonde.search.sampler.unit.Novelty;
import io.sonde.search.sampler.unit.UnitCube;
import io.sonde.search.sampler.variation.Genes;
import io.sonde.search.sampler.variation.Offspring;
import io.sonde.search.space.Configuration;
import io.sonde.search.space.Space;
import io.sonde.search.spec.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A genetic algorithm for several objectives and constraints. The survivors among all trials so far
 * are the best by the rank of constraint domination and, within a rank, by the room around them.
 * Each proposal is the child of two survivors, each the better of two drawn at random: their values
 * are crossed, and each of them mutates with a probability of one by the number of values.
 *
 * <p>There are no generations to wait for: the parents are chosen among what is known at the moment
 * of asking, and of several children the one farthest from the trials under way is taken. Until as
 * many trials were asked for as the population has places, proposals are drawn at random. With one
 * objective it is a plain genetic algorithm. A configuration is not proposed again while the space
 * has others, and nothing once a finite space has been tried whole.
 *
 * <ul>
 *   <li>K. Deb, A. Pratap, S. Agarwal, T. Meyarivan: A fast and elitist multiobjective genetic
 *       algorithm: NSGA-II. IEEE TEC 6(2), 2002 (the algorithm and its defaults).
 *   <li>J. J. Durillo, A. J. Nebro, F. Luna, E. Alba: On the effect of the steady-state selection
 *       scheme in multi-objective genetic algorithms. EMO 2009 (why without generations).
 * </ul>
 */
public final class NsgaSampler implements Sampler {
  private final Settings settings;
  private final UnitCube cube;
  private final Novelty novelty;
  private final Genes genes;
  private final Mating mating;
  private final Offspring offspring;

  /**
   * The sampler's settings.
   *
   * @param population how many trials survive as parents, and how many are drawn at random first;
   *     at least 2
   * @param crossover how likely a child has two parents rather than one; within [0, 1]
   * @param crossoverIndex larger keeps children nearer to their parents; at least 0
   * @param mutationIndex larger makes smaller mutations; at least 0
   */
  public record Settings(
      int population, double crossover, double crossoverIndex, double mutationIndex) {
    /** The published defaults, with a population for searches of some hundred trials. */
    public static final Settings DEFAULT = new Settings(50, 0.9, 20, 20);

    public Settings {
      if (population < 2) {
        throw new IllegalArgumentException(
            "expected a population of at least 2, got " + population);
      }
      if (!(crossover >= 0 && crossover <= 1)) {
        throw new IllegalArgumentException("expected a crossover within [0, 1], got " + crossover);
      }
    }
  }

  /** {@code nsga2} in a spec. */
  public static Method<Sampler.Factory> method() {
    Schema index = Schema.real(0, 1000);
    return new Method<>(
        "nsga2",
        "Genetic algorithm for several objectives: crosses and mutates the best trials",
        Schema.mapping()
            .optional(
                "population",
                Schema.whole(2, Integer.MAX_VALUE),
                "how many trials survive as parents; as many are drawn at random first (50)")
            .optional("crossover", Schema.real(0, 1), "how likely a child has two parents (0.9)")
            .optional(
                "crossover_index", index, "larger keeps children nearer to their parents (20)")
            .optional("mutation_index", index, "larger makes smaller mutations (20)")
            .closed(),
        Map.of(
            "population", 50L, "crossover", 0.9, "crossover_index", 20.0, "mutation_index", 20.0),
        List.of(),
        (space, seed, settings) ->
            new NsgaSampler(
                space,
                new Settings(
                    settings.whole("population"),
                    settings.real("crossover"),
                    settings.real("crossover_index"),
                    settings.real("mutation_index"))));
  }

  /** Searches this space. */
  public NsgaSampler(Space space, Settings settings) {
    this.settings = settings;
    this.cube = new UnitCube(space);
    this.novelty = new Novelty(cube);
    this.genes = new Genes(cube);
    this.mating = new Mating(cube, genes, settings);
    this.offspring = new Offspring(cube, novelty);
  }

  @Override
  public Optional<Configuration> propose(History history, RandomGenerator random) {
    Optional<double[]> row = Optional.empty();
    if (Genes.tried(history) >= settings.population()) {
      row = child(history, random);
    }
    return row.or(() -> novelty.draw(history, random)).map(cube::configuration);
  }

  /** A new child; empty when there are no two parents or no new child of them. */
  private Optional<double[]> child(History history, RandomGenerator random) {
    Outcomes outcomes = Outcomes.of(history);
    int[] survivors = outcomes.best(settings.population());
    return survivors.length < 2
        ? Optional.empty()
        : offspring.choose(
            history,
            attempt ->
                mating.child(
                    parent(history, outcomes, survivors, random),
                    parent(history, outcomes, survivors, random),
                    random));
  }

  /** The better of two survivors; they are sorted, the best first. */
  private double[] parent(
      History history, Outcomes outcomes, int[] survivors, RandomGenerator random) {
    int place = Math.min(random.nextInt(survivors.length), random.nextInt(survivors.length));
    return genes.row(history, outcomes.trial(survivors[place]));
  }
}
