package io.sonde.search.sampler.unit;

import io.sonde.search.space.Domain;

/**
 * How the values of one parameter lie for a sampler. A number between 0 and 1 stands for each
 * value; drawing that number uniformly draws the value uniformly on its scale. Immutable.
 */
public sealed interface Axis permits Axis.Fixed, Category, Continuous, Grid {

  /** How many values there are; infinity for a range of real numbers. */
  double size();

  /** The code of the value at {@code unit}, which is within [0, 1]. */
  double code(double unit);

  /** The code of the value at this position of a finite axis, counted from 0. */
  double codeAt(long position);

  /** The axis of a domain. */
  static Axis of(Domain domain) {
    if (domain.cardinality() == 1) {
      return new Fixed(domain);
    } else if (domain instanceof Domain.FloatRange range) {
      return range.step().isPresent()
          ? new Grid(
              range.low(),
              range.high(),
              range.step().getAsDouble(),
              range.cardinality(),
              range.scale(),
              range::decode)
          : new Continuous(range.low(), range.high(), range.scale());
    } else if (domain instanceof Domain.IntRange range) {
      return new Grid(range.low(), range.high(), range.step(), range.cardinality(), range.scale());
    } else if (domain instanceof Domain.Ordered ordered) {
      return Grid.ofPositions(ordered.values().size());
    }
    return new Category((int) domain.cardinality());
  }

  /** A domain of a single value: nothing to choose, nothing to learn. */
  record Fixed(double only) implements Axis {
    private Fixed(Domain domain) {
      this(
          domain instanceof Domain.FloatRange range
              ? range.low()
              : domain instanceof Domain.IntRange range ? range.low() : 0);
    }

    @Override
    public double size() {
      return 1;
    }

    @Override
    public double code(double unit) {
      return only;
    }

    @Override
    public double codeAt(long position) {
      return only;
    }
  }
}
