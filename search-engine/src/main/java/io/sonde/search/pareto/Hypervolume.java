package io.sonde.search.pareto;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How much rows of losses dominate together: the volume of all that is worse than one of them and
 * better than a reference point. Exact. A row that is not better than the reference point in every
 * objective dominates nothing of it; an infinitely good row that is dominates infinitely much.
 *
 * <ul>
 *   <li>E. Zitzler, L. Thiele: Multiobjective optimization using evolutionary algorithms. PPSN 1998
 *       (the indicator).
 *   <li>N. Beume, C. M. Fonseca, M. López-Ibáñez, L. Paquete, J. Vahrenhold: On the complexity of
 *       computing the hypervolume indicator. IEEE TEC 13(5), 2009 (the sweep for three objectives).
 *   <li>L. While, L. Bradstreet, L. Barone: A fast way of calculating exact hypervolumes. IEEE TEC
 *       16(1), 2012 (WFG, for four and more).
 *   <li>A. P. Guerreiro, C. M. Fonseca, L. Paquete: Greedy hypervolume subset selection in low
 *       dimensions. Evolutionary Computation 24(3), 2016.
 * </ul>
 */
public final class Hypervolume {
  private final double[] reference;

  /**
   * Volumes before this point.
   *
   * @param reference the loss in each objective up to which is counted; finite
   */
  public Hypervolume(double... reference) {
    if (reference.length == 0 || !Arrays.stream(reference).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "expected a finite reference point, got " + Arrays.toString(reference));
    }
    this.reference = reference.clone();
  }

  /** The volume that all rows dominate together; 0 when there are none. */
  public double of(double[][] losses) {
    double[][] gains =
        Arrays.stream(losses).map(this::gain).filter(Hypervolume::counts).toArray(double[][]::new);
    return volume(gains);
  }

  /**
   * The volume that each row dominates and no other row does: what would be lost without it. Of
   * rows that are alike none has any.
   */
  public double[] contributions(double[][] losses) {
    double[][] gains = gains(losses);
    return IntStream.range(0, gains.length)
        .mapToDouble(
            i ->
                exclusive(
                    gains[i],
                    IntStream.range(0, gains.length)
                        .filter(j -> j != i)
                        .mapToObj(j -> gains[j])
                        .toArray(double[][]::new)))
        .toArray();
  }

  /** The volume that a row dominates and none of {@code others} does. */
  public double added(double[] loss, double[][] others) {
    return exclusive(gain(loss), gains(others));
  }

  /**
   * Rows that together dominate much, chosen greedily: always the one that adds the most volume to
   * those chosen before, which reaches at least 1 − 1/e of the best choice. A row that repeats
   * another comes after all that do not.
   *
   * @param size how many to choose, at most as many as there are
   * @return the indices of the chosen rows, the first choice first
   */
  public int[] subset(double[][] losses, int size) {
    if (size < 0 || size > losses.length) {
      throw new IllegalArgumentException(
          "expected a size within [0, " + losses.length + "], got " + size);
    }
    return new SubsetSelection(this, losses).choose(size);
  }

  double[][] gains(double[][] losses) {
    return Arrays.stream(losses).map(this::gain).toArray(double[][]::new);
  }

  /** How far before the reference point a row lies in each objective. */
  private double[] gain(double[] loss) {
    if (loss.length != reference.length) {
      throw new IllegalArgumentException(
          "expected " + reference.length + " losses, got " + Arrays.toString(loss));
    }
    return IntStream.range(0, loss.length).mapToDouble(m -> reference[m] - loss[m]).toArray();
  }

  private static boolean counts(double[] gain) {
    return Arrays.stream(gain).allMatch(g -> g > 0);
  }

  /** What {@code gain} covers and {@code others} do not. */
  static double exclusive(double[] gain, double[][] others) {
    if (!counts(gain)) {
      return 0;
    }
    double[][] counting =
        Arrays.stream(others).filter(Hypervolume::counts).toArray(double[][]::new);
    double whole = Volume.box(gain, gain.length);
    double covered = volume(Volume.within(gain, counting, 0, gain.length));
    if (Double.isInfinite(covered)) {
      return coveredByOne(gain, counting) ? 0 : Double.POSITIVE_INFINITY;
    }
    return Math.max(0, whole - covered);
  }

  private static boolean coveredByOne(double[] gain, double[][] others) {
    return Arrays.stream(others)
        .anyMatch(o -> IntStream.range(0, gain.length).allMatch(m -> o[m] >= gain[m]));
  }

  private static double volume(double[][] gains) {
    boolean finite =
        Arrays.stream(gains).allMatch(g -> Arrays.stream(g).allMatch(Double::isFinite));
    return finite && gains.length > 0
        ? Volume.of(gains, gains[0].length)
        : gains.length == 0 ? 0 : Double.POSITIVE_INFINITY;
  }
}
