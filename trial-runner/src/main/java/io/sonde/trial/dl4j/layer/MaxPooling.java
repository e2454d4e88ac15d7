package io.sonde.trial.dl4j.layer;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Deeplearning4j's {@link SubsamplingLayer} with the same settings and results. Where it pools by
 * the maximum, floats with channels first and on the CPU, it does so several times faster; all else
 * is Deeplearning4j's own. {@link PlainModel} turns a network with this layer into one without.
 */
public final class MaxPooling extends SubsamplingLayer {
  private static final long serialVersionUID = 1L;

  /** For Deeplearning4j's reading of saved configurations. */
  public MaxPooling() {}

  private MaxPooling(SubsamplingLayer.Builder builder) {
    super(builder);
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration configuration,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    if (!isFast(type)) {
      return super.instantiate(configuration, listeners, index, parameters, initialize, type);
    }
    MaxPoolingLayer layer = new MaxPoolingLayer(configuration, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(configuration, parameters, initialize));
    layer.setConf(configuration);
    return layer;
  }

  private boolean isFast(DataType type) {
    return type == DataType.FLOAT
        && getPoolingType() == PoolingType.MAX.toPoolingType()
        && getCnn2dDataFormat() == CNN2DFormat.NCHW
        && getDilation()[0] == 1
        && getDilation()[1] == 1
        && !Nd4j.getBackend().getClass().getSimpleName().contains("Cublas");
  }

  /** Settings as for Deeplearning4j's layer. */
  @SuppressWarnings("unchecked") // the signature of build(), which all builders inherit
  public static final class Builder extends SubsamplingLayer.Builder {
    /** Pools windows of so many rows and columns, moved on by so many. */
    public Builder(int[] kernelSize, int[] stride) {
      super(SubsamplingLayer.PoolingType.MAX, kernelSize, stride);
    }

    @Override
    public MaxPooling build() {
      super.build(); // checks the settings
      return new MaxPooling(this);
    }
  }
}
