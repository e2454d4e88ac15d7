package io.sonde.trial.dl4j;

import io.sonde.trial.data.Examples;
import io.sonde.trial.data.Targets;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A linear softmax classifier in plain Java, as an oracle: the bias is the last row. */
final class SoftmaxRegression {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;

  private final int features;
  private final double[][] weights;
  private final double[][] mean;
  private final double[][] square;

  SoftmaxRegression(INDArray start) {
    this.features = (int) start.size(0);
    int classes = (int) start.size(1);
    this.weights = new double[features + 1][classes];
    this.mean = new double[features + 1][classes];
    this.square = new double[features + 1][classes];
    for (int j = 0; j < features; j++) {
      for (int k = 0; k < classes; k++) {
        weights[j][k] = start.getDouble(j, k);
      }
    }
  }

  double weight(int feature, int k) {
    return weights[feature][k];
  }

  /** One step over all examples; the bias does not decay. */
  void adamW(Examples examples, int step, double rate, double decay) {
    double[][] gradient = gradient(examples);
    for (int j = 0; j <= features; j++) {
      for (int k = 0; k < gradient[j].length; k++) {
        mean[j][k] = BETA1 * mean[j][k] + (1 - BETA1) * gradient[j][k];
        square[j][k] = BETA2 * square[j][k] + (1 - BETA2) * gradient[j][k] * gradient[j][k];
        double first = mean[j][k] / (1 - Math.pow(BETA1, step));
        double second = square[j][k] / (1 - Math.pow(BETA2, step));
        double decayed = j < features ? rate * decay * weights[j][k] : 0;
        weights[j][k] -= decayed + rate * first / (Math.sqrt(second) + 1e-8);
      }
    }
  }

  private double[][] gradient(Examples examples) {
    int[] labels = ((Targets.Classes) examples.targets()).labels();
    double[][] gradient = new double[features + 1][weights[0].length];
    for (int i = 0; i < labels.length; i++) {
      float[] row = examples.input().rows()[i];
      double[] p = probabilities(row);
      for (int k = 0; k < p.length; k++) {
        double error = (p[k] - (labels[i] == k ? 1 : 0)) / labels.length;
        for (int j = 0; j <= features; j++) {
          gradient[j][k] += error * (j < features ? row[j] : 1);
        }
      }
    }
    return gradient;
  }

  private double[] probabilities(float[] row) {
    double[] p = new double[weights[0].length];
    double sum = 0;
    for (int k = 0; k < p.length; k++) {
      double score = weights[features][k];
      for (int j = 0; j < features; j++) {
        score += row[j] * weights[j][k];
      }
      p[k] = Math.exp(score);
      sum += p[k];
    }
    for (int k = 0; k < p.length; k++) {
      p[k] /= sum;
    }
    return p;
  }
}
