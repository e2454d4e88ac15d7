package io.sonde.app.progress;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.app.home.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a sweep came to, said to people. */
public final class Summary {
  private static final Set<String> KNOWN =
      Set.of(
          "sweep",
          "experiment",
          "state",
          "reason",
          "objective",
          "objectives",
          "trials",
          "best",
          "seconds");
  private final JsonNode document;

  /** Of a summary document, as the API gives it. */
  public Summary(JsonNode document) {
    this.document = document;
  }

  /** Says it. */
  public void print(Console console, Home home) {
    console.say("");
    console.say(headline());
    String origin = origin();
    if (!origin.isEmpty()) {
      console.say("  " + origin);
    }
    String reason = document.path("reason").asText();
    if (!document.path("state").asText().equals("completed") && !reason.isEmpty()) {
      console.say("  " + reason);
    }
    JsonNode best = document.path("best");
    if (best.isObject()) {
      int trial = best.path("trial").asInt();
      String value = Words.number(best.path("value").asDouble());
      String metric = document.path("objective").path("metric").asText();
      console.say(
          "Best: trial " + trial + ", " + metric + " " + value + others(best.path("metrics")));
      console.say("  metrics of that step: " + metrics(best.path("metrics")));
      String measured = measured();
      if (!measured.isEmpty()) {
        console.say("  on data that no trial saw: " + measured);
      }
      console.say("  configuration: " + Words.configuration(best.path("config")));
      model(console, home, trial);
    }
  }

  /** The best trial is told by the first objective; these are its values of the others. */
  private String others(JsonNode metrics) {
    StringBuilder others = new StringBuilder();
    JsonNode objectives = document.path("objectives");
    for (int i = 1; i < objectives.size(); i++) {
      String metric = objectives.path(i).path("metric").asText();
      JsonNode value = metrics.has(metric) ? metrics.path(metric) : document.path(metric);
      others.append(", ").append(metric);
      others.append(" ").append(value.isNumber() ? Words.number(value.asDouble()) : "unknown");
    }
    return others.toString();
  }

  private String origin() {
    List<String> parts = new ArrayList<>();
    for (String part : List.of("commit", "branch", "pull_request")) {
      if (document.hasNonNull(part)) {
        parts.add(part.replace('_', ' ') + " " + document.path(part).asText());
      }
    }
    return String.join(", ", parts);
  }

  private String headline() {
    List<String> counts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> count : document.path("trials").properties()) {
      if (count.getValue().asInt() > 0) {
        counts.add(count.getValue().asInt() + " " + count.getKey());
      }
    }
    return "Sweep "
        + document.path("sweep").asInt()
        + " ("
        + document.path("experiment").asText()
        + ") "
        + document.path("state").asText()
        + " after "
        + Words.time(Duration.ofMillis((long) (document.path("seconds").asDouble() * 1000)))
        + ": "
        + (counts.isEmpty() ? "no trials" : String.join(", ", counts));
  }

  private String measured() {
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : document.properties()) {
      if (!KNOWN.contains(entry.getKey()) && entry.getValue().isNumber()) {
        parts.add(entry.getKey() + " " + Words.number(entry.getValue().asDouble()));
      }
    }
    return String.join(", ", parts);
  }

  private static String metrics(JsonNode metrics) {
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : metrics.properties()) {
      parts.add(entry.getKey() + " " + Words.number(entry.getValue().asDouble()));
    }
    return String.join(", ", parts);
  }

  private void model(Console console, Home home, int trial) {
    Path folder =
        home.sweeps().resolve("sweep-" + document.path("sweep").asInt()).resolve("trial-" + trial);
    if (Files.isDirectory(folder)) {
      console.say("  model, configuration and log: " + folder);
    }
  }
}
