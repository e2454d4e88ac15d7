package io.sonde.trial.dl4j.layer;

import java.util.Collection;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A gated recurrent unit, which Deeplearning4j has none of: Cho and others (2014), with the reset
 * gate applied after the recurrent projection as in cuDNN and PyTorch, whose outputs it gives.
 *
 * <p>Input and output are batch × features × time; {@code dataFormat(NWC)} exchanges the last two.
 * Parameters: {@code W} (inputs × 3 units), {@code RW} (units × 3 units), {@code b} and {@code rb}
 * (3 units each); PyTorch's, transposed, in its order: reset gate, update gate, candidate. Masks,
 * wrappers, dropout, initialisation and penalties are Deeplearning4j's. Computes in floats whatever
 * the network's type is, and on the CPU only.
 */
public final class Gru extends BaseRecurrentLayer {
  private static final long serialVersionUID = 1L;
  private static final int GATES = 3;

  /** For Deeplearning4j's reading of saved configurations. */
  public Gru() {}

  private Gru(Builder builder) {
    super(builder);
    initializeConstraints(builder);
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration configuration,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    LayerValidation.assertNInNOutSet("Gru", getLayerName(), index, getNIn(), getNOut());
    if (!(getActivationFn() instanceof ActivationTanH)) {
      throw new IllegalStateException(
          "layer %s: a GRU's activation is tanh, got %s"
              .formatted(getLayerName(), getActivationFn()));
    }
    GruLayer layer = new GruLayer(configuration, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(configuration, parameters, initialize));
    layer.setConf(configuration);
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return GruParameters.INSTANCE;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType input) {
    long parameters = initializer().numParams(this);
    long steps = Math.max(1, ((InputType.InputTypeRecurrent) input).getTimeSeriesLength());
    long perExample = steps * (getNIn() + (GATES + 2) * getNOut());
    return new LayerMemoryReport.Builder(getLayerName(), Gru.class, input, getOutputType(-1, input))
        .standardMemory(parameters, getIUpdater().stateSize(parameters))
        .workingMemory(
            0,
            perExample,
            MemoryReport.CACHE_MODE_ALL_ZEROS,
            Map.of(
                CacheMode.NONE,
                2 * perExample,
                CacheMode.HOST,
                2 * perExample,
                CacheMode.DEVICE,
                2 * perExample))
        .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
        .build();
  }

  /** Settings as for Deeplearning4j's recurrent layers; the activation is tanh. */
  @SuppressWarnings("unchecked") // the signature of build(), which all builders inherit
  public static final class Builder extends BaseRecurrentLayer.Builder<Builder> {
    public Builder() {
      activation(new ActivationTanH());
    }

    @Override
    public Gru build() {
      return new Gru(this);
    }
  }
}
