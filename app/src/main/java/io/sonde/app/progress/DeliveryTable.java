package io.sonde.app.progress;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What was sent to a webhook, as a table for people. */
public final class DeliveryTable {
  private static final List<String> HEAD =
      List.of("NUMBER", "TYPE", "SWEEP", "STATE", "MADE", "ATTEMPTS", "OUTCOME");

  private DeliveryTable() {}

  /** Prints the document that {@code webhook deliveries} gives. */
  public static void print(JsonNode document, Console console) {
    List<List<String>> rows = new ArrayList<>();
    document.path("deliveries").forEach(delivery -> rows.add(row(delivery)));
    if (rows.isEmpty()) {
      console.say("Nothing was sent yet. Try it with: sonde webhook ping ID");
      return;
    }
    new TextTable(HEAD, rows).print(console);
  }

  private static List<String> row(JsonNode delivery) {
    JsonNode last = delivery.path("last");
    String problem = last.path("problem").asText();
    String outcome =
        !last.isObject()
            ? ""
            : problem.isEmpty() ? "It answered " + last.path("status").asText() + "." : problem;
    return List.of(
        delivery.path("number").asText(),
        delivery.path("type").asText(),
        delivery.path("sweep").isNull() ? "" : delivery.path("sweep").asText(),
        delivery.path("state").asText().replace('_', ' '),
        delivery.path("created").asText().replaceFirst("T(..:..).*", " $1 UTC"),
        delivery.path("attempts").asText(),
        outcome);
  }
}
