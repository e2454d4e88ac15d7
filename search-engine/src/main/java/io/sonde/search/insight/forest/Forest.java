package io.sonde.search.insight.forest;

import io.sonde.search.insight.sample.Cells;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Trees grown from rows drawn with replacement (L. Breiman: Bagging predictors. 1996). Each tree
 * draws as many rows as there are, and at most as many as were allowed: more rows than that change
 * which of them a tree sees, not what it costs. Immutable.
 */
public final class Forest {
  /** The number of trees, as Hutter, Hoos and Leyton-Brown and their followers have it. */
  public static final int TREES = 64;

  private final List<Cells> axes;
  private final List<Tree> trees;

  /**
   * A forest for these values by row.
   *
   * @param axes at least one
   * @param parents for each axis the one that decides whether a row lies on it, or −1
   * @param values finite, about 0
   * @param most how many rows a tree draws at most
   */
  public Forest(
      List<Cells> axes, int[] parents, double[] values, int most, RandomGenerator random) {
    this.axes = List.copyOf(axes);
    TreeGrower grower = new TreeGrower(this.axes, parents, values);
    int draws = Math.min(most, values.length);
    this.trees = Stream.generate(() -> grower.grow(draws, random)).limit(TREES).toList();
  }

  List<Cells> axes() {
    return axes;
  }

  List<Tree> trees() {
    return trees;
  }
}
