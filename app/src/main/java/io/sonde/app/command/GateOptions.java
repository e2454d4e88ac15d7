package io.sonde.app.command;

import io.sonde.app.program.UserError;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** With what a gate compares a sweep, and by which rules. */
final class GateOptions {
  /** Where a baseline is looked for when nothing says with what to compare. */
  private static final String MAIN = "main";

  @Option(
      names = "--baseline",
      paramLabel = "SWEEP",
      description = "the sweep with which the gate compares")
  private @Nullable Integer baseline;

  @Option(
      names = "--baseline-branch",
      paramLabel = "NAME",
      description =
          "instead, the newest completed sweep of the same experiment on this branch; 'sonde gate'"
              + " takes that of main where neither is given")
  private @Nullable String branch;

  @Option(
      names = "--margin",
      paramLabel = "X",
      description = "how much worse is still good enough, in the metric's unit (default: 0)")
  private @Nullable Double margin;

  @Option(
      names = "--confidence",
      paramLabel = "P",
      description = "of the interval, between 0.5 and 1 (default: 0.95)")
  private @Nullable Double confidence;

  /** Whether it is said with what to compare. */
  boolean compares() {
    return baseline != null || branch != null;
  }

  /** Whether a rule of the gate is set. */
  boolean rules() {
    return margin != null || confidence != null;
  }

  /** The branch on which the baseline is looked for; empty where a sweep is named. */
  Optional<String> branch() {
    return baseline == null ? Optional.of(branch == null ? MAIN : branch) : Optional.empty();
  }

  /** The query of an address that asks for it. Throws {@link UserError} where that cannot be. */
  String query() {
    check();
    List<String> query = new ArrayList<>();
    add(query, "baseline", baseline == null ? null : RunCommand.atLeastOne("--baseline", baseline));
    add(query, "baseline_branch", branch().orElse(null));
    add(query, "margin", margin);
    add(query, "confidence", confidence);
    return "?" + String.join("&", query);
  }

  private void check() {
    if (baseline != null && branch != null) {
      throw UserError.wrongInput(
          "--baseline and --baseline-branch: give one of them, got " + baseline + " and " + branch);
    }
    // As from a variable that is not set: else it would read as a branch without a sweep yet.
    if (branch != null && branch.isBlank()) {
      throw UserError.wrongInput("--baseline-branch expects a branch's name, got '" + branch + "'");
    }
  }

  private static void add(List<String> query, String name, @Nullable Object value) {
    if (value != null) {
      query.add(name + "=" + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
    }
  }
}
