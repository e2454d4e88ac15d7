package io.sonde.app.progress;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was learnt from a sweep, said to people. */
public final class Learnt {
  private static final int PARAMETERS = 12;
  private static final int POINTS = 20;
  private static final int BAR = 30;
  private final JsonNode document;

  /** Of an insights document, as the API gives it. */
  public Learnt(JsonNode document) {
    this.document = document;
  }

  /** Says it; nothing when there is nothing to say. */
  public void print(Console console) {
    for (JsonNode objective : document.path("objectives")) {
      importance(console, objective);
      optimum(console, objective);
    }
    if (document.path("front").isObject()) {
      front(console, document.path("front"));
    }
    String outlook = document.path("outlook").path("reason").asText();
    if (!outlook.isEmpty()) {
      console.say(outlook);
    }
    document.path("remarks").forEach(remark -> console.say(remark.asText()));
  }

  private void importance(Console console, JsonNode objective) {
    JsonNode parameters = objective.path("parameters");
    if (parameters.isEmpty()) {
      return;
    }
    console.say("");
    console.say(
        "What "
            + objective.path("metric").asText()
            + " depends on, from "
            + document.path("trials").asInt()
            + " trials:");
    int width = 0;
    for (int i = 0; i < Math.min(PARAMETERS, parameters.size()); i++) {
      width = Math.max(width, parameters.get(i).path("path").asText().length());
    }
    for (int i = 0; i < Math.min(PARAMETERS, parameters.size()); i++) {
      console.say(bar(parameters.get(i), width));
    }
    if (parameters.size() > PARAMETERS) {
      console.say("  and " + (parameters.size() - PARAMETERS) + " more that explain less");
    }
    for (JsonNode pair : objective.path("interactions")) {
      String paths =
          pair.path("paths").path(0).asText() + " with " + pair.path("paths").path(1).asText();
      console.say("  together, beyond each alone: " + paths + " " + share(pair.path("variance")));
    }
  }

  private static String bar(JsonNode parameter, int width) {
    double part = parameter.path("variance").asDouble();
    int filled = (int) Math.round(part * BAR);
    StringBuilder line = new StringBuilder("  ");
    line.append(String.format(Locale.ROOT, "%-" + width + "s  ", parameter.path("path").asText()));
    line.append("#".repeat(filled)).append(".".repeat(BAR - filled));
    line.append(String.format(Locale.ROOT, " %6s", share(parameter.path("variance"))));
    if (parameter.path("active").asDouble() < 1) {
      line.append("  (")
          .append(share(parameter.path("where_active")))
          .append(" where active, in ")
          .append(share(parameter.path("active")))
          .append(" of the trials)");
    }
    return line.toString();
  }

  private static String share(JsonNode share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share.asDouble());
  }

  private static void optimum(Console console, JsonNode objective) {
    JsonNode optimum = objective.path("optimum");
    if (!optimum.isObject()) {
      return;
    }
    console.say(
        "Predicted optimum of "
            + objective.path("metric").asText()
            + ": trial "
            + optimum.path("trial").asInt()
            + ", "
            + number(optimum.path("expected"))
            + " +/- "
            + number(optimum.path("deviation"))
            + " (95 %: "
            + number(optimum.path("interval").path(0))
            + " to "
            + number(optimum.path("interval").path(1))
            + ")");
    JsonNode seen = optimum.path("best_seen");
    if (seen.path("trial").asInt() != optimum.path("trial").asInt()) {
      console.say(
          "  the best value seen, "
              + number(seen.path("value"))
              + " of trial "
              + seen.path("trial").asInt()
              + ", was partly luck: "
              + number(seen.path("expected"))
              + " is expected of it");
    }
    List<String> settings = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : optimum.path("parameters").properties()) {
      settings.add(entry.getKey() + " " + Words.configuration(entry.getValue()));
    }
    console.say("  " + String.join(", ", settings));
  }

  private static void front(Console console, JsonNode front) {
    JsonNode points = front.path("points");
    console.say("");
    console.say(
        "Pareto front: "
            + points.size()
            + (points.size() == 1 ? " trial" : " trials")
            + ", hypervolume "
            + number(front.path("hypervolume"))
            + " from "
            + values(front.path("reference")));
    for (int i = 0; i < Math.min(POINTS, points.size()); i++) {
      JsonNode point = points.get(i);
      console.say("  trial " + point.path("trial").asInt() + ": " + values(point.path("values")));
    }
    if (points.size() > POINTS) {
      console.say("  and " + (points.size() - POINTS) + " more");
    }
  }

  private static String values(JsonNode values) {
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : values.properties()) {
      parts.add(entry.getKey() + " " + number(entry.getValue()));
    }
    return String.join(", ", parts);
  }

  private static String number(JsonNode number) {
    return Words.number(number.asDouble());
  }
}
