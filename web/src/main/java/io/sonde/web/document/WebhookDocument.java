package io.sonde.web.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.web.port.Delivery;
import io.sonde.web.port.Delivery.Attempt;
import io.sonde.web.port.Webhook;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Webhooks and their deliveries as JSON, without secrets. */
public final class WebhookDocument {
  private WebhookDocument() {}

  /** A list. */
  public static ObjectNode list(List<Webhook> webhooks) {
    ObjectNode node = Json.object();
    ArrayNode list = node.putArray("webhooks");
    webhooks.forEach(webhook -> list.add(of(webhook)));
    return node;
  }

  /** One that was just made, with the secret that is shown once. */
  public static ObjectNode created(Webhook webhook, String secret) {
    return of(webhook).put("secret", secret);
  }

  /** One webhook. */
  public static ObjectNode of(Webhook webhook) {
    ObjectNode node = Json.object();
    node.put("id", webhook.id());
    node.put("name", webhook.name());
    node.put("url", webhook.url());
    put(node, "events", webhook.events());
    put(node, "projects", webhook.projects());
    node.put("active", webhook.active());
    return node.put("created", Json.time(webhook.created()));
  }

  private static void put(ObjectNode node, String key, Set<String> words) {
    ArrayNode array = node.putArray(key);
    new TreeSet<>(words).forEach(array::add);
  }

  /**
   * A page of deliveries.
   *
   * @param deliveries one more than stand on it, where there is a page after it
   * @param limit how many stand on it at most
   */
  public static ObjectNode deliveries(List<Delivery> deliveries, int limit) {
    ObjectNode node = Json.object();
    ArrayNode list = node.putArray("deliveries");
    deliveries.stream().limit(limit).forEach(delivery -> list.add(of(delivery)));
    return deliveries.size() <= limit
        ? node.putNull("next")
        : node.put("next", deliveries.get(limit - 1).number());
  }

  /** A delivery without what was sent and answered. */
  public static ObjectNode of(Delivery delivery) {
    Delivery.Message message = delivery.message();
    ObjectNode node = Json.object();
    node.put("number", delivery.number());
    node.put("webhook", delivery.webhook());
    node.put("event", message.event());
    node.put("type", message.type());
    node.put("sweep", message.sweep().isPresent() ? message.sweep().getAsInt() : null);
    node.put("repeats", message.repeats().isPresent() ? message.repeats().getAsLong() : null);
    node.put("created", Json.time(message.created()));
    node.put("state", delivery.state().word());
    node.put("attempts", delivery.attempts());
    Json.put(node, "next", delivery.next());
    delivery.last().ifPresentOrElse(last -> putLast(node, last), () -> node.putNull("last"));
    return node;
  }

  private static void putLast(ObjectNode node, Attempt last) {
    node.putObject("last")
        .put("at", Json.time(last.at()))
        .put("status", last.status().isPresent() ? last.status().getAsInt() : null)
        .put("seconds", last.millis() / 1000.0)
        .put("problem", last.problem());
  }

  /** A delivery with the body that is sent and the beginning of the last answer. */
  public static ObjectNode whole(Delivery delivery) {
    return of(delivery)
        .put("body", delivery.message().body())
        .put("answer", delivery.last().map(Attempt::answer).orElse(""));
  }
}
