package io.sonde.search.sampler.tpe;

import io.sonde.search.sampler.unit.UnitCube;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Looks for a row at which one density exceeds another by a large ratio. Goes down the tree of
 * conditions: in each stage, candidates for the parameters that have become active are drawn from
 * the first density, given what was chosen above, and the one with the largest ratio of the two
 * conditional densities is taken. Comparing whole rows of different branches at once would favour
 * the branch in which most is known, whatever it is worth, and settle there; where nothing is
 * conditional there is one stage, and whole rows are compared.
 */
final class RatioSearch {
  private final UnitCube cube;
  private final List<int[]> stages;
  private final ParzenEstimator good;
  private final ParzenEstimator others;
  private final int candidates;

  RatioSearch(UnitCube cube, ParzenEstimator good, ParzenEstimator others, int candidates) {
    this.cube = cube;
    this.stages = cube.stages();
    this.good = good;
    this.others = others;
    this.candidates = candidates;
  }

  /** A row that is wanted; empty when the last stage draws only others. */
  Optional<double[]> next(Predicate<double[]> wanted, RandomGenerator random) {
    double[] row = new double[cube.dimensions()];
    Arrays.fill(row, Double.NaN);
    double[] goodSums = good.sums();
    double[] otherSums = others.sums();
    for (int stage = 0; stage < stages.size(); stage++) {
      int[] active = active(stage, row);
      if (active.length > 0) {
        boolean last = stage == stages.size() - 1;
        Predicate<double[]> takes = last ? wanted : r -> !complete(r) || wanted.test(r);
        Optional<double[]> best = best(row, active, goodSums, otherSums, takes, random);
        if (best.isEmpty()) {
          return best;
        }
        row = best.get();
        if (!last) {
          good.add(row, active, goodSums);
          others.add(row, active, otherSums);
        }
      }
    }
    return Optional.of(row).filter(wanted);
  }

  private int[] active(int stage, double[] row) {
    return IntStream.of(stages.get(stage)).filter(p -> cube.active(p, row)).toArray();
  }

  /** Whether every active parameter is given. */
  private boolean complete(double[] row) {
    for (int p = 0; p < row.length; p++) {
      if (Double.isNaN(row[p]) && cube.active(p, row)) {
        return false;
      }
    }
    return true;
  }

  private Optional<double[]> best(
      double[] row,
      int[] active,
      double[] goodSums,
      double[] otherSums,
      Predicate<double[]> takes,
      RandomGenerator random) {
    double[][] drawn = new double[candidates][];
    for (int c = 0; c < candidates; c++) {
      drawn[c] = row.clone();
      good.draw(drawn[c], active, goodSums, random);
    }
    double[] ratios = ratios(drawn, active, goodSums, otherSums);
    for (int tried = 0; tried < candidates; tried++) {
      int best = indexOfLargest(ratios);
      if (takes.test(drawn[best])) {
        return Optional.of(drawn[best]);
      }
      ratios[best] = Double.NEGATIVE_INFINITY;
    }
    return Optional.empty();
  }

  /** The logs of how much the one density exceeds the other at each row. */
  private double[] ratios(
      double[][] rows, int[] parameters, double[] goodSums, double[] otherSums) {
    double[] ratios = LogDensities.of(good, rows, parameters, goodSums);
    double[] densities = LogDensities.of(others, rows, parameters, otherSums);
    for (int r = 0; r < ratios.length; r++) {
      ratios[r] -= densities[r];
    }
    return ratios;
  }

  private static int indexOfLargest(double[] ratios) {
    int best = 0;
    for (int c = 1; c < ratios.length; c++) {
      best = ratios[c] > ratios[best] ? c : best;
    }
    return best;
  }
}
