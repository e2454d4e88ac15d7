package io.sonde.trial.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sonde.search.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what processes print for us, and the file of their results. */
final class PrintedLines {
  /** Python writes NaN and infinities as words without quotes. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private PrintedLines() {}

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  static PrintedLine parse(String line) {
    JsonNode object;
    try {
      object = MAPPER.readTree(line.substring(PrintedLine.BEGIN.length() - 1));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it is not JSON: " + e.getOriginalMessage(), e);
    }
    return object.has("result") ? result(object) : step(object);
  }

  /** Reads a file with a JSON object of numbers. */
  static Map<String, Double> numbers(Path file) throws IOException {
    try {
      return numbers(MAPPER.readTree(file.toFile()), "");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static PrintedLine result(JsonNode object) {
    if (object.size() > 1) {
      throw new IllegalArgumentException("'result' stands alone, in a line of its own");
    }
    return new PrintedLine.Result(numbers(object.get("result"), ""));
  }

  private static PrintedLine step(JsonNode object) {
    JsonNode step = object.get("step");
    if (step == null) {
      throw new IllegalArgumentException("it has neither 'step' nor 'result'");
    }
    if (!step.isIntegralNumber() || !step.canConvertToInt() || step.asInt() < 0) {
      throw new IllegalArgumentException(
          "'step' is to be a whole number of at least 0, got " + step);
    }
    return new PrintedLine.Step(new Report(step.asInt(), numbers(object, "step")));
  }

  private static Map<String, Double> numbers(JsonNode object, String without) {
    if (!object.isObject()) {
      throw new IllegalArgumentException("expected an object of numbers by name, got " + object);
    }
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      if (!entry.getKey().equals(without)) {
        numbers.put(entry.getKey(), number(entry.getKey(), entry.getValue()));
      }
    }
    return numbers;
  }

  private static double number(String name, JsonNode value) {
    if (value.isNumber()) {
      return value.asDouble();
    }
    return switch (value.asText()) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default ->
          throw new IllegalArgumentException("'" + name + "' is to be a number, got " + value);
    };
  }
}
