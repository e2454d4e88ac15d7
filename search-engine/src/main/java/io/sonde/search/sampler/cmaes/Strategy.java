package io.sonde.search.sampler.cmaes;

/**
 * How many candidates make a generation, what each counts by its rank, and how quickly the
 * distribution follows them: the defaults of N. Hansen: The CMA evolution strategy: a tutorial.
 * 2016, equations 48 to 58. Immutable.
 */
final class Strategy {
  private final int dimensions;
  private final double[] weights;
  private final double selected;
  private final double rankOne;
  private final double rankMany;

  /** The defaults for so many coordinates and candidates, of which there are at least 4. */
  Strategy(int dimensions, int population) {
    this.dimensions = dimensions;
    double n = Math.max(1, dimensions);
    double[] raw = new double[population];
    double[] sums = new double[4];
    for (int i = 0; i < population; i++) {
      raw[i] = Math.log((population + 1) / 2.0) - Math.log(i + 1.0);
      int half = i < population / 2 ? 0 : 2;
      sums[half] += raw[i];
      sums[half + 1] += raw[i] * raw[i];
    }
    this.selected = sums[0] * sums[0] / sums[1];
    double deselected = sums[2] * sums[2] / sums[3];
    this.rankOne = 2 / ((n + 1.3) * (n + 1.3) + selected);
    this.rankMany =
        Math.min(
            1 - rankOne - 1e-8, 2 * (selected - 2 + 1 / selected) / ((n + 2) * (n + 2) + selected));
    double negative =
        Math.min(
            1 + rankOne / rankMany,
            Math.min(
                1 + 2 * deselected / (selected + 2), (1 - rankOne - rankMany) / (n * rankMany)));
    this.weights = normalised(raw, negative);
  }

  private static double[] normalised(double[] raw, double negative) {
    double positiveSum = 0;
    double negativeSum = 0;
    for (double weight : raw) {
      positiveSum += Math.max(0, weight);
      negativeSum -= Math.min(0, weight);
    }
    double[] weights = new double[raw.length];
    for (int i = 0; i < raw.length; i++) {
      weights[i] = raw[i] >= 0 ? raw[i] / positiveSum : negative * raw[i] / negativeSum;
    }
    return weights;
  }

  /** How many candidates make a generation. */
  int population() {
    return weights.length;
  }

  /** By rank, the best first; those of the better half add up to 1, the others are negative. */
  double[] weights() {
    return weights.clone();
  }

  /** The effective number of candidates that the better half's weights select. */
  double selected() {
    return selected;
  }

  /** The learning rate for the path's direction. */
  double rankOne() {
    return rankOne;
  }

  /** The learning rate for the candidates' directions. */
  double rankMany() {
    return rankMany;
  }

  /** How quickly the path of the step size forgets. */
  double pathRate() {
    return (selected + 2) / (dimensions + selected + 5);
  }

  /** How slowly the step size follows its path. */
  double damping() {
    double excess = Math.max(0, Math.sqrt((selected - 1) / (dimensions + 1.0)) - 1);
    return 1 + 2 * excess + pathRate();
  }

  /** How quickly the path of the covariance forgets; of at least one coordinate. */
  double shapeRate() {
    double share = selected / dimensions;
    return (4 + share) / (dimensions + 4 + 2 * share);
  }

  /** The mean length of a standard normal vector; of at least one coordinate. */
  double length() {
    double n = dimensions;
    return Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n));
  }
}
