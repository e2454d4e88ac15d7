package io.sonde.trial.data;

/**
 * A fitted normalisation: a feature becomes {@code (value - offset) * factor}. It is kept beside a
 * model, because the model understands nothing else. The arrays are shared, nobody writes to them.
 *
 * @param kind how it was fitted
 * @param offset what is taken away, by feature
 * @param factor what is multiplied with, by feature
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; one number per feature
public record Normalizer(Normalization kind, float[] offset, float[] factor) {
  public Normalizer {
    if (offset.length != factor.length) {
      throw new IllegalArgumentException(
          offset.length + " offsets but " + factor.length + " factors");
    }
  }

  /** The same rows normalised, in new arrays. */
  public float[][] apply(float[][] rows) {
    float[][] result = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      result[i] = apply(rows[i]);
    }
    return result;
  }

  /** The number that became this one, for the feature at an index. */
  public double invert(double normalized, int feature) {
    return factor[feature] == 0 ? offset[feature] : normalized / factor[feature] + offset[feature];
  }

  private float[] apply(float[] row) {
    if (row.length != offset.length) {
      throw new IllegalArgumentException(
          "expected " + offset.length + " features, got " + row.length);
    }
    float[] result = new float[row.length];
    for (int j = 0; j < row.length; j++) {
      result[j] = (row[j] - offset[j]) * factor[j];
    }
    return result;
  }
}
