package io.sonde.search.stopper.curve;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * How a learning curve falls: from 1 at its first step to 0 at its last. With a level and a height
 * it is a curve.
 *
 * <p>The families are of those that T. Domhan, J. T. Springenberg and F. Hutter (Speeding up
 * automatic hyperparameter optimization of deep neural networks by extrapolation of learning
 * curves. IJCAI 2015) found to fit: power laws, exponentials, logistic curves over the logarithm of
 * the step, and one over its logarithm. Their parameters run over fixed nodes.
 *
 * @param weight of it before anything is seen; all sum to 1
 */
record Shape(double weight, DoubleUnaryOperator at) {
  private static final double[] POWERS = {0.125, 0.25, 0.5, 0.75, 1, 1.5, 2, 3};
  private static final double[] RATES = {1, 2, 4, 8, 16, 32, 64};
  private static final double[] MIDDLES = {0.02, 0.05, 0.1, 0.2, 0.4, 0.6};
  private static final double[] SLOPES = {1, 2, 4};
  private static final int FAMILIES = 4;

  /** All shapes of curves from {@code first} to {@code last}; 0 &lt; first &lt; last. */
  static List<Shape> all(double first, double last) {
    List<Shape> shapes = new ArrayList<>();
    for (double power : POWERS) {
      add(shapes, POWERS.length, first, last, t -> Math.pow(t, -power));
    }
    for (double rate : RATES) {
      add(shapes, RATES.length, first, last, t -> Math.exp(-rate * t / last));
    }
    for (double middle : MIDDLES) {
      for (double slope : SLOPES) {
        int nodes = MIDDLES.length * SLOPES.length;
        add(shapes, nodes, first, last, t -> 1 / (1 + Math.pow(t / (middle * last), slope)));
      }
    }
    add(shapes, 1, first, last, t -> 1 / Math.log(t + 1));
    return List.copyOf(shapes);
  }

  private static void add(
      List<Shape> shapes, int nodes, double first, double last, DoubleUnaryOperator raw) {
    double high = raw.applyAsDouble(first);
    double low = raw.applyAsDouble(last);
    shapes.add(
        new Shape(1.0 / (FAMILIES * nodes), t -> (raw.applyAsDouble(t) - low) / (high - low)));
  }
}
