package io.sonde.search.sampler.unit;

/**
 * Values without an order, each with the same share of the axis.
 *
 * @param categories how many there are
 */
public record Category(int categories) implements Axis {
  @Override
  public double size() {
    return categories;
  }

  @Override
  public double code(double unit) {
    return Math.min(categories - 1, (int) (unit * categories));
  }

  @Override
  public double codeAt(long position) {
    return position;
  }
}
