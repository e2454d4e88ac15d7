package io.sonde.trial.dl4j.layer;

import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.SDLayerParams;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Layer normalisation (Ba, Kiros and Hinton 2016) of batch × features, or of batch × features ×
 * time at each time, which Deeplearning4j has none of. Parameters: {@code g}, the scale, and {@code
 * b}, the offset of each feature; neither is penalised.
 */
public final class LayerNorm extends GraphLayer {
  private static final long serialVersionUID = 1L;
  private static final String SCALE = "g";
  private static final String OFFSET = "b";

  @JsonProperty private long[] shape = {};
  @JsonProperty private double epsilon;

  /** For Deeplearning4j's reading of saved configurations. */
  public LayerNorm() {}

  /**
   * A layer.
   *
   * @param ofSequences whether it takes batch × features × time
   * @param epsilon added to the variance
   */
  public LayerNorm(long features, boolean ofSequences, double epsilon) {
    this.shape = ofSequences ? new long[] {1, features, 1} : new long[] {1, features};
    this.epsilon = epsilon;
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    return input;
  }

  @Override
  public void defineParameters(SDLayerParams parameters) {
    parameters.clear();
    parameters.addBiasParam(SCALE, shape);
    parameters.addBiasParam(OFFSET, shape);
  }

  @Override
  public void initializeParameters(Map<String, INDArray> parameters) {
    Objects.requireNonNull(parameters.get(SCALE)).assign(1);
    Objects.requireNonNull(parameters.get(OFFSET)).assign(0);
  }

  @Override
  public SDVariable defineLayer(
      SameDiff graph, SDVariable input, Map<String, SDVariable> parameters, SDVariable mask) {
    SDVariable scale = parameters.get(SCALE);
    SDVariable offset = parameters.get(OFFSET);
    SDVariable centred = input.sub(input.mean(true, 1));
    SDVariable deviation = graph.math.sqrt(centred.mul(centred).mean(true, 1).add(epsilon));
    return centred.div(deviation).mul(scale).add(offset);
  }
}
