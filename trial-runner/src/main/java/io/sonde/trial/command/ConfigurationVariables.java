package io.sonde.trial.command;

import io.sonde.search.space.Configuration;
import io.sonde.search.space.Paths;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A configuration as environment variables: {@code optimizer.adam.learning_rate} is {@code
 * SONDE_CONFIG_OPTIMIZER_ADAM_LEARNING_RATE}. A chosen branch has its name under the path of the
 * choice.
 */
public final class ConfigurationVariables {
  private static final String PREFIX = "SONDE_CONFIG_";

  /** A process's environment has bounds; larger configurations are in the file only. */
  private static final int MOST = 1000;

  /** The largest value that is passed on, in characters. */
  private static final int LONGEST = 10_000;

  private final Map<String, String> variables = new LinkedHashMap<>();
  private final Set<String> ambiguous = new HashSet<>();

  private ConfigurationVariables() {}

  /** The variables; none for a configuration of more than a thousand values. */
  public static Map<String, String> of(Configuration configuration) {
    ConfigurationVariables all = new ConfigurationVariables();
    all.visit(configuration.tree(), "");
    configuration
        .values()
        .forEach(
            (path, value) -> {
              if (value instanceof String name && configuration.has(Paths.key(path, name))) {
                all.put(path, name);
              }
            });
    all.ambiguous.forEach(all.variables::remove);
    return all.variables.size() > MOST ? Map.of() : all.variables;
  }

  private void visit(Object node, String path) {
    if (node instanceof Map<?, ?> mapping) {
      mapping.forEach((key, child) -> visit(child, Paths.key(path, (String) key)));
    } else if (node instanceof List<?> items) {
      for (int i = 0; i < items.size(); i++) {
        visit(items.get(i), Paths.index(path, i));
      }
    } else {
      put(path, Values.text(node));
    }
  }

  /** Where two paths give one name, neither has it: a wrong value is worse than none. */
  private void put(String path, String value) {
    String name = name(path);
    if (variables.containsKey(name)) {
      ambiguous.add(name);
    } else if (value.length() <= LONGEST && value.indexOf('\0') < 0) {
      variables.put(name, value);
    }
  }

  private static String name(String path) {
    String plain = path.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
    return PREFIX + plain.replaceAll("^_|_$", "");
  }
}
