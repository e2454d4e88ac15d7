package io.sonde.web.api;

import io.sonde.web.access.Auditor;
import io.sonde.web.document.Json;
import io.sonde.web.document.WebhookDocument;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.JsonBody;
import io.sonde.web.http.Parameters;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.sonde.web.port.Delivery;
import io.sonde.web.port.Webhook;
import io.sonde.web.webhook.HookEvent;
import io.sonde.web.webhook.Webhooks;
import io.sonde.web.webhook.Webhooks.Created;
import io.sonde.web.webhook.Wish;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Makes, changes and tries webhooks, and shows their deliveries: {@code /api/v1/webhooks}. */
public final class WebhookRoutes {
  private static final int BODY_BYTES = 64 * 1024;
  private static final String ALL = "/api/v1/webhooks";
  private static final String ONE = ALL + "/:webhook";
  private final Webhooks webhooks;
  private final Work work;

  /** Between the webhooks and HTTP. */
  public WebhookRoutes(Webhooks webhooks, Work work) {
    this.webhooks = webhooks;
    this.work = work;
  }

  /** Adds the routes. */
  public void addTo(Router router) {
    BodyHandler body = BodyHandler.create(false).setBodyLimit(BODY_BYTES);
    router.get(ALL).handler(this::list);
    router.post(ALL).handler(body).handler(this::create);
    router.get(ONE).handler(this::show);
    router.put(ONE).handler(body).handler(this::change);
    router.delete(ONE).handler(body).handler(this::delete);
    router.post(ONE + "/ping").handler(body).handler(this::ping);
    router.get(ONE + "/deliveries").handler(this::deliveries);
    router.get(ONE + "/deliveries/:delivery").handler(this::delivery);
    router.post(ONE + "/deliveries/:delivery/redeliver").handler(body).handler(this::again);
  }

  private void list(RoutingContext context) {
    work.run(context, webhooks::all, all -> Replies.json(context, 200, WebhookDocument.list(all)));
  }

  private void create(RoutingContext context) {
    JsonBody body = JsonBody.of(context, "name", "url", "events", "projects", "active");
    work.run(
        context,
        () -> create(webhooks, wish(body)),
        made -> {
          String place = ALL + "/" + made.webhook().id();
          context.response().putHeader(HttpHeaders.LOCATION, place);
          Replies.json(context, 201, WebhookDocument.created(made.webhook(), made.secret()));
        });
  }

  private static Wish wish(JsonBody body) {
    List<String> events = body.texts("events");
    return checked(
        () ->
            new Wish(
                needed(body, "name"),
                needed(body, "url"),
                events.isEmpty() ? HookEvent.usual() : Set.copyOf(events),
                Set.copyOf(body.texts("projects")),
                body.truth("active", true)));
  }

  private static String needed(JsonBody body, String key) {
    return body.text(key).orElseThrow(() -> HttpProblem.invalid("'" + key + "' is needed."));
  }

  /** What a caller wrote becomes a value, or a {@link HttpProblem}. */
  public static <T> T checked(Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw HttpProblem.invalid(e.getMessage() + ".");
    }
  }

  /** Makes a webhook. Throws {@link HttpProblem} for what cannot be one. */
  public static Created create(Webhooks webhooks, Wish wish) {
    return checked(() -> webhooks.create(wish));
  }

  /** Changes a webhook. Throws {@link HttpProblem} where there is none, or it cannot be so. */
  public static Webhook change(Webhooks webhooks, String id, Wish wish) {
    return checked(() -> webhooks.change(id, wish)).orElseThrow(() -> none(id));
  }

  /** A webhook. Throws {@link HttpProblem} where there is none. */
  public static Webhook find(Webhooks webhooks, String id) {
    return webhooks.find(id).orElseThrow(() -> none(id));
  }

  /** Removes a webhook. Throws {@link HttpProblem} where there is none. */
  public static void delete(Webhooks webhooks, String id) {
    if (!webhooks.delete(id)) {
      throw none(id);
    }
  }

  /** Tries a webhook. Throws {@link HttpProblem} where there is none. */
  public static Delivery ping(Webhooks webhooks, String id) {
    return webhooks.ping(id).orElseThrow(() -> none(id));
  }

  /** Sends once more. Throws {@link HttpProblem} where there is no such delivery. */
  public static Delivery again(Webhooks webhooks, String id, long number) {
    return webhooks.again(id, number).orElseThrow(() -> noDelivery(id, number));
  }

  /** A delivery. Throws {@link HttpProblem} where there is none. */
  public static Delivery delivery(Webhooks webhooks, String id, long number) {
    return webhooks.delivery(id, number).orElseThrow(() -> noDelivery(id, number));
  }

  private static HttpProblem none(String id) {
    return HttpProblem.unknown("There is no webhook " + id + ".");
  }

  private static HttpProblem noDelivery(String id, long number) {
    return HttpProblem.unknown("The webhook " + id + " has no delivery " + number + ".");
  }

  private void show(RoutingContext context) {
    String id = context.pathParam("webhook");
    work.run(
        context,
        () -> find(webhooks, id),
        webhook -> Replies.json(context, 200, WebhookDocument.of(webhook)));
  }

  private void change(RoutingContext context) {
    String id = context.pathParam("webhook");
    JsonBody body = JsonBody.of(context, "name", "url", "events", "projects", "active");
    work.run(
        context,
        () -> change(webhooks, id, wish(body)),
        webhook -> Replies.json(context, 200, WebhookDocument.of(webhook)));
  }

  private void delete(RoutingContext context) {
    JsonBody.of(context);
    String id = context.pathParam("webhook");
    work.run(
        context,
        () -> {
          delete(webhooks, id);
          return id;
        },
        done -> Replies.json(context, 200, Json.object().put("deleted", done)));
  }

  private void ping(RoutingContext context) {
    JsonBody.of(context);
    String id = context.pathParam("webhook");
    work.run(context, () -> ping(webhooks, id), delivery -> accepted(context, delivery));
  }

  private void again(RoutingContext context) {
    JsonBody.of(context);
    String id = context.pathParam("webhook");
    long number = number(context);
    work.run(context, () -> again(webhooks, id, number), delivery -> accepted(context, delivery));
  }

  private static void accepted(RoutingContext context, Delivery delivery) {
    Auditor.about(context, "webhook " + delivery.webhook() + ", delivery " + delivery.number());
    String place = ALL + "/" + delivery.webhook() + "/deliveries/" + delivery.number();
    context.response().putHeader(HttpHeaders.LOCATION, place);
    Replies.json(context, 202, WebhookDocument.of(delivery));
  }

  /** The number of a delivery in the path. */
  public static long number(RoutingContext context) {
    String text = context.pathParam("delivery");
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw HttpProblem.unknown("There is no delivery " + text + ".");
    }
  }

  private void deliveries(RoutingContext context) {
    String id = context.pathParam("webhook");
    long before = Parameters.query(context, "before", 1, Long.MAX_VALUE, Long.MAX_VALUE);
    int limit = Parameters.query(context, "limit", 1, 1000, 100);
    Optional<Delivery.State> state = Parameters.text(context, "state").map(WebhookRoutes::state);
    work.run(
        context,
        () -> {
          find(webhooks, id);
          return webhooks.deliveries(id, state, before, limit + 1);
        },
        page -> Replies.json(context, 200, WebhookDocument.deliveries(page, limit)));
  }

  private static Delivery.State state(String word) {
    return Delivery.State.of(word)
        .orElseThrow(
            () ->
                HttpProblem.invalid(
                    "'state' is to be one of " + states() + ", got '" + word + "'."));
  }

  private static String states() {
    Collection<Delivery.State> all = Arrays.asList(Delivery.State.values());
    return all.stream().map(Delivery.State::word).collect(Collectors.joining(", "));
  }

  private void delivery(RoutingContext context) {
    String id = context.pathParam("webhook");
    long number = number(context);
    work.run(
        context,
        () -> delivery(webhooks, id, number),
        delivery -> Replies.json(context, 200, WebhookDocument.whole(delivery)));
  }
}
