package io.sonde.trial.data;

import java.util.Arrays;

/** How features are brought to a common scale. Always fitted on the training part alone. */
public enum Normalization {
  /** Each feature to mean 0 and standard deviation 1. */
  STANDARD {
    @Override
    Normalizer fit(float[][] rows) {
      int size = rows[0].length;
      float[] offset = new float[size];
      float[] factor = new float[size];
      for (int j = 0; j < size; j++) {
        double mean = 0;
        for (float[] row : rows) {
          mean += row[j];
        }
        mean /= rows.length;
        double squares = 0;
        for (float[] row : rows) {
          squares += (row[j] - mean) * (row[j] - mean);
        }
        offset[j] = (float) mean;
        factor[j] = inverse(Math.sqrt(squares / rows.length));
      }
      return new Normalizer(this, offset, factor);
    }
  },
  /** Each feature to the range from 0 to 1. */
  RANGE {
    @Override
    Normalizer fit(float[][] rows) {
      float[] low = fold(rows, Math::min, Float.POSITIVE_INFINITY);
      float[] factor = fold(rows, Math::max, Float.NEGATIVE_INFINITY);
      for (int j = 0; j < factor.length; j++) {
        factor[j] = inverse(factor[j] - low[j]);
      }
      return new Normalizer(this, low, factor);
    }
  },
  /** All features divided by the largest magnitude among them; made for the pixels of images. */
  SCALE {
    @Override
    Normalizer fit(float[][] rows) {
      float largest = 0;
      for (float[] row : rows) {
        for (float value : row) {
          largest = Math.max(largest, Math.abs(value));
        }
      }
      float[] factor = new float[rows[0].length];
      Arrays.fill(factor, inverse(largest));
      return new Normalizer(this, new float[factor.length], factor);
    }
  },
  /** Features as they stand in the file. */
  NONE {
    @Override
    Normalizer fit(float[][] rows) {
      float[] factor = new float[rows[0].length];
      Arrays.fill(factor, 1);
      return new Normalizer(this, new float[factor.length], factor);
    }
  };

  /** The normaliser that these examples give, of which there must be one. */
  abstract Normalizer fit(float[][] rows);

  /**
   * The normaliser of an input. A feature of a sequence is taken over all its steps, so that a rise
   * from step to step remains one; words stay 0 and 1.
   */
  Normalizer fit(Input input) {
    Normalizer fitted = input.shape().isSequence() ? ofSteps(input) : fit(input.rows());
    return input.encoding() instanceof Encoding.Columns columns
        ? fitted.without(columns.flags())
        : fitted;
  }

  private Normalizer ofSteps(Input input) {
    int steps = input.shape().steps();
    int features = input.shape().features();
    float[][] rows = new float[Math.multiplyExact(input.rows().length, steps)][];
    for (int i = 0; i < rows.length; i++) {
      int from = i % steps * features;
      rows[i] = Arrays.copyOfRange(input.rows()[i / steps], from, from + features);
    }
    return fit(rows).repeated(steps);
  }

  /** A feature that never changes carries nothing: it becomes 0. */
  private static float inverse(double spread) {
    return spread > 0 ? (float) (1 / spread) : 0;
  }

  private static float[] fold(float[][] rows, FloatOperator operator, float start) {
    float[] result = new float[rows[0].length];
    for (int j = 0; j < result.length; j++) {
      float value = start;
      for (float[] row : rows) {
        value = operator.apply(value, row[j]);
      }
      result[j] = value;
    }
    return result;
  }

  /** Combines two numbers. */
  private interface FloatOperator {
    float apply(float left, float right);
  }
}
