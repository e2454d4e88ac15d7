package io.sonde.search.sampler.cmaes;

/**
 * Keeps discrete coordinates from freezing: after each generation it moves their means, and widens
 * their draws by factors of their own, as little as it takes for every draw to leave the mean's
 * cell with at least a given probability, to each side where there are two.
 *
 * <p>R. Hamano, S. Saito, M. Nomura, S. Shirakawa: CMA-ES with margin: lower-bounding marginal
 * probability for mixed-integer black-box optimization. GECCO 2022.
 */
final class Margin {
  private static final double LEAST = 1e-10;

  private final Coordinates coordinates;
  private final double probability;

  /** A margin of this probability. */
  Margin(Coordinates coordinates, double probability) {
    this.coordinates = coordinates;
    this.probability = probability;
  }

  /**
   * Corrects both arrays in place.
   *
   * @param factors by which draws of each coordinate are widened
   */
  void correct(Gaussian gaussian, double[] mean, double[] factors) {
    for (int j = 0; j < mean.length; j++) {
      if (coordinates.discrete(j)) {
        double last = coordinates.cells(j) - 1;
        double cell = coordinates.cell(j, mean[j]);
        double low = coordinates.edge(j, Math.max(1, cell));
        double high = coordinates.edge(j, Math.min(last, cell + 1));
        correct(j, low, high, gaussian.deviation(j), mean, factors);
      }
    }
  }

  private void correct(
      int j, double low, double high, double plain, double[] mean, double[] factors) {
    double deviation = plain * factors[j];
    double below = TruncatedNormal.cumulative((low - mean[j]) / deviation);
    double above = TruncatedNormal.cumulative((mean[j] - high) / deviation);
    if (low == high || Math.max(below, above) > 0.5) {
      if (Math.min(below, above) < probability) {
        double distance = -TruncatedNormal.quantile(probability) * deviation;
        mean[j] = high + Math.signum(mean[j] - high) * distance;
      }
      return;
    }
    double left = -TruncatedNormal.quantile(shared(below, above));
    double right = -TruncatedNormal.quantile(shared(above, below));
    factors[j] = (high - low) / ((left + right) * plain);
    mean[j] = (low * right + high * left) / (left + right);
  }

  /** The probability of one side, raised to the least, at the cost of what is above the least. */
  private double shared(double side, double otherSide) {
    double least = probability / 2;
    double middle = 1 - side - otherSide;
    double raised = Math.max(side, least);
    double otherRaised = Math.max(otherSide, least);
    double excess = 1 - raised - otherRaised - middle;
    double shared =
        raised + excess * (raised - least) / (raised + middle + otherRaised - 3 * least);
    return Math.min(0.5 - LEAST, Math.max(LEAST, shared));
  }
}
