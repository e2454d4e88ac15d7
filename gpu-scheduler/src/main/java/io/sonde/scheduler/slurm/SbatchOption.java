package io.sonde.scheduler.slurm;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A further option of {@code sbatch} that a job may name: {@code --name} or {@code --name=value}.
 * Those that Sonde sets itself, or could not follow, are none.
 *
 * @param name without its hyphens
 * @param value what stands behind the equals sign; empty where there is none
 */
public record SbatchOption(String name, Optional<String> value) {

  /** What one is, for people. */
  public static final String EXPECTED =
      "an option of sbatch such as --constraint=a100, and none that Sonde sets itself (name,"
          + " output, input, array, export, requeue and the like)";

  private static final List<String> OURS =
      List.of(
          "job-name",
          "output",
          "error",
          "input",
          "open-mode",
          "chdir",
          "requeue",
          "no-requeue",
          "array",
          "wrap",
          "wait",
          "parsable",
          "test-only",
          "export",
          "export-file",
          "get-user-env",
          "clusters");

  /** What one looks like, as a regular expression for the whole of it. */
  public static final String PATTERN =
      "--(?!(" + String.join("|", OURS) + ")(=|$))([a-z][a-z0-9-]*)(=.*)?";

  private static final Pattern WRITTEN = Pattern.compile(PATTERN);
  private static final int NAME = 3;
  private static final int VALUE = 4;

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException saying what was expected and what it got
   */
  static SbatchOption of(String text) {
    Matcher option = WRITTEN.matcher(text);
    if (!option.matches()) {
      throw new IllegalArgumentException(
          "resources.slurm.options expects %s; got %s".formatted(EXPECTED, text));
    }
    return new SbatchOption(
        option.group(NAME), Optional.ofNullable(option.group(VALUE)).map(v -> v.substring(1)));
  }

  /** As it stands on the command line. */
  String text() {
    return "--" + name + value.map(v -> "=" + v).orElse("");
  }
}
