package io.sonde.search.sampler.unit;

import io.sonde.search.space.Scale;
import java.util.function.DoubleUnaryOperator;

/**
 * Evenly stepped numbers: whole numbers, stepped reals, or the positions of ordered values. Every
 * grid point owns a cell of the axis, from half a step below it to half a step above, seen through
 * the scale; the cells together make the axis. Drawing uniformly hence gives the two outermost
 * points their fair share as well.
 */
public final class Grid implements Axis {
  private final double low;
  private final double high;
  private final double step;
  private final double size;
  private final Scale scale;
  private final Span span;
  private final DoubleUnaryOperator exact;

  /**
   * The numbers {@code low}, {@code low + step}, … up to {@code high}.
   *
   * @param size how many; at least 2
   */
  public Grid(double low, double high, double step, double size, Scale scale) {
    this(low, high, step, size, scale, DoubleUnaryOperator.identity());
  }

  /**
   * The same, where a sum of steps is not to the last digit what the domain makes of it.
   *
   * @param exact the domain's number next to a sum of steps
   */
  Grid(double low, double high, double step, double size, Scale scale, DoubleUnaryOperator exact) {
    this.exact = exact;
    this.low = low;
    this.high = high;
    this.step = step;
    this.size = size;
    this.scale = scale;
    this.span = new Span(outerEdge(0, -1), outerEdge(size - 1, 1));
  }

  /** The positions 0, 1, … of ordered values. */
  static Grid ofPositions(int size) {
    return new Grid(0, size - 1, 1, size, Scale.LINEAR);
  }

  /**
   * Half a step beyond the outermost point. Where the scale does not reach so far (such as a
   * logarithm below zero), the cell extends as far beyond its point as it does before it.
   */
  private double outerEdge(double position, int side) {
    double beyond = scale.toModel(low + (position + side * 0.5) * step);
    if (Double.isFinite(beyond)) {
      return beyond;
    }
    double inner = scale.toModel(low + (position - side * 0.5) * step);
    return 2 * scale.toModel(low + position * step) - inner;
  }

  /** Where the grid point with this code lies; within (0, 1). */
  public double unit(double code) {
    return span.unit(scale.toModel(code));
  }

  /** Where the cell of the point at a position begins; it ends where the next one begins. */
  public double edge(double position) {
    if (position <= 0) {
      return 0;
    } else if (position >= size) {
      return 1;
    }
    return span.unit(scale.toModel(low + (position - 0.5) * step));
  }

  /** The position of a code, counted from 0. */
  public double position(double code) {
    return Math.min(size - 1, Math.max(0, Math.rint((code - low) / step)));
  }

  @Override
  public double size() {
    return size;
  }

  @Override
  public double code(double unit) {
    return number(position(scale.fromModel(span.at(unit))));
  }

  @Override
  public double codeAt(long position) {
    return number(position);
  }

  /** Computed as the domain decodes it, to the last digit. */
  private double number(double position) {
    return exact.applyAsDouble(Math.min(high, low + position * step));
  }
}
