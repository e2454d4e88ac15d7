package io.sonde.search.insight.forest;

import io.sonde.search.insight.sample.Cells;
import java.util.List;

/**
 * How much of a forest's variance over the unit cube each axis explains alone, and each pair of
 * axes together beyond that: the functional analysis of variance, computed exactly from the leaves.
 * A share is the mean over the trees that vary at all; all shares are 0 when none does.
 *
 * <p>F. Hutter, H. Hoos, K. Leyton-Brown: An efficient approach for assessing hyperparameter
 * importance. ICML 2014.
 */
public final class Variances {
  private final Forest forest;
  private final double[] totals;
  private final double[][] mains;

  /** Of this forest. */
  public Variances(Forest forest) {
    this.forest = forest;
    int trees = forest.trees().size();
    totals = new double[trees];
    mains = new double[trees][forest.axes().size()];
    for (int t = 0; t < trees; t++) {
      alone(t);
    }
  }

  private void alone(int t) {
    List<Cells> axes = forest.axes();
    Marginal[] marginals = new Marginal[axes.size()];
    for (int a = 0; a < marginals.length; a++) {
      marginals[a] = new Marginal(axes.get(a));
    }
    double[] moments = new double[2];
    forest
        .trees()
        .get(t)
        .leaves(
            axes,
            (from, to, volume, value) -> {
              moments[0] += volume * value;
              moments[1] += volume * value * value;
              for (int a = 0; a < marginals.length; a++) {
                marginals[a].add(from[a], to[a], volume * value);
              }
            });
    totals[t] = moments[1] - moments[0] * moments[0];
    for (int a = 0; a < marginals.length; a++) {
      mains[t][a] = marginals[a].variance();
    }
  }

  /** The share of the variance that an axis explains alone; within [0, 1]. */
  public double main(int axis) {
    double sum = 0;
    int varying = 0;
    for (int t = 0; t < totals.length; t++) {
      if (totals[t] > 0) {
        sum += mains[t][axis] / totals[t];
        varying++;
      }
    }
    return varying == 0 ? 0 : Math.min(1, Math.max(0, sum / varying));
  }

  /**
   * The share of the variance that two axes explain together beyond what each does alone; within
   * [0, 1].
   */
  public double pair(int one, int other) {
    double sum = 0;
    int varying = 0;
    for (int t = 0; t < totals.length; t++) {
      if (totals[t] > 0) {
        double both = together(forest.trees().get(t), one, other);
        sum += (both - mains[t][one] - mains[t][other]) / totals[t];
        varying++;
      }
    }
    return varying == 0 ? 0 : Math.min(1, Math.max(0, sum / varying));
  }

  private double together(Tree tree, int one, int other) {
    JointMarginal marginal = new JointMarginal(forest.axes().get(one), forest.axes().get(other));
    tree.leaves(
        forest.axes(),
        (from, to, volume, value) ->
            marginal.add(from[one], to[one], from[other], to[other], volume * value));
    return marginal.variance();
  }
}
