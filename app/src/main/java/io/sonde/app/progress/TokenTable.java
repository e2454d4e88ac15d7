package io.sonde.app.progress;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Tokens as a table for people. */
public final class TokenTable {
  private static final List<String> HEAD =
      List.of("ID", "NAME", "ROLE", "PROJECTS", "STATE", "EXPIRES", "LAST USED");
  private final List<List<String>> rows = new ArrayList<>();

  /** Of the document that {@code token list} gives. */
  public TokenTable(JsonNode document) {
    document.path("tokens").forEach(token -> rows.add(row(token)));
  }

  private static List<String> row(JsonNode token) {
    List<String> projects = new ArrayList<>();
    token.path("projects").forEach(project -> projects.add(project.asText()));
    return List.of(
        token.path("id").asText(),
        token.path("name").asText(),
        token.path("role").asText(),
        projects.isEmpty() ? "all" : String.join(", ", projects),
        token.path("state").asText(),
        minute(token.path("expires")),
        minute(token.path("used")));
  }

  private static String minute(JsonNode time) {
    return time.isTextual() ? time.asText().replaceFirst("T(..:..).*", " $1 UTC") : "never";
  }

  /** Prints it. */
  public void print(Console console) {
    if (rows.isEmpty()) {
      console.say("No tokens yet. Make one with: sonde token create --name NAME --role admin");
      return;
    }
    new TextTable(HEAD, rows).print(console);
  }
}
