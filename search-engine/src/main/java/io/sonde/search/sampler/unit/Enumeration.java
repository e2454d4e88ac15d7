package io.sonde.search.sampler.unit;

import java.util.Arrays;
import java.util.Optional;

/** Every row of a finite space, one after the other, the last parameter changing fastest. */
final class Enumeration {
  private final UnitCube cube;
  private final double[] row;
  private final long[] positions;
  private boolean started;

  Enumeration(UnitCube cube) {
    this.cube = cube;
    this.row = new double[cube.dimensions()];
    this.positions = new long[cube.dimensions()];
  }

  /** The next row, as a copy; empty after the last. */
  Optional<double[]> next() {
    if (!started) {
      started = true;
      return restartFrom(0);
    }
    for (int p = row.length - 1; p >= 0; p--) {
      if (!Double.isNaN(row[p]) && positions[p] + 1 < cube.axis(p).size()) {
        positions[p]++;
        row[p] = cube.axis(p).codeAt(positions[p]);
        return restartFrom(p + 1);
      }
    }
    return Optional.empty();
  }

  private Optional<double[]> restartFrom(int first) {
    for (int p = first; p < row.length; p++) {
      positions[p] = 0;
      row[p] = cube.active(p, row) ? cube.axis(p).codeAt(0) : Double.NaN;
    }
    return Optional.of(Arrays.copyOf(row, row.length));
  }
}
