package io.sonde.search.sampler.unit;

import io.sonde.search.space.Scale;

/** A range of real numbers, uniform on its scale; 0 and 1 are its bounds. */
public final class Continuous implements Axis {
  private final double low;
  private final double high;
  private final Scale scale;
  private final Span span;

  /** The range from {@code low} up to {@code high}, which is above it. */
  public Continuous(double low, double high, Scale scale) {
    this.low = low;
    this.high = high;
    this.scale = scale;
    this.span = new Span(scale.toModel(low), scale.toModel(high));
  }

  /** Where a code lies; within [0, 1]. */
  public double unit(double code) {
    return span.unit(scale.toModel(code));
  }

  @Override
  public double size() {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public double code(double unit) {
    return Math.min(high, Math.max(low, scale.fromModel(span.at(unit))));
  }

  @Override
  public double codeAt(long position) {
    throw new UnsupportedOperationException("a range of real numbers has no positions");
  }
}
