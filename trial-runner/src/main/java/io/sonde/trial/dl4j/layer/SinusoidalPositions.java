package io.sonde.trial.dl4j.layer;

import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Adds to each time of batch × features × time the vector that Vaswani and others (2017) number it
 * with, section 3.5: sin(t / 10000^(2i / features)) for feature 2i, the cosine for feature 2i + 1,
 * times counted from 0.
 */
public final class SinusoidalPositions implements InputPreProcessor {
  private static final long serialVersionUID = 1L;
  private static final double BASE = 10_000;

  @JsonProperty private double scale;

  /** For Deeplearning4j's reading of saved configurations. */
  public SinusoidalPositions() {}

  /**
   * A preprocessor.
   *
   * @param scale of the vectors; 1 for amplitudes of 1
   */
  public SinusoidalPositions(double scale) {
    this.scale = scale;
  }

  @Override
  public INDArray preProcess(INDArray input, int batch, LayerWorkspaceMgr workspaces) {
    INDArray result = workspaces.dup(ArrayType.ACTIVATIONS, input, 'c');
    try (INDArray table = table(Math.toIntExact(input.size(1)), Math.toIntExact(input.size(2)))) {
      return result.addi(table.castTo(input.dataType()));
    }
  }

  private INDArray table(int features, int steps) {
    float[] numbers = new float[features * steps];
    for (int j = 0; j < features; j++) {
      double period = Math.pow(BASE, (double) (j - j % 2) / features);
      for (int t = 0; t < steps; t++) {
        double angle = t / period;
        numbers[j * steps + t] = (float) (scale * (j % 2 == 0 ? Math.sin(angle) : Math.cos(angle)));
      }
    }
    try (var outside = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
      return Nd4j.createFromArray(numbers).reshape(1, features, steps);
    }
  }

  @Override
  public INDArray backprop(INDArray gradient, int batch, LayerWorkspaceMgr workspaces) {
    return workspaces.dup(ArrayType.ACTIVATION_GRAD, gradient, 'c');
  }

  @Override
  public InputPreProcessor clone() {
    return new SinusoidalPositions(scale);
  }

  @Override
  public InputType getOutputType(InputType input) {
    return input;
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(INDArray mask, MaskState state, int batch) {
    return new Pair<>(mask, state);
  }
}
