package io.sonde.app.progress;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Webhooks as a table for people. */
public final class WebhookTable {
  private static final List<String> HEAD =
      List.of("ID", "NAME", "STATE", "URL", "PROJECTS", "EVENTS");

  private WebhookTable() {}

  /** Prints the document that {@code webhook list} gives. */
  public static void print(JsonNode document, Console console) {
    List<List<String>> rows = new ArrayList<>();
    document.path("webhooks").forEach(webhook -> rows.add(row(webhook)));
    if (rows.isEmpty()) {
      console.say("No webhooks yet. Make one with: sonde webhook create URL --name NAME");
      return;
    }
    new TextTable(HEAD, rows).print(console);
  }

  private static List<String> row(JsonNode webhook) {
    String projects = joined(webhook.path("projects"));
    return List.of(
        webhook.path("id").asText(),
        webhook.path("name").asText(),
        webhook.path("active").asBoolean() ? "active" : "off",
        webhook.path("url").asText(),
        projects.isEmpty() ? "all" : projects,
        joined(webhook.path("events")));
  }

  private static String joined(JsonNode texts) {
    List<String> words = new ArrayList<>();
    texts.forEach(text -> words.add(text.asText()));
    return String.join(", ", words);
  }
}
