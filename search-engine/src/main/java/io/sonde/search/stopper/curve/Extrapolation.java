package io.sonde.search.stopper.curve;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * What a learning curve will have come to at its last step: a mixture of normal distributions, one
 * for each shape and each size of noise, weighted by how well it explains what was seen.
 *
 * <p>A curve is {@code level + height · shape(t)} plus normal noise. Given a shape and the noise,
 * level and height have a normal prior and so a normal posterior, and the likelihood of what was
 * seen has a closed form; shapes and sizes of noise are summed over fixed nodes. So nothing is
 * drawn, and nothing has to converge. The idea is that of T. Domhan, J. T. Springenberg, F. Hutter
 * (IJCAI 2015), who draw by MCMC from a weighted sum of such curves, and of S. Adriaensen, H.
 * Rakotoarison, S. Müller, F. Hutter: Efficient Bayesian learning curve extrapolation using
 * prior-data fitted networks. NeurIPS 2023.
 */
final class Extrapolation {
  /** The noise's standard deviation, as a part of the scale; each as likely before. */
  private static final double[] NOISES = {0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1};

  /** Standard deviations of level and height before anything is seen, in scales. */
  private static final double LEVEL_SPREAD = 1;

  private static final double HEIGHT_SPREAD = 2;

  /** A part of the mixture that no probability can notice. */
  private static final double NEGLIGIBLE = 1e-9;

  private static final NormalDistribution NORMAL = new NormalDistribution();

  private final double[] weights;
  private final double[] means;
  private final double[] variances;
  private final double[] noises;
  private final double mean;
  private final double deviation;

  /**
   * Extrapolates from a curve's beginning.
   *
   * @param times of what was seen, rising, above 0
   * @param losses at these times, finite; at least one
   * @param shapes of curves from the first of these times to the last step
   * @param scale of the changes that such curves go through, above 0
   */
  Extrapolation(double[] times, double[] losses, List<Shape> shapes, double scale) {
    int nodes = shapes.size() * NOISES.length;
    this.weights = new double[nodes];
    this.means = new double[nodes];
    this.variances = new double[nodes];
    this.noises = new double[nodes];
    double origin = Arrays.stream(losses).min().orElseThrow();
    double[] scaled = Arrays.stream(losses).map(loss -> (loss - origin) / scale).toArray();
    for (int s = 0; s < shapes.size(); s++) {
      Sums sums = Sums.of(shapes.get(s), times, scaled);
      for (int v = 0; v < NOISES.length; v++) {
        Fit fit = sums.fit(NOISES[v]);
        int node = s * NOISES.length + v;
        weights[node] = Math.log(shapes.get(s).weight()) + fit.logLikelihood();
        means[node] = origin + scale * fit.mean();
        variances[node] = scale * scale * fit.variance();
        noises[node] = scale * NOISES[v];
      }
    }
    double most = Arrays.stream(weights).max().orElseThrow();
    double sum = Arrays.stream(weights).map(w -> Math.exp(w - most)).sum();
    Arrays.setAll(weights, i -> Math.exp(weights[i] - most) / sum);
    this.mean = expected();
    this.deviation = spread();
  }

  private double expected() {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * means[i];
    }
    return sum;
  }

  private double spread() {
    double variance = 0;
    for (int i = 0; i < weights.length; i++) {
      double off = means[i] - mean;
      variance += weights[i] * (off * off + variances[i] + noises[i] * noises[i]);
    }
    return Math.sqrt(variance);
  }

  /** The expected loss at the last step. */
  double mean() {
    return mean;
  }

  /** The standard deviation of the loss at the last step, noise included. */
  double deviation() {
    return deviation;
  }

  /**
   * The probability that the curve gets below a loss.
   *
   * @param chances at how many steps noise may take it there; 1 for the last step alone
   */
  double probabilityBelow(double loss, int chances) {
    double luck = NORMAL.inverseCumulativeProbability((chances - 0.375) / (chances + 0.25));
    double probability = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > NEGLIGIBLE) {
        double spread = Math.sqrt(variances[i] + noises[i] * noises[i]);
        double z = (loss + luck * noises[i] - means[i]) / spread;
        probability += weights[i] * NORMAL.cumulativeProbability(z);
      }
    }
    return probability;
  }

  /** What one shape and one noise say: the curve's end and how well it explains what was seen. */
  private record Fit(double mean, double variance, double logLikelihood) {}

  /** What the fits of one shape need of the data: the sums of a regression on {@code shape(t)}. */
  private record Sums(
      int n, double shape, double squares, double losses, double products, double lossSquares) {

    static Sums of(Shape shape, double[] times, double[] losses) {
      double f = 0;
      double ff = 0;
      double y = 0;
      double fy = 0;
      double yy = 0;
      for (int i = 0; i < times.length; i++) {
        double at = shape.at().applyAsDouble(times[i]);
        f += at;
        ff += at * at;
        y += losses[i];
        fy += at * losses[i];
        yy += losses[i] * losses[i];
      }
      return new Sums(times.length, f, ff, y, fy, yy);
    }

    /**
     * Before, the level has mean 0, which is the best loss seen, and the height mean 1. The
     * posterior's precision is {@code [[a, b], [b, d]]}.
     */
    Fit fit(double noise) {
      double precision = 1 / (noise * noise);
      double levelPrior = 1 / (LEVEL_SPREAD * LEVEL_SPREAD);
      double heightPrior = 1 / (HEIGHT_SPREAD * HEIGHT_SPREAD);
      double a = levelPrior + precision * n;
      double b = precision * shape;
      double d = heightPrior + precision * squares;
      double u = precision * losses;
      double v = heightPrior + precision * products;
      double determinant = a * d - b * b;
      double level = (d * u - b * v) / determinant;
      double height = (a * v - b * u) / determinant;
      double logLikelihood =
          -n * Math.log(noise)
              - 0.5 * Math.log(determinant / (levelPrior * heightPrior))
              - 0.5 * (precision * lossSquares + heightPrior - level * u - height * v);
      return new Fit(level, d / determinant, logLikelihood);
    }
  }
}
