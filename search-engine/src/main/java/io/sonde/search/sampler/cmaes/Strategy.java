package io.sonde.search.sampler.cmaes;

/**
 * How many candidates make a generation, what each counts by its rank, and how quickly the
 * distribution follows them: the defaults of N. Hansen: The CMA evolution strategy: a tutorial.
 * 2016, equations 48 to 58.
 *
 * @param dimensions how many coordinates there are
 * @param population how many candidates make a generation; at least 4
 * @param weights by rank, the best first; those of the better half add up to 1, the others are
 *     negative
 * @param selected the effective number of candidates that the better half's weights select
 * @param pathRate how quickly the path of the step size forgets
 * @param damping how slowly the step size follows its path
 * @param shapeRate how quickly the path of the covariance forgets
 * @param rankOne the learning rate for the path's direction
 * @param rankMany the learning rate for the candidates' directions
 * @param length the mean length of a standard normal vector
 */
record Strategy(
    int dimensions,
    int population,
    double[] weights,
    double selected,
    double pathRate,
    double damping,
    double shapeRate,
    double rankOne,
    double rankMany,
    double length) {

  /** The defaults for so many coordinates and candidates. */
  static Strategy of(int dimensions, int population) {
    double n = Math.max(1, dimensions);
    double[] raw = new double[population];
    double[] sums = new double[4];
    for (int i = 0; i < population; i++) {
      raw[i] = Math.log((population + 1) / 2.0) - Math.log(i + 1.0);
      int half = i < population / 2 ? 0 : 2;
      sums[half] += raw[i];
      sums[half + 1] += raw[i] * raw[i];
    }
    double selected = sums[0] * sums[0] / sums[1];
    double deselected = sums[2] * sums[2] / sums[3];
    double rankOne = 2 / ((n + 1.3) * (n + 1.3) + selected);
    double rankMany =
        Math.min(
            1 - rankOne - 1e-8, 2 * (selected - 2 + 1 / selected) / ((n + 2) * (n + 2) + selected));
    double negative =
        Math.min(
            1 + rankOne / rankMany,
            Math.min(
                1 + 2 * deselected / (selected + 2), (1 - rankOne - rankMany) / (n * rankMany)));
    double pathRate = (selected + 2) / (n + selected + 5);
    double excess = Math.max(0, Math.sqrt((selected - 1) / (n + 1)) - 1);
    return new Strategy(
        dimensions,
        population,
        normalised(raw, negative),
        selected,
        pathRate,
        1 + 2 * excess + pathRate,
        (4 + selected / n) / (n + 4 + 2 * selected / n),
        rankOne,
        rankMany,
        Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n)));
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
}
