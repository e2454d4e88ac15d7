package io.sonde.web.webhook;

import java.util.List;
import java.util.Set;

/**
 * What somebody wants of a webhook.
 *
 * @param name what people know it by: 1 to 100 characters on one line
 * @param url where requests go
 * @param events what is told; at least one
 * @param projects of whose sweeps; empty for those of all
 * @param active whether anything is sent
 */
public record Wish(
    String name, String url, Set<String> events, Set<String> projects, boolean active) {
  private static final int MOST_PROJECTS = 100;
  private static final int MOST_LETTERS = 100;

  /** Throws {@link IllegalArgumentException} with a sentence, without a dot, for what cannot be. */
  public Wish {
    name = name.strip();
    url = url.strip();
    events = Set.copyOf(events);
    projects = Set.copyOf(projects);
    requireText("a webhook's name", name);
    projects.forEach(project -> requireText("a project", project));
    if (projects.size() > MOST_PROJECTS) {
      throw new IllegalArgumentException(
          "a webhook names at most " + MOST_PROJECTS + " projects, got " + projects.size());
    }
    requireEvents(events);
  }

  private static void requireEvents(Set<String> events) {
    List<String> known = HookEvent.all().stream().map(HookEvent::word).toList();
    for (String event : events) {
      if (!known.contains(event)) {
        throw new IllegalArgumentException(
            "an event is one of " + HookEvent.words() + ", got '" + printable(event) + "'");
      }
    }
    if (events.isEmpty()) {
      throw new IllegalArgumentException(
          "a webhook is told of at least one event, of " + HookEvent.words());
    }
  }

  private static void requireText(String what, String text) {
    boolean plain = text.codePoints().noneMatch(Character::isISOControl);
    if (text.isBlank() || text.length() > MOST_LETTERS || !plain) {
      throw new IllegalArgumentException(
          "%s is 1 to %d characters on one line, got '%s'"
              .formatted(what, MOST_LETTERS, printable(text)));
    }
  }

  private static String printable(String text) {
    String cut = text.length() > MOST_LETTERS ? text.substring(0, MOST_LETTERS) + "…" : text;
    return cut.replaceAll("\\p{Cntrl}", "\uFFFD");
  }
}
