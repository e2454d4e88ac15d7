package io.sonde.search.sampler.grid;

import io.sonde.search.space.Parameter;
import io.sonde.search.space.Space;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Every combination of the levels of a space's parameters, conditions included: where a branch was
 * not chosen, its parameters make no difference. The cells are counted, never stored, so that there
 * may be any number of them. Immutable.
 */
final class GridCells {
  private static final int UNIT_BITS = 52;
  private static final double UNIT = 0x1p52;

  private final List<Parameter> parameters;
  private final Levels[] levels;

  /** The parameters that are always active, then by parameter those whose activity it decides. */
  private final int[] roots;

  private final int[][] children;

  /** By parameter, the combinations of its levels with everything that hangs on it. */
  private final BigInteger[] combinations;

  /** Of a parameter with children, the combinations of all levels up to each. */
  private final BigInteger[][] ends;

  /** The grid of this space, with at most so many levels for each range. */
  GridCells(Space space, int points) {
    this.parameters = space.parameters();
    this.levels =
        parameters.stream().map(p -> Levels.of(p.domain(), points)).toArray(Levels[]::new);
    this.roots = hangingOn(-1);
    this.children =
        IntStream.range(0, levels.length).mapToObj(this::hangingOn).toArray(int[][]::new);
    this.combinations = new BigInteger[levels.length];
    this.ends = new BigInteger[levels.length][];
    for (int p = levels.length - 1; p >= 0; p--) {
      ends[p] = children[p].length == 0 ? new BigInteger[0] : ends(p);
      combinations[p] =
          ends[p].length == 0 ? BigInteger.valueOf(levels[p].count()) : ends[p][ends[p].length - 1];
    }
  }

  /** Conditions follow each other from the outermost to the innermost, so the last decides. */
  private int[] hangingOn(int parent) {
    return IntStream.range(0, levels.length)
        .filter(p -> parent(parameters.get(p)) == parent)
        .toArray();
  }

  private static int parent(Parameter parameter) {
    List<Parameter.Condition> conditions = parameter.conditions();
    return conditions.isEmpty() ? -1 : conditions.get(conditions.size() - 1).parameter();
  }

  private BigInteger[] ends(int parameter) {
    BigInteger[] sums = new BigInteger[(int) levels[parameter].count()];
    BigInteger sum = BigInteger.ZERO;
    for (int level = 0; level < sums.length; level++) {
      sum = sum.add(product(active(parameter, levels[parameter].code(level))));
      sums[level] = sum;
    }
    return sums;
  }

  private int[] active(int parent, double code) {
    return IntStream.of(children[parent]).filter(child -> allows(child, code)).toArray();
  }

  private boolean allows(int child, double code) {
    List<Parameter.Condition> conditions = parameters.get(child).conditions();
    Parameter.Condition last = conditions.get(conditions.size() - 1);
    return code >= last.least() && code <= last.most();
  }

  private BigInteger product(int[] group) {
    return IntStream.of(group)
        .mapToObj(p -> combinations[p])
        .reduce(BigInteger.ONE, BigInteger::multiply);
  }

  /** How many cells there are. */
  BigInteger count() {
    return product(roots);
  }

  /** The row of a cell, in the order in which the last parameter changes fastest. */
  double[] row(long cell) {
    double[] row = empty();
    combine(row, roots, BigInteger.valueOf(cell));
    return row;
  }

  /** The row of the cell at a point of the cube, of whose volume all cells have the same part. */
  double[] row(double[] point) {
    double[] row = empty();
    for (int p = 0; p < row.length; p++) {
      if (parameters.get(p).active(row)) {
        BigInteger part = BigInteger.valueOf((long) (point[p] * UNIT));
        place(row, p, combinations[p].multiply(part).shiftRight(UNIT_BITS));
      }
    }
    return row;
  }

  private double[] empty() {
    double[] row = new double[levels.length];
    Arrays.fill(row, Double.NaN);
    return row;
  }

  private void combine(double[] row, int[] group, BigInteger number) {
    BigInteger rest = number;
    for (int i = group.length - 1; i >= 0; i--) {
      BigInteger[] parts = rest.divideAndRemainder(combinations[group[i]]);
      BigInteger beneath = place(row, group[i], parts[1]);
      combine(row, active(group[i], row[group[i]]), beneath);
      rest = parts[0];
    }
  }

  /** Gives a parameter its level in this combination; answers which of that level's it is. */
  private BigInteger place(double[] row, int parameter, BigInteger combination) {
    if (ends[parameter].length == 0) {
      row[parameter] = levels[parameter].code(combination.longValueExact());
      return BigInteger.ZERO;
    }
    int found = Arrays.binarySearch(ends[parameter], combination.add(BigInteger.ONE));
    int level = found < 0 ? -found - 1 : found;
    row[parameter] = levels[parameter].code(level);
    return level == 0 ? combination : combination.subtract(ends[parameter][level - 1]);
  }
}
