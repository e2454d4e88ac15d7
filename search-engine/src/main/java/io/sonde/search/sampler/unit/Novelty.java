package io.sonde.search.sampler.unit;

import io.sonde.search.history.History;
import io.sonde.search.history.TrialState;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Which rows a history has not tried yet. A cancelled trial has not tried its row; a failed one
 * has.
 */
public final class Novelty {
  private static final int DRAWS = 64;
  private static final int ENUMERATED = 10_000;

  private final UnitCube cube;

  /** Novelty in this space. */
  public Novelty(UnitCube cube) {
    this.cube = cube;
  }

  /** Whether no trial has this row. Compares column by column, without an object per trial. */
  public boolean untried(History history, double[] row) {
    for (int trial = 0; trial < history.size(); trial++) {
      if (history.state(trial) != TrialState.CANCELLED && same(history, trial, row)) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(History history, int trial, double[] row) {
    for (int p = 0; p < row.length; p++) {
      if (Double.compare(history.code(trial, p), row[p]) != 0) {
        return false;
      }
    }
    return true;
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
    Set<Row> tried = tried(history);
    Enumeration rows = new Enumeration(cube);
    Optional<double[]> chosen = Optional.empty();
    int untried = 0;
    Optional<double[]> next = rows.next();
    for (int i = 0; i < tried.size() + ENUMERATED && next.isPresent(); i++) {
      if (!tried.contains(new Row(next.get()))) {
        untried++;
        chosen = random.nextInt(untried) == 0 ? next : chosen;
      }
      next = rows.next();
    }
    return chosen;
  }

  private Set<Row> tried(History history) {
    Set<Row> rows = new HashSet<>();
    for (int trial = 0; trial < history.size(); trial++) {
      if (history.state(trial) != TrialState.CANCELLED) {
        double[] codes = new double[cube.dimensions()];
        for (int p = 0; p < codes.length; p++) {
          codes[p] = history.code(trial, p);
        }
        rows.add(new Row(codes));
      }
    }
    return rows;
  }

  /** A row that is equal to another when its codes are. */
  private static final class Row {
    private final double[] codes;

    Row(double[] codes) {
      this.codes = codes;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Row row && Arrays.equals(codes, row.codes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(codes);
    }
  }
}
