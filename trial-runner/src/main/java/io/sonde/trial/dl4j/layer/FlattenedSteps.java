package io.sonde.trial.dl4j.layer;

import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * From batch × features × time to batch × (features · time), feature by feature; drops the mask.
 */
public final class FlattenedSteps implements InputPreProcessor {
  private static final long serialVersionUID = 1L;

  @JsonProperty private long features;
  @JsonProperty private long steps;

  /** For Deeplearning4j's reading of saved configurations. */
  public FlattenedSteps() {}

  /** For sequences of exactly so many steps. */
  public FlattenedSteps(long features, long steps) {
    this.features = features;
    this.steps = steps;
  }

  @Override
  public INDArray preProcess(INDArray input, int batch, LayerWorkspaceMgr workspaces) {
    INDArray rows = workspaces.dup(ArrayType.ACTIVATIONS, input, 'c');
    return rows.reshape('c', input.size(0), features * steps);
  }

  @Override
  public INDArray backprop(INDArray gradient, int batch, LayerWorkspaceMgr workspaces) {
    INDArray rows = workspaces.dup(ArrayType.ACTIVATION_GRAD, gradient, 'c');
    return rows.reshape('c', gradient.size(0), features, steps);
  }

  @Override
  public InputPreProcessor clone() {
    return new FlattenedSteps(features, steps);
  }

  @Override
  public InputType getOutputType(InputType input) {
    return InputType.feedForward(features * steps);
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(INDArray mask, MaskState state, int batch) {
    return new Pair<>(null, state);
  }
}
