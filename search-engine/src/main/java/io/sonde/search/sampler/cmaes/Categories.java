package io.sonde.search.sampler.cmaes;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A distribution over the values of each category, which follows the natural gradient by steps
 * whose length adapts to how steady the direction is. No value's probability falls below a margin.
 * Immutable.
 *
 * <ul>
 *   <li>R. Hamano, S. Saito, M. Nomura, K. Uchida, S. Shirakawa: CatCMA: stochastic optimization
 *       for mixed-category problems. GECCO 2024.
 *   <li>Y. Akimoto, S. Shirakawa, N. Yoshinari, K. Uchida, S. Saito, K. Nishida: Adaptive
 *       stochastic natural gradient method for one-shot neural architecture search. ICML 2019 (the
 *       length of the steps).
 * </ul>
 */
final class Categories {
  private static final double RATIO = 1.5;
  private static final double NOWHERE = 1e-30;

  private final double[][] probabilities;
  private final double[] direction;
  private final double steadiness;
  private final double caution;

  /** Every value alike. */
  static Categories uniform(int[] sizes) {
    double[][] probabilities = new double[sizes.length][];
    int free = 0;
    for (int c = 0; c < sizes.length; c++) {
      probabilities[c] = new double[sizes[c]];
      Arrays.fill(probabilities[c], 1.0 / sizes[c]);
      free += sizes[c] - 1;
    }
    return new Categories(probabilities, new double[free], 0, 1);
  }

  private Categories(
      double[][] probabilities, double[] direction, double steadiness, double caution) {
    this.probabilities = probabilities;
    this.direction = direction;
    this.steadiness = steadiness;
    this.caution = caution;
  }

  /** The probability of a value of a category. */
  double probability(int category, int value) {
    return probabilities[category][value];
  }

  /** A random value of a category. */
  int draw(int category, RandomGenerator random) {
    double[] shares = probabilities[category];
    double left = random.nextDouble();
    for (int value = 0; value < shares.length - 1; value++) {
      left -= shares[value];
      if (left < 0) {
        return value;
      }
    }
    return shares.length - 1;
  }

  /**
   * The distribution after a generation.
   *
   * @param values of its candidates, by candidate and category; NaN where it was not active, from
   *     which nothing is learnt
   * @param weights of its candidates; negative ones count as 0
   */
  Categories next(double[][] values, double[] weights) {
    if (direction.length == 0) {
      return this;
    }
    double[][] gradient = gradient(values, weights);
    double[] natural = natural(gradient);
    double length = Math.sqrt(Arrays.stream(natural).map(x -> x * x).sum()) + NOWHERE;
    double[][] moved = new double[probabilities.length][];
    for (int c = 0; c < moved.length; c++) {
      moved[c] = moved(c, gradient[c], 1 / (caution * length));
    }
    double rate = 1 / (caution * Math.sqrt(direction.length));
    double gain = rate * (2 - rate);
    double[] newDirection = new double[direction.length];
    double squared = 0;
    for (int i = 0; i < direction.length; i++) {
      newDirection[i] = (1 - rate) * direction[i] + Math.sqrt(gain) * natural[i] / length;
      squared += newDirection[i] * newDirection[i];
    }
    double newSteadiness = (1 - rate) * (1 - rate) * steadiness + gain;
    double newCaution = caution * Math.exp(rate * (newSteadiness - squared / RATIO));
    return new Categories(moved, newDirection, newSteadiness, newCaution);
  }

  private double[][] gradient(double[][] values, double[] weights) {
    double[][] gradient = new double[probabilities.length][];
    for (int c = 0; c < gradient.length; c++) {
      gradient[c] = new double[probabilities[c].length];
      double total = 0;
      for (int k = 0; k < weights.length; k++) {
        if (weights[k] > 0 && !Double.isNaN(values[k][c])) {
          gradient[c][(int) values[k][c]] += weights[k];
          total += weights[k];
        }
      }
      for (int v = 0; v < gradient[c].length; v++) {
        gradient[c][v] -= total * probabilities[c][v];
      }
    }
    return gradient;
  }

  /** The gradient seen through the square root of the Fisher information. */
  private double[] natural(double[][] gradient) {
    double[] natural = new double[direction.length];
    int i = 0;
    for (int c = 0; c < gradient.length; c++) {
      double[] q = probabilities[c];
      int last = q.length - 1;
      double sum = -gradient[c][last];
      double share = sum / (q[last] + Math.sqrt(q[last]));
      for (int v = 0; v < last; v++) {
        natural[i++] = gradient[c][v] / Math.sqrt(q[v]) + Math.sqrt(q[v]) * share;
      }
    }
    return natural;
  }

  private double[] moved(int category, double[] gradient, double step) {
    double[] q = probabilities[category].clone();
    double least = (1 - Math.pow(0.73, 1.0 / probabilities.length)) / (q.length - 1);
    double sum = 0;
    for (int v = 0; v < q.length; v++) {
      q[v] = Math.max(least, q[v] + step * gradient[v]);
      sum += q[v];
    }
    double above = sum - least * q.length;
    double total = 0;
    for (int v = 0; v < q.length; v++) {
      q[v] -= above > 0 ? (sum - 1) * (q[v] - least) / above : 0;
      total += q[v];
    }
    for (int v = 0; v < q.length; v++) {
      q[v] /= total;
    }
    return q;
  }
}
