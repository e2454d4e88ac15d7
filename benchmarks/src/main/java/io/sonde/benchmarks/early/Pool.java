package io.sonde.benchmarks.early;

import io.sonde.benchmarks.PackedCsv;
import io.sonde.search.space.Space;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The configurations of one task with their learning curves: an optimizer chooses among these.
 * Immutable.
 */
final class Pool {
  private final String name;
  private final Space space = AdamSpace.create();
  private final double[][] codes;
  private final double[][] units;
  private final double[][] curves;

  /**
   * A pool.
   *
   * @param codes of each configuration, in its own units, in the order of {@link AdamSpace}
   * @param curves the validation loss of each configuration after each share of its training; NaN
   *     from where it diverged
   */
  Pool(String name, double[][] codes, double[][] curves) {
    this.name = name;
    this.codes = codes;
    this.curves = curves;
    this.units = new double[codes.length][];
    Arrays.setAll(units, i -> unit(codes[i]));
  }

  private double[] unit(double[] row) {
    double[] unit = new double[row.length];
    Arrays.setAll(unit, p -> AdamSpace.unit(space.parameters().get(p).domain(), row[p]));
    return unit;
  }

  /** Reads a table of TaskSet. */
  static Pool read(String name, Path csv) throws IOException {
    List<double[]> codes = new ArrayList<>();
    List<double[]> curves = new ArrayList<>();
    try (PackedCsv rows = PackedCsv.open(csv)) {
      int[] parameters =
          AdamSpace.create().parameters().stream()
              .mapToInt(parameter -> rows.column(parameter.path()))
              .toArray();
      int[] points = rows.columnsFrom("valid_loss_");
      for (var row = rows.next(); row.isPresent(); row = rows.next()) {
        codes.add(numbers(row.get(), parameters));
        curves.add(numbers(row.get(), points));
      }
    }
    return new Pool(name, codes.toArray(double[][]::new), curves.toArray(double[][]::new));
  }

  private static double[] numbers(String[] cells, int[] columns) {
    return Arrays.stream(columns)
        .mapToObj(column -> cells[column])
        .mapToDouble(cell -> cell.isEmpty() ? Double.NaN : Double.parseDouble(cell))
        .toArray();
  }

  String name() {
    return name;
  }

  /** The space in which the configurations lie. */
  Space space() {
    return space;
  }

  int size() {
    return codes.length;
  }

  /** How many points a whole curve has. */
  int points() {
    return curves[0].length;
  }

  double[] codes(int configuration) {
    return codes[configuration].clone();
  }

  /** The loss at a point from 0; NaN once the configuration has diverged. */
  double loss(int configuration, int point) {
    return curves[configuration][point];
  }

  /** The unused configuration nearest to these codes; −1 when all are used. */
  int nearest(double[] wanted, boolean[] used) {
    double[] unit = unit(wanted);
    int nearest = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < units.length; i++) {
      double distance = used[i] ? Double.POSITIVE_INFINITY : distance(unit, units[i]);
      if (distance < least) {
        least = distance;
        nearest = i;
      }
    }
    return nearest;
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int p = 0; p < a.length; p++) {
      sum += (a[p] - b[p]) * (a[p] - b[p]);
    }
    return sum;
  }

  /**
   * The best loss that so many different configurations drawn at random have after their whole
   * training, in expectation. With the losses in rising order, the i-th is the best when it is
   * drawn and none before it is.
   */
  double expectedBest(int draws) {
    double[] finals =
        Arrays.stream(curves)
            .mapToDouble(curve -> curve[curve.length - 1])
            .filter(loss -> !Double.isNaN(loss))
            .sorted()
            .toArray();
    double sum = 0;
    double none = 1;
    for (int i = 0; i < finals.length; i++) {
      double here = none * Math.min(1, (double) draws / (size() - i));
      sum += here * finals[i];
      none -= here;
    }
    if (none > 1e-9) {
      throw new IllegalArgumentException(
          draws + " draws may all diverge: " + finals.length + " of " + size() + " do not");
    }
    return sum;
  }
}
