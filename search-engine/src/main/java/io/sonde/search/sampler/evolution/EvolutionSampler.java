package io.sonde.search.sampler.evolution;

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
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Regularised evolution: the population are the latest trials that came to something, whatever they
 * are worth, so that nothing lives on by one lucky result. Some of them are drawn, and the proposal
 * is the best of these with one change in its tree: a value mutated, a repetition added or dropped,
 * another branch entered. A branch is entered with the values of the best trial that had it.
 *
 * <p>Several objectives and constraints are compared by the rank of constraint domination and the
 * room around a trial. Until as many trials were asked for as the population has places, proposals
 * are drawn at random. Asking never waits for telling; of several children the one farthest from
 * the trials under way is taken. A configuration is not proposed again while the space has others,
 * and nothing once a finite space has been tried whole.
 *
 * <p>Where children inherit, each names its parent, from whose weights it is to start. The same
 * configurations are proposed from the same results either way.
 *
 * <p>E. Real, A. Aggarwal, Y. Huang, Q. V. Le: Regularized evolution for image classifier
 * architecture search. AAAI 2019.
 */
public final class EvolutionSampler implements Sampler {
  /** After so many children that were all tried before, they differ in one place more. */
  private static final int ATTEMPTS_A_CHANGE = 12;

  private final Settings settings;
  private final UnitCube cube;
  private final Novelty novelty;
  private final Genes genes;
  private final TreeMutation mutation;
  private final Offspring offspring;

  /**
   * The sampler's settings.
   *
   * @param population how many of the latest trials may have children, and how many are drawn at
   *     random first; at least 1
   * @param sample how many of them are drawn for each proposal, whose best is the parent; at least
   *     1
   * @param inherit whether children are to start from their parents' weights
   */
  public record Settings(int population, int sample, boolean inherit) {
    /**
     * The published ratio of sample to population, with a population for searches of some hundred
     * trials.
     */
    public static final Settings DEFAULT = new Settings(40, 10, false);

    public Settings {
      if (population < 1) {
        throw new IllegalArgumentException(
            "expected a population of at least 1, got " + population);
      }
      if (sample < 1) {
        throw new IllegalArgumentException("expected a sample of at least 1, got " + sample);
      }
    }
  }

  /** {@code evolution} in a spec. */
  public static Method<Sampler.Factory> method() {
    Schema count = Schema.whole(1, Integer.MAX_VALUE);
    return new Method<>(
        "evolution",
        "Regularised evolution: changes good recent trials in one place of their tree",
        Schema.mapping()
            .optional(
                "population",
                count,
                "how many of the latest trials may have children; as many are drawn at random"
                    + " first (40)")
            .optional(
                "sample", count, "how many of them compete to be the parent of a proposal (10)")
            .optional(
                "inherit",
                new Schema.Truth(),
                "whether a network starts from its parent's weights where it can do what its"
                    + " parent does (false)")
            .closed(),
        Map.of("population", 40L, "sample", 10L, "inherit", false),
        List.of(),
        (space, seed, settings) ->
            new EvolutionSampler(
                space,
                new Settings(
                    settings.whole("population"),
                    settings.whole("sample"),
                    settings.flag("inherit"))));
  }

  /** Searches this space. */
  public EvolutionSampler(Space space, Settings settings) {
    this.settings = settings;
    this.cube = new UnitCube(space);
    this.novelty = new Novelty(cube);
    this.genes = new Genes(cube);
    this.mutation = new TreeMutation(cube, genes, new Repetitions(space));
    this.offspring = new Offspring(cube, novelty);
  }

  @Override
  public Optional<Configuration> propose(History history, RandomGenerator random) {
    return descend(history, random).map(Proposal::configuration);
  }

  @Override
  public Optional<Proposal> descend(History history, RandomGenerator random) {
    Optional<Proposal> proposal = Optional.empty();
    if (Genes.tried(history) >= settings.population()) {
      proposal = child(history, random);
    }
    return proposal.or(
        () -> novelty.draw(history, random).map(cube::configuration).map(Proposal::new));
  }

  /** A new child of winners; empty when there is none. */
  private Optional<Proposal> child(History history, RandomGenerator random) {
    Outcomes outcomes = Outcomes.of(history);
    int oldest = Math.max(0, outcomes.size() - settings.population());
    Outcomes population = outcomes.select(IntStream.range(oldest, outcomes.size()));
    int[] best = population.best(population.size());
    TreeMutation.Donors donors = (parameter, code) -> donor(history, outcomes, parameter, code);
    if (best.length == 0) {
      return Optional.empty();
    }
    IdentityHashMap<double[], Integer> parents = new IdentityHashMap<>();
    Optional<double[]> child =
        offspring.choose(
            history,
            attempt -> {
              int parent = population.trial(best[winner(best, random)]);
              double[] row = genes.row(history, parent);
              for (int i = 0; i <= attempt / ATTEMPTS_A_CHANGE; i++) {
                row = mutation.mutate(row, donors, random);
              }
              parents.put(row, parent);
              return row;
            });
    return child.map(row -> proposal(row, Objects.requireNonNull(parents.get(row))));
  }

  private Proposal proposal(double[] row, int parent) {
    return new Proposal(
        cube.configuration(row), settings.inherit() ? OptionalInt.of(parent) : OptionalInt.empty());
  }

  /** The best of a sample of the population, which is sorted. */
  private int winner(int[] best, RandomGenerator random) {
    int winner = best.length;
    for (int i = 0; i < settings.sample(); i++) {
      winner = Math.min(winner, random.nextInt(best.length));
    }
    return winner;
  }

  /** The best of all trials in which a parameter has this code. */
  private double[] donor(History history, Outcomes outcomes, int parameter, double code) {
    Outcomes having =
        outcomes.select(
            IntStream.range(0, outcomes.size())
                .filter(row -> history.code(outcomes.trial(row), parameter) == code));
    return having.size() == 0 ? new double[0] : genes.row(history, having.trial(having.best(1)[0]));
  }
}
