package io.sonde.trial.command;

import io.sonde.search.space.Configuration;
import io.sonde.trial.command.Template.Reference;
import io.sonde.trial.command.Template.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A command with its references filled in.
 *
 * @param arguments the program first
 * @param environment the variables that belong to it
 */
public record CommandLine(List<String> arguments, Map<String, String> environment) {
  /** What every shell takes as it stands, quoted or not. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");

  public CommandLine {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /**
   * What the references of one attempt stand for.
   *
   * @param configFile the file with the configuration
   */
  public record Facts(
      Configuration configuration,
      String configFile,
      String attempt,
      int trial,
      String folder,
      int seed) {

    private Optional<Object> value(Reference reference) {
      Optional<String> path = reference.path();
      if (path.isPresent() && path.get().isEmpty()) {
        return Optional.of(configFile);
      } else if (path.isPresent()) {
        return configured(path.get());
      }
      return switch (reference.name()) {
        case Names.ATTEMPT -> Optional.of(attempt);
        case Names.TRIAL -> Optional.of(trial);
        case Names.FOLDER -> Optional.of(folder);
        case Names.SEED -> Optional.of(seed);
        default -> Optional.empty();
      };
    }

    /** A branch stands for its name, anything else for itself. */
    private Optional<Object> configured(String path) {
      Object searched = configuration.values().get(path);
      if (searched != null) {
        return Optional.of(searched);
      }
      return configuration.has(path)
          ? Optional.of(configuration.get(path, Object.class))
          : Optional.empty();
    }
  }

  /**
   * Fills in a command.
   *
   * @throws IllegalArgumentException that names a reference without a value
   */
  public static CommandLine of(CommandSettings settings, Facts facts) {
    Map<String, String> environment = new LinkedHashMap<>();
    settings.environment().forEach((name, text) -> environment.put(name, filled(text, facts)));
    if (!settings.shell()) {
      return new CommandLine(
          settings.texts().stream().map(text -> filled(text, facts)).toList(), environment);
    }
    String script = forShell(settings.texts().get(0), facts, environment);
    return new CommandLine(List.of("/bin/sh", "-c", script), environment);
  }

  private static String filled(String text, Facts facts) {
    StringBuilder result = new StringBuilder();
    for (Template.Piece piece : Template.parse(text, false).pieces()) {
      result.append(piece instanceof Words words ? words.text() : value((Reference) piece, facts));
    }
    return result.toString();
  }

  /**
   * Plain values stand in the script as they are. One that a shell would read as more than a word
   * goes through a variable instead, so that no value can become a command.
   */
  private static String forShell(String text, Facts facts, Map<String, String> environment) {
    StringBuilder script = new StringBuilder();
    List<String> values = new ArrayList<>();
    for (Template.Piece piece : Template.parse(text, true).pieces()) {
      if (piece instanceof Words words) {
        script.append(words.text());
        continue;
      }
      String value = value((Reference) piece, facts);
      if (PLAIN.matcher(value).matches()) {
        script.append(value);
      } else {
        values.add(value);
        String name = "SONDE_VALUE_" + values.size();
        environment.put(name, value);
        script.append("${").append(name).append('}');
      }
    }
    return script.toString();
  }

  private static String value(Reference reference, Facts facts) {
    return facts
        .value(reference)
        .map(Values::text)
        .or(reference::otherwise)
        .orElseThrow(
            () -> new IllegalArgumentException("this configuration has no value for " + reference));
  }
}
