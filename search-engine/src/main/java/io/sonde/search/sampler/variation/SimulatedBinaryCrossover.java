package io.sonde.search.sampler.variation;

import java.util.random.RandomGenerator;

/**
 * Crosses two numbers within [0, 1]: a child lies near one of its parents, the nearer the closer
 * the parents are to each other, and never beyond the bounds.
 *
 * <p>K. Deb, R. B. Agrawal: Simulated binary crossover for continuous search space. Complex Systems
 * 9, 1995; with the bounds of K. Deb, S. Agrawal: A niched-penalty approach for constraint handling
 * in genetic algorithms. ICANNGA 1999.
 *
 * @param index at least 0; larger keeps children nearer to their parents
 */
public record SimulatedBinaryCrossover(double index) {
  private static final double ALIKE = 1e-14;

  public SimulatedBinaryCrossover {
    if (!(index >= 0) || Double.isInfinite(index)) {
      throw new IllegalArgumentException("expected a finite index of at least 0, got " + index);
    }
  }

  /** A child near {@code near}, crossed with {@code other}. */
  public double child(double near, double other, RandomGenerator random) {
    double distance = Math.abs(other - near);
    if (distance < ALIKE) {
      return near;
    }
    boolean below = near < other;
    double room = below ? near : 1 - near;
    double middle = (near + other) / 2;
    double away = spread(1 + 2 * room / distance, random.nextDouble()) * distance / 2;
    return Math.min(1, Math.max(0, below ? middle - away : middle + away));
  }

  /**
   * How far from the middle the child lies, beside its parent's distance; 1 is at the parent.
   *
   * @param farthest where the bound is
   * @param u uniform within [0, 1)
   */
  private double spread(double farthest, double u) {
    double power = index + 1;
    double alpha = 2 - Math.pow(farthest, -power);
    return u <= 1 / alpha
        ? Math.pow(u * alpha, 1 / power)
        : Math.pow(1 / (2 - u * alpha), 1 / power);
  }
}
