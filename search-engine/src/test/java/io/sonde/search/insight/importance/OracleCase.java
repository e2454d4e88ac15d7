package io.sonde.search.insight.importance;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.port.Play;
import io.sonde.search.space.Domain;
import io.sonde.search.space.Node;
import io.sonde.search.space.Scale;
import io.sonde.search.space.Space;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * One case of {@code importance-oracle.json}, which the script {@code importance_oracle.py} wrote:
 * a history, and what Optuna makes of it.
 */
record OracleCase(
    String name, ColumnarHistory history, Map<String, Double> fanova, Map<String, Double> ped) {

  @SuppressWarnings("unchecked")
  static OracleCase read(String name) {
    Load load = new Load(LoadSettings.builder().setCodePointLimit(10_000_000).build());
    InputStream in = OracleCase.class.getResourceAsStream("importance-oracle.json");
    var document = (Map<String, Object>) load.loadFromInputStream(Objects.requireNonNull(in));
    return ((List<Map<String, Object>>) document.get("cases"))
        .stream()
            .filter(c -> c.get("name").equals(name))
            .map(OracleCase::of)
            .findFirst()
            .orElseThrow();
  }

  @SuppressWarnings("unchecked")
  private static OracleCase of(Map<String, Object> document) {
    String name = (String) document.get("name");
    Space space = space((List<Map<String, Object>>) document.get("space"));
    ColumnarHistory history = new ColumnarHistory(space, Play.LOSS);
    for (var trial : (List<Map<String, Object>>) document.get("trials")) {
      Map<String, Object> values = new LinkedHashMap<>();
      ((Map<String, Object>) trial.get("params"))
          .forEach(
              (key, value) ->
                  values.put(path(key), value instanceof Integer i ? i.longValue() : value));
      int number = history.propose(space.configure(values));
      Play.complete(history, number, ((Number) trial.get("value")).doubleValue());
    }
    return new OracleCase(
        name,
        history,
        (Map<String, Double>) document.getOrDefault("fanova", Map.of()),
        (Map<String, Double>) document.get("ped_anova"));
  }

  /** Where a parameter of the oracle stands in the space: those of a branch below their choice. */
  static String path(String parameter) {
    return switch (parameter) {
      case "sgd_rate" -> "kind.sgd.rate";
      case "adam_rate" -> "kind.adam.rate";
      default -> parameter;
    };
  }

  private static Space space(List<Map<String, Object>> parameters) {
    Map<String, Node> entries = new LinkedHashMap<>();
    for (var parameter : parameters) {
      String name = (String) parameter.get("name");
      if (name.equals("kind")) {
        Map<String, Node> branches = new LinkedHashMap<>();
        branches.put("sgd", Play.mapping("rate", node(find(parameters, "sgd_rate"))));
        branches.put("adam", Play.mapping("rate", node(find(parameters, "adam_rate"))));
        entries.put(name, new Node.Branches(branches));
      } else if (!name.endsWith("_rate")) {
        entries.put(name, node(parameter));
      }
    }
    return new Space(new Node.Mapping(entries));
  }

  private static Map<String, Object> find(List<Map<String, Object>> parameters, String name) {
    return parameters.stream().filter(p -> p.get("name").equals(name)).findFirst().orElseThrow();
  }

  @SuppressWarnings("unchecked")
  private static Node node(Map<String, Object> parameter) {
    if (parameter.containsKey("choice")) {
      return Play.search(Play.choice(((List<Object>) parameter.get("choice")).toArray()));
    }
    Scale scale = Boolean.TRUE.equals(parameter.get("log")) ? Scale.LOG : Scale.LINEAR;
    boolean whole = parameter.containsKey("int");
    var bounds = (List<Number>) parameter.get(whole ? "int" : "float");
    Domain domain =
        whole
            ? Play.whole(bounds.get(0).longValue(), bounds.get(1).longValue(), scale)
            : Play.real(bounds.get(0).doubleValue(), bounds.get(1).doubleValue(), scale);
    return Play.search(domain);
  }
}
