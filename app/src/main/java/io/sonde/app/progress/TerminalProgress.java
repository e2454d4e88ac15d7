package io.sonde.app.progress;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A block of lines on a terminal that is drawn over itself. */
final class TerminalProgress implements ProgressView {
  private static final int BAR = 30;
  private static final String CLEAR_BELOW = "\u001b[0J";
  private final PrintStream out;
  private final int columns;
  private int drawn;

  TerminalProgress(PrintStream out, int columns) {
    this.out = out;
    this.columns = columns;
  }

  @Override
  public void show(Standing standing) {
    List<String> lines = new ArrayList<>();
    lines.add(bar(standing) + times(standing));
    lines.add(
        "  completed "
            + standing.count("completed")
            + "   stopped early "
            + standing.count("stopped")
            + "   failed "
            + standing.count("failed")
            + "   infeasible "
            + standing.count("infeasible")
            + (standing.count("paused") > 0 ? "   paused " + standing.count("paused") : ""));
    lines.add("  running   " + running(standing));
    lines.add("  best      " + standing.bestLine());
    standing
        .best()
        .ifPresent(best -> lines.add("            " + Words.configuration(best.path("config"))));
    draw(lines);
  }

  private static String bar(Standing standing) {
    int filled = (int) ((long) BAR * standing.spent() / Math.max(1, standing.budget()));
    return "  "
        + "█".repeat(Math.min(BAR, filled))
        + "░".repeat(Math.max(0, BAR - filled))
        + " "
        + standing.progress();
  }

  private static String times(Standing standing) {
    return "   "
        + Words.time(standing.elapsed())
        + standing.left().map(left -> ", about " + Words.time(left) + " left").orElse("");
  }

  private static String running(Standing standing) {
    String all =
        standing.running().stream().map(TerminalProgress::trial).collect(Collectors.joining(", "));
    return all.isEmpty() ? "none" : all;
  }

  private static String trial(JsonNode trial) {
    JsonNode step = trial.path("last_step");
    return "trial "
        + trial.path("number").asInt()
        + (step.isNumber() ? " (step " + step.asInt() + ")" : " (starting)");
  }

  private void draw(List<String> lines) {
    StringBuilder text = new StringBuilder();
    if (drawn > 0) {
      text.append("\u001b[").append(drawn).append("F").append(CLEAR_BELOW);
    }
    for (String line : lines) {
      text.append(line.length() > columns ? line.substring(0, columns - 1) + "…" : line);
      text.append('\n');
    }
    out.print(text);
    out.flush();
    drawn = lines.size();
  }

  @Override
  public void close() {
    drawn = 0;
  }
}
