package io.sonde.trial.dl4j.inherit;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The statistics and the scale of a batch normalisation.
 *
 * @param layer of Deeplearning4j
 * @param epsilon that it adds to the variance
 */
record NormLayer(Layer layer, double epsilon) {
  private static final double LEAST_VARIANCE = 1e-10;

  static NormLayer of(Layer layer) {
    BatchNormalization settings = (BatchNormalization) layer.conf().getLayer();
    return new NormLayer(layer, settings.getEps());
  }

  /** Gives what it takes. */
  void passThrough() {
    param(BatchNormalizationParamInitializer.GAMMA).assign(1);
    param(BatchNormalizationParamInitializer.BETA).assign(0);
    param(BatchNormalizationParamInitializer.GLOBAL_MEAN).assign(0);
    double variance = 1 - epsilon;
    if (logarithmic()) {
      param(BatchNormalizationParamInitializer.GLOBAL_LOG_STD).assign(Math.log10(variance) / 2);
    } else {
      param(BatchNormalizationParamInitializer.GLOBAL_VAR).assign(variance);
    }
  }

  /** Gives the same number, whatever it takes. */
  void silence(float value) {
    param(BatchNormalizationParamInitializer.GAMMA).assign(0);
    param(BatchNormalizationParamInitializer.BETA).assign(value);
  }

  /**
   * Gives what it takes, also while it learns: its statistics are those of what it takes, and its
   * scale and offset undo them.
   *
   * @param taken of some examples, [examples, channels] or [examples, channels, height, width]
   */
  void passThrough(INDArray taken) {
    int[] others = taken.rank() == 2 ? new int[] {0} : new int[] {0, 2, 3};
    try (INDArray mean = taken.mean(others);
        INDArray variance = taken.var(false, others);
        INDArray deviation = Transforms.sqrt(variance.add(epsilon), false)) {
      put(BatchNormalizationParamInitializer.GLOBAL_MEAN, mean);
      put(BatchNormalizationParamInitializer.BETA, mean);
      put(BatchNormalizationParamInitializer.GAMMA, deviation);
      if (logarithmic()) {
        // Kept as the logarithm of the deviation, in which a variance of 0 has no place.
        for (int i = 0; i < variance.length(); i++) {
          double kept = Math.max(variance.getDouble(i), LEAST_VARIANCE);
          param(BatchNormalizationParamInitializer.GLOBAL_LOG_STD)
              .putScalar(i, Math.log10(kept) / 2);
          param(BatchNormalizationParamInitializer.GAMMA).putScalar(i, Math.sqrt(kept + epsilon));
        }
      } else {
        put(BatchNormalizationParamInitializer.GLOBAL_VAR, variance);
      }
    }
  }

  private void put(String key, INDArray values) {
    param(key).assign(values.reshape(param(key).shape()));
  }

  private boolean logarithmic() {
    return layer.paramTable().containsKey(BatchNormalizationParamInitializer.GLOBAL_LOG_STD);
  }

  private INDArray param(String key) {
    return layer.getParam(key);
  }
}
