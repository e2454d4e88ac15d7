package io.sonde.trial.dl4j.layer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The parameters of a recurrent layer, or the places for their gradients: floats in column-major
 * order, as Deeplearning4j lays them out.
 *
 * @param input inputs × gates, for all gates side by side; called {@code W}
 * @param recurrent units × gates; called {@code RW}
 * @param bias added to the projection of the input, by gate; called {@code b}
 * @param recurrentBias added to the projection of the previous output, where the cell has one;
 *     called {@code rb}
 */
record Weights(
    INDArray input, INDArray recurrent, INDArray bias, Optional<INDArray> recurrentBias) {
  static final String INPUT = "W";
  static final String RECURRENT = "RW";
  static final String BIAS = "b";
  static final String RECURRENT_BIAS = "rb";

  static Weights of(Set<String> names, Function<String, INDArray> parameter) {
    return new Weights(
        parameter.apply(INPUT),
        parameter.apply(RECURRENT),
        parameter.apply(BIAS),
        names.contains(RECURRENT_BIAS)
            ? Optional.of(parameter.apply(RECURRENT_BIAS))
            : Optional.empty());
  }

  /** By the names that Deeplearning4j knows, in the order of the flat parameters. */
  Map<String, INDArray> byName() {
    Map<String, INDArray> result = new LinkedHashMap<>();
    result.put(INPUT, input);
    result.put(RECURRENT, recurrent);
    result.put(BIAS, bias);
    recurrentBias.ifPresent(b -> result.put(RECURRENT_BIAS, b));
    return result;
  }
}
