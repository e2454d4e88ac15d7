package io.sonde.trial.dl4j.layer;

import java.util.Objects;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.feedforward.dense.DenseLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A {@link FusedDense} at work. */
final class FusedDenseLayer extends DenseLayer {
  private static final long serialVersionUID = 1L;

  /** The weighted sums of the training step that is under way, before the activation. */
  private transient @Nullable INDArray sums;

  private transient boolean first;

  FusedDenseLayer(NeuralNetConfiguration configuration, DataType type) {
    super(configuration, type);
  }

  @Override
  protected Pair<INDArray, INDArray> preOutputWithPreNorm(
      boolean training, boolean forBackward, LayerWorkspaceMgr workspaces) {
    INDArray kept = sums;
    sums = null;
    if (forBackward && kept != null) {
      return new Pair<>(kept, kept);
    }
    Pair<INDArray, INDArray> computed =
        super.preOutputWithPreNorm(training, forBackward, workspaces);
    if (training && !forBackward && !hasLayerNorm()) {
      // The activation function overwrites the original.
      sums = workspaces.dup(ArrayType.ACTIVATIONS, computed.getFirst());
    }
    return computed;
  }

  /** Backward passes give no gradient of the layer's input from now on. */
  void spareInputGradient() {
    first = true;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    if (!first || hasLayerNorm()) {
      return super.backpropGradient(epsilon, workspaces);
    }
    assertInputSet(true);
    INDArray weighted = preOutputWithPreNorm(true, true, workspaces).getFirst();
    INDArray delta = layerConf().getActivationFn().backprop(weighted, epsilon).getFirst();
    if (maskArray != null) {
      applyMask(delta);
    }
    Gradient gradient = new DefaultGradient();
    if (hasBias()) {
      INDArray bias = view(DefaultParamInitializer.BIAS_KEY);
      delta.sum(bias, 0);
      gradient.gradientForVariable().put(DefaultParamInitializer.BIAS_KEY, bias);
    }
    INDArray weights = view(DefaultParamInitializer.WEIGHT_KEY);
    Nd4j.gemm(input.castTo(weights.dataType()), delta, weights, true, false, 1.0, 0.0);
    gradient.gradientForVariable().put(DefaultParamInitializer.WEIGHT_KEY, weights);
    weightNoiseParams.clear();
    return new Pair<>(gradient, null);
  }

  /** Where the gradient of a parameter goes. */
  private INDArray view(String parameter) {
    return Objects.requireNonNull(gradientViews.get(parameter), parameter);
  }

  @Override
  public void clear() {
    super.clear();
    sums = null;
  }
}
