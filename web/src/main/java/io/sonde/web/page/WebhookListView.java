package io.sonde.web.page;

import io.sonde.web.port.Webhook;
import io.sonde.web.webhook.HookEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The page of the webhooks.
 *
 * @param form what stands in the fields of a new one
 * @param secret of one that was just made; it is shown this once
 * @param wrong why one that was asked for was not made
 */
public record WebhookListView(
    List<Row> rows, WebhookForm form, Optional<String> secret, Optional<String> wrong) {

  /** A webhook. */
  public record Row(
      String id,
      String name,
      String url,
      List<String> events,
      String projects,
      boolean active,
      TimeView created) {

    static Row of(Webhook webhook, Instant now) {
      return new Row(
          webhook.id(),
          webhook.name(),
          webhook.url(),
          HookEvent.all().stream().map(HookEvent::word).filter(webhook.events()::contains).toList(),
          webhook.projects().isEmpty()
              ? "all"
              : String.join(", ", new TreeSet<>(webhook.projects())),
          webhook.active(),
          TimeView.of(webhook.created(), now));
    }
  }
}
