package io.sonde.search.sampler.variation;

import java.util.random.RandomGenerator;

/**
 * Moves a number within [0, 1] a little, now and then far, and never beyond the bounds; downwards
 * as often as upwards.
 *
 * <p>K. Deb, M. Goyal: A combined genetic adaptive search (GeneAS) for engineering design. Computer
 * Science and Informatics 26, 1996; with the bounds of K. Deb, S. Agrawal: A niched-penalty
 * approach for constraint handling in genetic algorithms. ICANNGA 1999.
 *
 * @param index at least 0; larger makes smaller moves, of 1 / (index + 2) in the mean
 */
public record PolynomialMutation(double index) {
  public PolynomialMutation {
    if (!(index >= 0) || Double.isInfinite(index)) {
      throw new IllegalArgumentException("expected a finite index of at least 0, got " + index);
    }
  }

  /** The number moved. */
  public double mutate(double number, RandomGenerator random) {
    double u = random.nextDouble();
    double moved = u < 0.5 ? number + move(2 * u, number) : number - move(2 - 2 * u, 1 - number);
    return Math.min(1, Math.max(0, moved));
  }

  /** At most 0, and at least −{@code room}. */
  private double move(double u, double room) {
    double power = index + 1;
    return Math.pow(u + (1 - u) * Math.pow(1 - room, power), 1 / power) - 1;
  }
}
