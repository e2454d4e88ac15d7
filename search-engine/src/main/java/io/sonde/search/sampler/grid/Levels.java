package io.sonde.search.sampler.grid;

import io.sonde.search.sampler.unit.Axis;
import io.sonde.search.sampler.unit.Grid;
import io.sonde.search.space.Domain;
import java.util.function.LongToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * The values of one parameter that a grid holds: every value of a list, and of a range every value
 * or, where there are more, some of them at equal distances on its scale, both bounds among them.
 *
 * @param count how many; at least 1
 * @param codes the code of each, by its position from 0
 */
record Levels(long count, LongToDoubleFunction codes) {

  /** The levels of a domain, of a range at most so many. */
  static Levels of(Domain domain, int most) {
    Axis axis = Axis.of(domain);
    boolean listed = domain instanceof Domain.Choice || domain instanceof Domain.Ordered;
    if (listed || axis.size() <= most) {
      return new Levels((long) axis.size(), axis::codeAt);
    }
    double[] codes = divided(axis, most);
    return new Levels(codes.length, level -> codes[(int) level]);
  }

  /** Of whole numbers on a logarithmic scale the lowest may coincide; each is taken once. */
  private static double[] divided(Axis axis, int points) {
    double first = axis instanceof Grid grid ? grid.unit(grid.codeAt(0)) : 0;
    double last = axis instanceof Grid grid ? grid.unit(grid.codeAt((long) grid.size() - 1)) : 1;
    return points == 1
        ? new double[] {axis.code(0.5)}
        : DoubleStream.iterate(0, k -> k + 1)
            .limit(points)
            .map(k -> axis.code(first + (last - first) * (k / (points - 1))))
            .distinct()
            .toArray();
  }

  double code(long level) {
    return codes.applyAsDouble(level);
  }
}
