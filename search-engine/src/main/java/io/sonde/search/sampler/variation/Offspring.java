package io.sonde.search.sampler.variation;

import io.sonde.search.history.History;
import io.sonde.search.history.TrialState;
import io.sonde.search.sampler.unit.Novelty;
import io.sonde.search.sampler.unit.UnitCube;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Chooses a child that was not tried yet. Children of the same parents are alike; so while other
 * trials are under way, several children are made and the one farthest from those trials is taken.
 */
public final class Offspring {
  private static final int ATTEMPTS = 32;
  private static final int CHILDREN = 8;

  private final Novelty novelty;
  private final Genes genes;

  /** Children in this space. */
  public Offspring(UnitCube cube, Novelty novelty) {
    this.novelty = novelty;
    this.genes = new Genes(cube);
  }

  /**
   * A child; empty when all that were made had been tried.
   *
   * @param children makes one, given how many it made before
   */
  public Optional<double[]> choose(History history, IntFunction<double[]> children) {
    double[][] company = company(history);
    Optional<double[]> chosen = Optional.empty();
    double farthest = -1;
    int wanted = company.length == 0 ? 1 : CHILDREN;
    for (int i = 0; i < ATTEMPTS && wanted > 0; i++) {
      double[] child = children.apply(i);
      if (novelty.untried(history, child)) {
        wanted--;
        double distance = nearest(child, company);
        chosen = distance > farthest ? Optional.of(child) : chosen;
        farthest = Math.max(farthest, distance);
      }
    }
    return chosen;
  }

  /** The rows of the trials that wait or run. */
  private double[][] company(History history) {
    return IntStream.range(0, history.size())
        .filter(trial -> underWay(history.state(trial)))
        .mapToObj(trial -> genes.row(history, trial))
        .toArray(double[][]::new);
  }

  private static boolean underWay(TrialState state) {
    return state == TrialState.WAITING || state == TrialState.RUNNING;
  }

  private double nearest(double[] row, double[][] others) {
    double nearest = Double.POSITIVE_INFINITY;
    for (double[] other : others) {
      nearest = Math.min(nearest, genes.distance(row, other));
    }
    return nearest;
  }
}
