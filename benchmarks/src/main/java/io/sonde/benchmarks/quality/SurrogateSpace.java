package io.sonde.benchmarks.quality;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.search.space.Domain;
import io.sonde.search.space.Node;
import io.sonde.search.space.Scale;
import io.sonde.search.space.Space;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * The space of a surrogate as its specification lists it: parameters, and under which choices each
 * is active. A choice on which others depend becomes branches; a parameter that two branches share
 * stands in both.
 */
final class SurrogateSpace {
  private final Map<String, JsonNode> parameters = new LinkedHashMap<>();
  private final Map<String, List<JsonNode>> conditions = new HashMap<>();

  private SurrogateSpace(JsonNode spec) {
    spec.path("hyperparameters")
        .forEach(
            parameter -> {
              if (parameter.path("role").asText().equals("param")) {
                parameters.put(parameter.path("name").asText(), parameter);
              }
            });
    spec.path("conditions")
        .forEach(
            condition -> {
              List<JsonNode> all = new ArrayList<>();
              (condition.has("conditions") ? condition.path("conditions") : List.of(condition))
                  .forEach(all::add);
              conditions.put(condition.path("child").asText(), all);
            });
  }

  /** Reads a specification. */
  static Space of(JsonNode spec) {
    return new Space(new SurrogateSpace(spec).under(Map.of(), Map.of()));
  }

  /** What is active under these choices and was not under the choices before. */
  private Node.Mapping under(Map<String, String> choices, Map<String, String> before) {
    Map<String, Node> entries = new LinkedHashMap<>();
    parameters.forEach(
        (name, parameter) -> {
          boolean known = !choices.isEmpty() && active(name, before);
          if (!known && active(name, choices)) {
            entries.put(name, decides(name) ? branches(name, choices) : search(parameter));
          }
        });
    return new Node.Mapping(entries);
  }

  private boolean active(String name, Map<String, String> choices) {
    return conditions.getOrDefault(name, List.of()).stream()
        .allMatch(condition -> holds(condition, choices));
  }

  private static boolean holds(JsonNode condition, Map<String, String> choices) {
    String chosen = choices.getOrDefault(condition.path("parent").asText(), "");
    if (condition.path("type").asText().equals("EQ")) {
      return condition.path("value").asText().equals(chosen);
    }
    for (JsonNode value : condition.path("values")) {
      if (value.asText().equals(chosen)) {
        return true;
      }
    }
    return false;
  }

  private boolean decides(String name) {
    return conditions.values().stream()
        .flatMap(List::stream)
        .anyMatch(condition -> condition.path("parent").asText().equals(name));
  }

  private Node branches(String name, Map<String, String> choices) {
    Map<String, Node> branches = new LinkedHashMap<>();
    for (JsonNode value : Objects.requireNonNull(parameters.get(name)).path("choices")) {
      Map<String, String> further = new HashMap<>(choices);
      further.put(name, value.asText());
      branches.put(value.asText(), under(further, choices));
    }
    return new Node.Branches(branches);
  }

  private static Node search(JsonNode parameter) {
    Scale scale = parameter.path("log").asBoolean() ? Scale.LOG : Scale.LINEAR;
    double low = parameter.path("lower").asDouble();
    double high = parameter.path("upper").asDouble();
    return new Node.Search(
        switch (parameter.path("type").asText()) {
          case "uniform_float" -> new Domain.FloatRange(low, high, scale, OptionalDouble.empty());
          case "uniform_int" -> new Domain.IntRange((long) low, (long) high, scale, 1);
          case "categorical" -> new Domain.Choice(words(parameter.path("choices")));
          default -> throw new IllegalArgumentException("no such type of parameter: " + parameter);
        });
  }

  private static List<Object> words(JsonNode choices) {
    List<Object> words = new ArrayList<>();
    choices.forEach(choice -> words.add(choice.asText()));
    return words;
  }
}
