package io.sonde.search.sampler.gp;

import java.util.Arrays;

/**
 * Violations of a constraint, above 0 where it is violated: their logarithm, on either side of 0,
 * in units of their median size. Keeps 0 where it is, and bends always alike.
 */
final class ViolationWarp implements Warp {
  private final double[] targets;

  /** The warp of some violations. */
  ViolationWarp(double[] violations) {
    double[] sizes = Arrays.stream(violations).map(Math::abs).filter(v -> v > 0).sorted().toArray();
    double unit = sizes.length == 0 ? 1 : Math.min(Double.MAX_VALUE, sizes[sizes.length / 2]);
    this.targets =
        Arrays.stream(violations)
            .map(v -> Math.copySign(Math.log1p(Math.min(Double.MAX_VALUE, Math.abs(v)) / unit), v))
            .toArray();
  }

  @Override
  public int size() {
    return targets.length;
  }

  @Override
  public double[] targets(double bend) {
    return targets.clone();
  }

  @Override
  public double[] slopes(double bend) {
    return new double[targets.length];
  }

  @Override
  public double logJacobian(double bend) {
    return 0;
  }

  @Override
  public double jacobianSlope(double bend) {
    return 0;
  }
}
