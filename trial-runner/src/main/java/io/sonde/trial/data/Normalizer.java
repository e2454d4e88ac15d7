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

  /** The number that became this one, for the feature at an index. */
  public double invert(double normalized, int feature) {
    return factor[feature] == 0 ? offset[feature] : normalized / factor[feature] + offset[feature];
  }

  /** Normalises a row where it stands, and returns it. */
  float[] normalize(float[] row) {
    if (row.length != offset.length) {
      throw new IllegalArgumentException(
          "expected " + offset.length + " features, got " + row.length);
    }
    for (int j = 0; j < row.length; j++) {
      row[j] = (row[j] - offset[j]) * factor[j];
    }
    return row;
  }

  /** This one for rows that consist of so many rows of these features. */
  Normalizer repeated(int times) {
    float[] offsets = new float[times * offset.length];
    float[] factors = new float[times * factor.length];
    for (int i = 0; i < times; i++) {
      System.arraycopy(offset, 0, offsets, i * offset.length, offset.length);
      System.arraycopy(factor, 0, factors, i * factor.length, factor.length);
    }
    return new Normalizer(kind, offsets, factors);
  }

  /** This one without the features that are flagged, which it leaves as they are. */
  Normalizer without(boolean[] flags) {
    float[] offsets = offset.clone();
    float[] factors = factor.clone();
    for (int j = 0; j < flags.length; j++) {
      if (flags[j]) {
        offsets[j] = 0;
        factors[j] = 1;
      }
    }
    return new Normalizer(kind, offsets, factors);
  }
}
