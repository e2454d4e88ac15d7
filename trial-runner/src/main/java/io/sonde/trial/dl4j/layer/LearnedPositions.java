package io.sonde.trial.dl4j.layer;

import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.SDLayerParams;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Adds a learnt vector to each time of batch × features × time. Parameters: {@code P} (1 × features
 * × time), which begins normally distributed with deviation 0.02 and is not penalised.
 */
public final class LearnedPositions extends GraphLayer {
  private static final long serialVersionUID = 1L;
  private static final String VECTORS = "P";
  private static final double DEVIATION = 0.02;

  @JsonProperty private long features;
  @JsonProperty private long steps;

  /** For Deeplearning4j's reading of saved configurations. */
  public LearnedPositions() {}

  /** A layer for sequences of exactly so many steps, padding included. */
  public LearnedPositions(long features, long steps) {
    this.features = features;
    this.steps = steps;
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    return input;
  }

  @Override
  public void defineParameters(SDLayerParams parameters) {
    parameters.clear();
    parameters.addBiasParam(VECTORS, 1, features, steps);
  }

  @Override
  public void initializeParameters(Map<String, INDArray> parameters) {
    INDArray drawn = Nd4j.randn(1, features, steps).muli(DEVIATION);
    Objects.requireNonNull(parameters.get(VECTORS)).assign(drawn);
  }

  @Override
  public SDVariable defineLayer(
      SameDiff graph, SDVariable input, Map<String, SDVariable> parameters, SDVariable mask) {
    return input.add(parameters.get(VECTORS));
  }
}
