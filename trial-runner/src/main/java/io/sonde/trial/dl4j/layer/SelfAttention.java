package io.sonde.trial.dl4j.layer;

import java.util.Map;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.SDLayerParams;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Multi-head attention of the times of batch × features × time to one another (Vaswani and others
 * 2017), with the parameters, initialisation and outputs of Deeplearning4j's {@code
 * SelfAttentionLayer}, whose gradients are wrong: {@code Wq}, {@code Wk}, {@code Wv} (heads × width
 * of a head × features) and {@code Wo} (units × units).
 */
public final class SelfAttention extends GraphLayer {
  private static final long serialVersionUID = 1L;
  private static final String QUERIES = "Wq";
  private static final String KEYS = "Wk";
  private static final String VALUES = "Wv";
  private static final String OUTPUT = "Wo";

  @JsonProperty private long features;
  @JsonProperty private long heads;
  @JsonProperty private long units;

  /** For Deeplearning4j's reading of saved configurations. */
  public SelfAttention() {}

  /** A layer whose heads share the units equally. */
  public SelfAttention(long features, long heads, long units) {
    if (units % heads != 0) {
      throw new IllegalArgumentException(
          "expected heads that share the units, got " + heads + " and " + units);
    }
    this.features = features;
    this.heads = heads;
    this.units = units;
    setWeightInit(WeightInit.XAVIER);
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    return InputType.recurrent(units, ((InputType.InputTypeRecurrent) input).getTimeSeriesLength());
  }

  @Override
  public void defineParameters(SDLayerParams parameters) {
    parameters.clear();
    parameters.addWeightParam(QUERIES, heads, units / heads, features);
    parameters.addWeightParam(KEYS, heads, units / heads, features);
    parameters.addWeightParam(VALUES, heads, units / heads, features);
    parameters.addWeightParam(OUTPUT, units, units);
  }

  @Override
  public void initializeParameters(Map<String, INDArray> parameters) {
    parameters.forEach(
        (name, values) -> {
          int in = Math.toIntExact(name.equals(OUTPUT) ? units : features);
          int out = Math.toIntExact(name.equals(OUTPUT) ? units : units / heads);
          initWeights(in, out, getWeightInit(), values);
        });
  }

  @Override
  public SDVariable defineLayer(
      SameDiff graph, SDVariable input, Map<String, SDVariable> parameters, SDVariable mask) {
    return graph.nn.multiHeadDotProductAttention(
        getLayerName(),
        input,
        input,
        input,
        parameters.get(QUERIES),
        parameters.get(KEYS),
        parameters.get(VALUES),
        parameters.get(OUTPUT),
        mask,
        true);
  }
}
