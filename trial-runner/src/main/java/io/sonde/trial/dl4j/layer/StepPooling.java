package io.sonde.trial.dl4j.layer;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;

/**
 * Pools a sequence over its steps as Deeplearning4j's {@link GlobalPoolingLayer} does, and says
 * that flat numbers come out, where that one calls them a sequence still: the layer behind would be
 * given gradients of the wrong shape. {@link PlainModel} turns a network with this layer into one
 * without.
 */
public final class StepPooling extends GlobalPoolingLayer {
  private static final long serialVersionUID = 1L;

  /** For Deeplearning4j's reading of saved configurations. */
  public StepPooling() {}

  /** Pools so. */
  public StepPooling(PoolingType type) {
    super(type);
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType input) {
    return input instanceof InputType.InputTypeRecurrent steps
        ? InputType.feedForward(steps.getSize())
        : super.getOutputType(layerIndex, input);
  }
}
