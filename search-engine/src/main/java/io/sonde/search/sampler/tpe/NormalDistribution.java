package io.sonde.search.sampler.tpe;

import org.apache.commons.math3.special.Erf;

/**
 * The standard normal distribution, quick enough for the inner loops: its cumulative function is
 * tabulated and continued from the nearest node by its Taylor series, whose terms the density
 * gives. The absolute error is below 1e-15.
 */
final class NormalDistribution {
  /** Beyond this distance nothing is left in double precision. */
  static final double END = 8.5;

  private static final int NODES_PER_UNIT = 64;
  private static final double SQRT2 = Math.sqrt(2);
  private static final double[] CUMULATIVE = new double[(int) (2 * END * NODES_PER_UNIT) + 1];
  private static final double[] DENSITY = new double[CUMULATIVE.length];

  static {
    for (int i = 0; i < CUMULATIVE.length; i++) {
      double z = node(i);
      CUMULATIVE[i] = Erf.erfc(-z / SQRT2) / 2;
      DENSITY[i] = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }
  }

  private NormalDistribution() {}

  private static double node(int index) {
    return (double) index / NODES_PER_UNIT - END;
  }

  /** The probability of a value up to {@code z}. */
  static double cumulative(double z) {
    if (z <= -END) {
      return 0;
    } else if (z >= END) {
      return 1;
    }
    int i = (int) ((z + END) * NODES_PER_UNIT + 0.5);
    double a = node(i);
    double h = z - a;
    double a2 = a * a;
    double series =
        h
            * (1
                + h
                    / 2
                    * (-a
                        + h / 3 * (a2 - 1 + h / 4 * (a * (3 - a2) + h / 5 * (a2 * (a2 - 6) + 3)))));
    return CUMULATIVE[i] + DENSITY[i] * series;
  }

  /** The probability of a value between {@code from} and {@code to}. */
  static double between(double from, double to) {
    double mass =
        from > 0 ? cumulative(-from) - cumulative(-to) : cumulative(to) - cumulative(from);
    return Math.max(0, mass);
  }

  /** The value below which a probability within (0, 1) lies. */
  static double quantile(double probability) {
    return SQRT2 * Erf.erfInv(2 * probability - 1);
  }
}
