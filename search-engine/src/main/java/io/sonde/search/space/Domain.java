package io.sonde.search.space;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The values one parameter can take. Every value has a numeric <em>code</em>: a number is its own
 * code, a listed value is coded by its index. Codes are what samplers compute with and what the
 * history keeps in columns.
 */
public sealed interface Domain {

  /** Whether {@code value} belongs to the domain, bounds included. */
  boolean contains(Object value);

  /** The code of a value of this domain. Throws {@link IllegalArgumentException} for any other. */
  double encode(Object value);

  /** The value nearest to {@code code}: clipped to the bounds and rounded to the grid. */
  Object decode(double code);

  /** How many values there are; infinity for a range of real numbers. */
  double cardinality();

  /** A range of real numbers, both bounds included. */
  record FloatRange(double low, double high, Scale scale, OptionalDouble step) implements Domain {
    public FloatRange {
      Ranges.check(low, high, scale, step);
    }

    @Override
    public boolean contains(Object value) {
      return value instanceof Number n && n.doubleValue() >= low && n.doubleValue() <= high;
    }

    @Override
    public double encode(Object value) {
      return Ranges.number(this, value, low, high);
    }

    @Override
    public Double decode(double code) {
      double clipped = Math.min(high, Math.max(low, code));
      return step.isEmpty() ? clipped : Ranges.onGrid(clipped, low, high, step.getAsDouble());
    }

    @Override
    public double cardinality() {
      if (low == high) {
        return 1;
      }
      return step.isEmpty()
          ? Double.POSITIVE_INFINITY
          : Ranges.gridSize(low, high, step.getAsDouble());
    }
  }

  /** A range of whole numbers, both bounds included. */
  record IntRange(long low, long high, Scale scale, long step) implements Domain {
    public IntRange {
      Ranges.check(low, high, scale, OptionalDouble.of(step));
      if (Math.abs(low) > Ranges.MAX_WHOLE || Math.abs(high) > Ranges.MAX_WHOLE) {
        throw new IllegalArgumentException(
            "whole numbers beyond 2^53 lose digits: [" + low + ", " + high + "]");
      }
    }

    @Override
    public boolean contains(Object value) {
      return value instanceof Number n
          && n.doubleValue() == Math.rint(n.doubleValue())
          && n.longValue() >= low
          && n.longValue() <= high;
    }

    @Override
    public double encode(Object value) {
      return Ranges.number(this, value, low, high);
    }

    @Override
    public Long decode(double code) {
      double clipped = Math.min(high, Math.max(low, code));
      return low + step * Ranges.gridIndex(clipped, low, high, step);
    }

    @Override
    public double cardinality() {
      return Ranges.gridSize(low, high, step);
    }
  }

  /** Listed values whose order means something, such as kernel sizes. */
  record Ordered(List<Object> values) implements Domain {
    public Ordered {
      values = Ranges.listed(values);
    }

    @Override
    public boolean contains(Object value) {
      return values.contains(value);
    }

    @Override
    public double encode(Object value) {
      return Ranges.listedCode(this, values, value);
    }

    @Override
    public Object decode(double code) {
      return Ranges.listedValue(values, code);
    }

    @Override
    public double cardinality() {
      return values.size();
    }
  }

  /** Listed values without an order: categories, or the names of branches. */
  record Choice(List<Object> values) implements Domain {
    public Choice {
      values = Ranges.listed(values);
    }

    @Override
    public boolean contains(Object value) {
      return values.contains(value);
    }

    @Override
    public double encode(Object value) {
      return Ranges.listedCode(this, values, value);
    }

    @Override
    public Object decode(double code) {
      return Ranges.listedValue(values, code);
    }

    @Override
    public double cardinality() {
      return values.size();
    }
  }
}
