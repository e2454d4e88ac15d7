package io.sonde.search.pareto;

/**
 * The reference point of a hypervolume when nobody gives one: in each objective the worst finite
 * loss, made worse by a tenth of its size, so that the outermost rows count as well. A loss of 0
 * has no size; there it is a hair above 0.
 *
 * <ul>
 *   <li>Y. Ozaki, Y. Tanigaki, S. Watanabe, M. Nomura, M. Onishi: Multiobjective tree-structured
 *       Parzen estimator. JAIR 73, 2022 (the rule).
 *   <li>H. Ishibuchi, R. Imada, Y. Setoguchi, Y. Nojima: How to specify a reference point in
 *       hypervolume calculation for fair performance comparison. Evolutionary Computation 26(3),
 *       2018 (why it lies a little beyond the worst).
 * </ul>
 */
public final class ReferencePoint {
  private static final double HAIR = 1e-12;
  private static final double PART = 0.1;

  private ReferencePoint() {}

  /**
   * The point beyond these rows.
   *
   * @param losses at least one row; usually the ones that no other dominates
   */
  public static double[] beyond(double[][] losses) {
    double[] point = new double[losses[0].length];
    for (int m = 0; m < point.length; m++) {
      double worst = worst(losses, m);
      double beyond = worst + PART * Math.abs(worst);
      point[m] = beyond == 0 ? HAIR : Math.min(Double.MAX_VALUE, beyond);
    }
    return point;
  }

  /** The largest finite loss of an objective; 0 when none is finite. */
  private static double worst(double[][] losses, int objective) {
    double worst = Double.NEGATIVE_INFINITY;
    for (double[] loss : losses) {
      worst = Double.isFinite(loss[objective]) ? Math.max(worst, loss[objective]) : worst;
    }
    return Double.isFinite(worst) ? worst : 0;
  }
}
