package io.sonde.app.progress;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The devices as a table for people, and sentences on what is not as it should be. */
public final class DeviceTable {
  private static final List<String> HEAD =
      List.of("DEVICE", "NAME", "STATE", "WHO", "MEMORY", "USE", "TEMPERATURE");
  private static final double GIBIBYTE = 1L << 30;
  private static final String NOTHING = "-";

  /** Of a node's many trials so many are named. */
  private static final int NAMED = 4;

  private final List<List<String>> rows = new ArrayList<>();
  private final List<String> sentences = new ArrayList<>();

  /** Of the document that {@code GET /api/v1/devices} gives. */
  public DeviceTable(JsonNode document) {
    for (JsonNode device : document.path("devices")) {
      rows.add(row(device));
      if (device.path("set_aside").isTextual()) {
        String id = device.path("device").asText();
        sentences.add(
            "%s is set aside: %s. To use it again: sonde devices --put-back %s"
                .formatted(id, device.path("set_aside").asText(), id));
      }
    }
    for (JsonNode queue : document.path("waiting")) {
      sentences.add(
          "%d of %s wait: %s"
              .formatted(
                  queue.path("jobs").asInt(),
                  queue.path("owner").asText(),
                  queue.path("reason").asText()));
    }
    document.path("problems").forEach(problem -> sentences.add(problem.asText()));
    if (document.path("process_control").isTextual()) {
      sentences.add(document.path("process_control").asText());
    }
  }

  private static List<String> row(JsonNode device) {
    return List.of(
        device.path("device").asText(),
        device.path("name").asText(),
        device.path("state").asText().replace('_', ' '),
        who(device),
        memory(device),
        number(device.path("utilisation_percent"), " %"),
        number(device.path("temperature_celsius"), " °C"));
  }

  private static String who(JsonNode device) {
    List<String> names = new ArrayList<>();
    for (JsonNode holder : device.path("holders")) {
      names.add(
          holder.path("trial").isNumber()
              ? "sweep %d, trial %d"
                  .formatted(holder.path("sweep").asInt(), holder.path("trial").asInt())
              : holder.path("owner").asText());
    }
    for (JsonNode other : device.path("others")) {
      names.add("%s (%d)".formatted(other.path("name").asText(), other.path("pid").asLong()));
    }
    if (names.isEmpty()) {
      return NOTHING;
    }
    String named = names.stream().limit(NAMED).collect(Collectors.joining("; "));
    return names.size() <= NAMED ? named : named + "; " + (names.size() - NAMED) + " more";
  }

  private static String memory(JsonNode device) {
    JsonNode total = device.path("memory_bytes");
    JsonNode used = device.path("memory_used_bytes");
    if (!total.isNumber()) {
      return NOTHING;
    }
    return (used.isNumber() ? gibibytes(used) + " of " : "") + gibibytes(total) + " GiB";
  }

  private static String gibibytes(JsonNode bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes.asLong() / GIBIBYTE);
  }

  private static String number(JsonNode value, String unit) {
    return value.isNumber() ? value.asInt() + unit : NOTHING;
  }

  /** Prints it. */
  public void print(Console console) {
    if (rows.isEmpty()) {
      console.say("No devices here: a cluster chooses those of its trials, and none runs now.");
    } else {
      new TextTable(HEAD, rows).print(console);
    }
    sentences.forEach(console::say);
  }
}
