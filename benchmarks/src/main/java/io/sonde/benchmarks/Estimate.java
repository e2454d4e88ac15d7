package io.sonde.benchmarks;

import java.util.Arrays;
import java.util.Collection;

/**
 * A mean with its standard error; NaN where there is nothing to tell.
 *
 * @param error NaN for a single value
 */
public record Estimate(double mean, double error) {
  /** Of independent values; NaN when one of them is or there are none. */
  public static Estimate of(double[] values) {
    double mean = Arrays.stream(values).average().orElse(Double.NaN);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return new Estimate(mean, Math.sqrt(squares / (values.length - 1.0) / values.length));
  }

  /** The mean of independent estimates, each weighing alike; NaN when one of them is. */
  public static Estimate average(Collection<Estimate> estimates) {
    double mean = estimates.stream().mapToDouble(Estimate::mean).sum() / estimates.size();
    double variance = estimates.stream().mapToDouble(e -> e.error * e.error).sum();
    return new Estimate(mean, Math.sqrt(variance) / estimates.size());
  }

  /** This on a scale on which {@code zero} is 0 and {@code one} is 1. */
  public Estimate between(double zero, double one) {
    return new Estimate((mean - zero) / (one - zero), error / Math.abs(one - zero));
  }
}
