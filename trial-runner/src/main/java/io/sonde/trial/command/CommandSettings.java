package io.sonde.trial.command;

import io.sonde.search.spec.SweepSpec;
import io.sonde.search.spec.schema.Schema;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a spec says of its command.
 *
 * @param shell whether it is one text for {@code sh -c}
 * @param texts the arguments, the program first; or the one text
 * @param directory the folder it runs in, absolute
 * @param environment further variables
 */
public record CommandSettings(
    boolean shell, List<String> texts, Path directory, Map<String, String> environment) {
  private static final Schema.Text PROGRAM = new Schema.Text("a text", Optional.empty());

  /** Numbers and truths may stand among the arguments; programs get them as texts. */
  private static final Schema ARGUMENT =
      new Schema.Either(
          List.of(
              PROGRAM,
              Schema.whole(Long.MIN_VALUE, Long.MAX_VALUE),
              Schema.real(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
              new Schema.Truth()));

  private static final Schema VARIABLES = new Schema.Mapping(Map.of(), Optional.of(ARGUMENT));

  /** What {@code trial} may hold for a command. */
  public static final Schema.Mapping SCHEMA =
      surroundings(
          Schema.mapping()
              .required(
                  "command",
                  new Schema.Either(List.of(new Schema.Sequence(ARGUMENT, 1), PROGRAM)),
                  "the program and its arguments as a list, or a text for the shell;"
                      + " ${config.PATH} stands for a value of the configuration"));

  public CommandSettings {
    texts = List.copyOf(texts);
    environment = Map.copyOf(environment);
  }

  /** These keys and those that every user's process has. */
  public static Schema.Mapping surroundings(Schema.Builder keys) {
    return keys.optional("directory", PROGRAM, "the folder it runs in (that of the spec)")
        .optional("environment", VARIABLES, "further environment variables")
        .closed();
  }

  /** Reads what the spec reader has found right. */
  public static CommandSettings of(SweepSpec spec) {
    Object command = spec.trial().settings().getOrDefault("command", List.of());
    return command instanceof List<?> list
        ? of(spec, false, list.stream().map(Values::text).toList())
        : of(spec, true, List.of(Values.text(command)));
  }

  /** With this command, and the surroundings that the spec says. */
  public static CommandSettings of(SweepSpec spec, boolean shell, List<String> texts) {
    Map<String, Object> settings = spec.trial().settings();
    Path directory = spec.folder().resolve(Values.text(settings.getOrDefault("directory", "")));
    Map<String, String> environment = new LinkedHashMap<>();
    if (settings.get("environment") instanceof Map<?, ?> written) {
      written.forEach((name, value) -> environment.put((String) name, Values.text(value)));
    }
    return new CommandSettings(shell, texts, directory.toAbsolutePath().normalize(), environment);
  }
}
