package io.sonde.app.progress;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The list of sweeps as a table for people. */
public final class SweepTable {
  private static final List<String> HEAD =
      List.of("SWEEP", "EXPERIMENT", "BRANCH", "STATE", "TRIALS", "OBJECTIVE", "BEST", "TIME");
  private final List<List<String>> rows = new ArrayList<>();

  /** Of the document that {@code list} gives. */
  public SweepTable(JsonNode document) {
    document.path("sweeps").forEach(sweep -> rows.add(row(sweep)));
  }

  private static List<String> row(JsonNode sweep) {
    Standing standing = new Standing(sweep, List.of(), Optional.empty());
    JsonNode best = sweep.path("best").path("value");
    return List.of(
        sweep.path("sweep").asText(),
        sweep.path("experiment").asText(),
        sweep.path("branch").asText("-"),
        sweep.path("state").asText(),
        standing.counted()
            ? standing.spent() + "/" + standing.budget()
            : String.valueOf(standing.spent()),
        standing.metrics(),
        best.isNumber() ? Words.number(best.asDouble()) : "-",
        Words.time(Duration.ofMillis((long) (sweep.path("seconds").asDouble() * 1000))));
  }

  /** Prints it. */
  public void print(Console console) {
    if (rows.isEmpty()) {
      console.say("No sweeps yet. Begin with: ./sonde run examples/digits-mlp.yaml");
      return;
    }
    new TextTable(HEAD, rows).print(console);
  }
}
