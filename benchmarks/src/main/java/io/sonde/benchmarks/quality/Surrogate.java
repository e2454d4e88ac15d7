package io.sonde.benchmarks.quality;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A neural network that was fitted to real results (YAHPO Gym): from a configuration to its
 * metrics. Thread-safe.
 *
 * <p>F. Pfisterer, L. Schneider, J. Moosbauer, M. Binder, B. Bischl: YAHPO Gym: an efficient
 * multi-objective multi-fidelity benchmark for hyperparameter optimization. AutoML 2022.
 */
final class Surrogate {
  private static final String ABSENT = "#na#";

  private final OrtSession session;
  private final JsonNode categories;
  private final List<String> numbers;
  private final List<String> outputs = new ArrayList<>();

  /**
   * Loads a network.
   *
   * @param model in the ONNX format
   * @param spec what its inputs and outputs are
   */
  Surrogate(byte[] model, JsonNode spec) {
    this.categories = spec.at("/onnx/x_cat");
    this.numbers = words(spec.at("/onnx/x_cont/order"));
    spec.path("outputs").forEach(output -> outputs.add(output.path("name").asText()));
    try {
      var options = new OrtSession.SessionOptions();
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      this.session = OrtEnvironment.getEnvironment().createSession(model, options);
    } catch (OrtException e) {
      throw new IllegalStateException("cannot load the surrogate", e);
    }
  }

  private static List<String> words(JsonNode array) {
    List<String> words = new ArrayList<>();
    array.forEach(word -> words.add(word.asText()));
    return words;
  }

  /** The metric for these values by name; a category as its word, what is not active is absent. */
  double metric(String metric, Map<String, Object> values) {
    int position = outputs.indexOf(metric);
    if (position < 0) {
      throw new IllegalArgumentException("no metric " + metric + " among " + outputs);
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OnnxTensor words = OnnxTensor.createTensor(environment, new int[][] {codes(values)});
        OnnxTensor reals = OnnxTensor.createTensor(environment, new float[][] {reals(values)});
        OrtSession.Result result = session.run(Map.of("x_cat", words, "x_cont", reals))) {
      return ((float[][]) result.get(0).getValue())[0][position];
    } catch (OrtException e) {
      throw new IllegalStateException("the surrogate has no answer for " + values, e);
    }
  }

  private int[] codes(Map<String, Object> values) {
    List<String> order = words(categories.path("order"));
    int[] codes = new int[order.size()];
    for (int i = 0; i < codes.length; i++) {
      String word = values.getOrDefault(order.get(i), ABSENT).toString();
      JsonNode code = categories.path("encoding").path(order.get(i)).path(word);
      if (code.isMissingNode()) {
        throw new IllegalArgumentException("no code for " + order.get(i) + " = " + word);
      }
      codes[i] = code.asInt();
    }
    return codes;
  }

  private float[] reals(Map<String, Object> values) {
    float[] reals = new float[numbers.size()];
    for (int i = 0; i < reals.length; i++) {
      reals[i] = values.get(numbers.get(i)) instanceof Number number ? number.floatValue() : 0;
    }
    return reals;
  }
}
