package io.sonde.trial.dl4j.layer;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Deeplearning4j's {@link DenseLayer} with the same settings, parameters and results to the last
 * bit. Its backward pass takes the weighted sums from the forward pass, where Deeplearning4j
 * computes them again; see also {@link InputGradients}. {@link PlainModel} turns a network with
 * this layer into one without.
 */
public final class FusedDense extends DenseLayer {
  private static final long serialVersionUID = 1L;

  /** For Deeplearning4j's reading of saved configurations. */
  public FusedDense() {}

  private FusedDense(DenseLayer plain) {
    FeedForwardSettings.copy(plain, this);
    setHasBias(plain.hasBias());
    setHasLayerNorm(plain.hasLayerNorm());
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration configuration,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    LayerValidation.assertNInNOutSet("FusedDense", getLayerName(), index, getNIn(), getNOut());
    FusedDenseLayer layer = new FusedDenseLayer(configuration, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(configuration, parameters, initialize));
    layer.setConf(configuration);
    return layer;
  }

  /** Settings as for Deeplearning4j's layer. */
  @SuppressWarnings("unchecked") // the signature of build(), which all builders inherit
  public static final class Builder extends DenseLayer.Builder {
    @Override
    public FusedDense build() {
      return new FusedDense(super.build());
    }
  }
}
