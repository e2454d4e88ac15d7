package io.sonde.trial.dl4j.layer;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Dropout of sequences whose ends are masked. Deeplearning4j's {@link DropoutLayer} multiplies by
 * the mask as if a sequence were a table, and its activation layer drops nothing; so this one lets
 * the mask pass, and drops in masked steps too, which no later layer looks at. {@link PlainModel}
 * puts an activation layer that changes nothing in its place: predictions are the same.
 */
public final class SequenceDropout extends DropoutLayer {
  private static final long serialVersionUID = 1L;

  /** For Deeplearning4j's reading of saved configurations. */
  public SequenceDropout() {}

  /** Drops as this says. */
  public SequenceDropout(IDropout dropout) {
    super(dropout);
    setActivationFn(Activation.IDENTITY.getActivationFunction());
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration configuration,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    Passing layer = new Passing(configuration, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(configuration, parameters, initialize));
    layer.setConf(configuration);
    return layer;
  }

  /** Keeps no mask. */
  private static final class Passing extends org.deeplearning4j.nn.layers.DropoutLayer {
    private static final long serialVersionUID = 1L;

    private Passing(NeuralNetConfiguration configuration, DataType type) {
      super(configuration, type);
    }

    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArray(
        INDArray mask, MaskState state, int examples) {
      return new Pair<>(mask, state);
    }

    @Override
    public void setMaskArray(@Nullable INDArray mask) {
      // Nothing here depends on it.
    }
  }
}
