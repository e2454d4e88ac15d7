package io.sonde.trial.dl4j.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.layers.feedforward.dense.DenseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A {@link FusedDense} at work. */
final class FusedDenseLayer extends DenseLayer {
  private static final long serialVersionUID = 1L;

  /** The weighted sums of the training step that is under way, before the activation. */
  private transient @Nullable INDArray sums;

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

  @Override
  public void clear() {
    super.clear();
    sums = null;
  }
}
