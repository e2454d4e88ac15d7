package io.sonde.web.page;

import io.sonde.web.port.Webhook;
import io.sonde.web.webhook.HookEvent;
import io.sonde.web.webhook.Wish;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The fields of a webhook as somebody fills them in.
 *
 * @param projects with commas between
 * @param events the words of those that are chosen
 */
public record WebhookForm(
    String name, String url, String projects, Set<String> events, boolean active) {
  /** Of a webhook that is not made yet. */
  static final WebhookForm EMPTY = new WebhookForm("", "", "", HookEvent.usual(), true);

  /** An event that can be chosen. */
  public record Choice(String word, String about, boolean chosen) {}

  static WebhookForm of(Webhook webhook) {
    return new WebhookForm(
        webhook.name(),
        webhook.url(),
        String.join(", ", new TreeSet<>(webhook.projects())),
        webhook.events(),
        webhook.active());
  }

  static WebhookForm of(MultiMap form) {
    return new WebhookForm(
        text(form, "name"),
        text(form, "url"),
        text(form, "projects"),
        Set.copyOf(form.getAll("event")),
        form.contains("active"));
  }

  private static String text(MultiMap form, String name) {
    return Optional.ofNullable(form.get(name)).map(String::strip).orElse("");
  }

  /** What is wanted. Throws {@link IllegalArgumentException} for what cannot be. */
  Wish wish() {
    Set<String> named =
        Stream.of(projects.split(","))
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .collect(Collectors.toSet());
    return new Wish(name, url, events, named, active);
  }

  /** All events, for boxes to tick. */
  public List<Choice> choices() {
    return HookEvent.all().stream()
        .map(event -> new Choice(event.word(), event.about(), events.contains(event.word())))
        .toList();
  }
}
