package io.sonde.search.sampler.unit;

import io.sonde.search.history.History;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Which rows a history has not tried yet. A cancelled trial has not tried its row; a failed one
 * has. Keeps an index of the rows of the history it was last asked about. Not thread-safe.
 */
public final class Novelty {
  private static final int DRAWS = 64;
  private static final int ENUMERATED = 10_000;

  private final UnitCube cube;
  private final TriedRows tried = new TriedRows();

  /** Novelty in this space. */
  public Novelty(UnitCube cube) {
    this.cube = cube;
  }

  /** Whether no trial has this row. Costs no walk over the trials. */
  public boolean untried(History history, double[] row) {
    return tried.holder(history, row) < 0;
  }

  /**
   * An untried row drawn uniformly. When many draws meet only rows that were tried, the rest of a
   * finite space is gone through; empty when nothing of it is left. In an infinite space a row that
   * was tried is answered rather than none.
   */
  public Optional<double[]> draw(History history, RandomGenerator random) {
    double[] row = cube.draw(random);
    for (int i = 1; i < DRAWS && !untried(history, row); i++) {
      row = cube.draw(random);
    }
    return untried(history, row) || !cube.finite()
        ? Optional.of(row)
        : anyOfTheRest(history, random);
  }

  /**
   * Among the first rows of the enumeration, of which there are more than trials, one that is
   * untried, each with the same probability.
   */
  private Optional<double[]> anyOfTheRest(History history, RandomGenerator random) {
    Enumeration rows = new Enumeration(cube);
    Optional<double[]> chosen = Optional.empty();
    int untried = 0;
    Optional<double[]> next = rows.next();
    for (int i = 0; i < history.size() + ENUMERATED && next.isPresent(); i++) {
      if (untried(history, next.get())) {
        untried++;
        chosen = random.nextInt(untried) == 0 ? next : chosen;
      }
      next = rows.next();
    }
    return chosen;
  }
}
