package io.sonde.web.page;

import io.sonde.search.port.SweepReader.Batch;
import io.sonde.web.access.Auditor;
import io.sonde.web.api.WebhookRoutes;
import io.sonde.web.http.Failures;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.Parameters;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.sonde.web.port.Delivery;
import io.sonde.web.port.Webhook;
import io.sonde.web.webhook.Webhooks;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The pages on which an administrator makes webhooks and sees what was sent. */
public final class WebhookPages {
  private static final int BODY_BYTES = 64 * 1024;
  private static final int PAGE = 50;
  private static final String ALL = "/webhooks";
  private static final String ONE = ALL + "/:webhook";
  private final Webhooks webhooks;
  private final Clock clock;
  private final Templates templates;
  private final Work work;

  /** Between the webhooks and browsers. */
  public WebhookPages(Webhooks webhooks, Clock clock, Templates templates, Work work) {
    this.webhooks = webhooks;
    this.clock = clock;
    this.templates = templates;
    this.work = work;
  }

  /** Adds the routes. */
  public void addTo(Router router) {
    BodyHandler body = BodyHandler.create(false).setBodyLimit(BODY_BYTES);
    router.get(ALL).handler(this::list);
    router.post(ALL).handler(body).handler(this::create);
    router.get(ONE).handler(this::show);
    router.post(ONE).handler(body).handler(this::change);
    router.post(ONE + "/delete").handler(body).handler(this::delete);
    router.post(ONE + "/ping").handler(body).handler(this::ping);
    router.get(ONE + "/deliveries/:delivery").handler(this::delivery);
    router.post(ONE + "/deliveries/:delivery/redeliver").handler(body).handler(this::again);
  }

  private void list(RoutingContext context) {
    work.run(
        context,
        () -> list(context, WebhookForm.EMPTY, Optional.empty(), Optional.empty()),
        text -> send(context, 200, text));
  }

  private String list(
      RoutingContext context, WebhookForm form, Optional<String> secret, Optional<String> wrong) {
    List<WebhookListView.Row> rows =
        webhooks.all().stream()
            .map(webhook -> WebhookListView.Row.of(webhook, clock.instant()))
            .toList();
    WebhookListView view = new WebhookListView(rows, form, secret, wrong);
    return templates.fill(context, "webhooks", Map.of("view", view));
  }

  /** The answer holds the secret, and is not led on from: nothing keeps it. */
  private void create(RoutingContext context) {
    WebhookForm form = WebhookForm.of(context.request().formAttributes());
    work.run(
        context,
        () -> {
          try {
            var wish = WebhookRoutes.checked(form::wish);
            var made = WebhookRoutes.create(webhooks, wish);
            context.response().setStatusCode(201);
            Auditor.about(context, "webhook " + made.webhook().id());
            return list(context, WebhookForm.EMPTY, Optional.of(made.secret()), Optional.empty());
          } catch (HttpProblem wrong) {
            context.response().setStatusCode(wrong.status());
            return list(context, form, Optional.empty(), Optional.of(Failures.message(wrong)));
          }
        },
        text -> send(context, context.response().getStatusCode(), text));
  }

  private void show(RoutingContext context) {
    String id = context.pathParam("webhook");
    long before = Parameters.query(context, "before", 1, Long.MAX_VALUE, Long.MAX_VALUE);
    work.run(
        context,
        () -> {
          Webhook webhook = WebhookRoutes.find(webhooks, id);
          return page(context, webhook, before, WebhookForm.of(webhook), Optional.empty());
        },
        text -> send(context, 200, text));
  }

  private String page(
      RoutingContext context,
      Webhook webhook,
      long before,
      WebhookForm form,
      Optional<String> wrong) {
    Instant now = clock.instant();
    // One more is looked for, which tells whether there is a page after this one.
    Batch<Delivery> deliveries =
        Batch.of(
            webhooks.deliveries(webhook.id(), Optional.empty(), before, PAGE + 1),
            PAGE,
            last -> ALL + "/" + webhook.id() + "?before=" + last.number());
    WebhookView view =
        new WebhookView(
            WebhookListView.Row.of(webhook, now),
            form,
            wrong,
            deliveries.rows().stream().map(delivery -> DeliveryView.of(delivery, now)).toList(),
            deliveries.next());
    return templates.fill(context, "webhook", Map.of("view", view));
  }

  private void change(RoutingContext context) {
    String id = context.pathParam("webhook");
    WebhookForm form = WebhookForm.of(context.request().formAttributes());
    work.run(
        context,
        () -> {
          Webhook webhook = WebhookRoutes.find(webhooks, id);
          try {
            WebhookRoutes.change(webhooks, id, WebhookRoutes.checked(form::wish));
            return "";
          } catch (HttpProblem wrong) {
            context.response().setStatusCode(wrong.status());
            return page(
                context, webhook, Long.MAX_VALUE, form, Optional.of(Failures.message(wrong)));
          }
        },
        text -> {
          if (text.isEmpty()) {
            lead(context, ALL + "/" + id);
          } else {
            send(context, context.response().getStatusCode(), text);
          }
        });
  }

  private void delete(RoutingContext context) {
    String id = context.pathParam("webhook");
    leading(
        context,
        () -> {
          WebhookRoutes.delete(webhooks, id);
          return ALL;
        });
  }

  private void ping(RoutingContext context) {
    String id = context.pathParam("webhook");
    leading(context, () -> place(WebhookRoutes.ping(webhooks, id)));
  }

  private void again(RoutingContext context) {
    String id = context.pathParam("webhook");
    long number = WebhookRoutes.number(context);
    leading(context, () -> place(WebhookRoutes.again(webhooks, id, number)));
  }

  private static String place(Delivery delivery) {
    return ALL + "/" + delivery.webhook() + "/deliveries/" + delivery.number();
  }

  private void delivery(RoutingContext context) {
    String id = context.pathParam("webhook");
    long number = WebhookRoutes.number(context);
    work.run(
        context,
        () -> {
          Instant now = clock.instant();
          Webhook webhook = WebhookRoutes.find(webhooks, id);
          Delivery delivery = WebhookRoutes.delivery(webhooks, id, number);
          return templates.fill(
              context,
              "delivery",
              Map.of(
                  "webhook", WebhookListView.Row.of(webhook, now),
                  "view", DeliveryView.of(delivery, now),
                  "body", DeliveryView.body(delivery)));
        },
        text -> send(context, 200, text));
  }

  private void leading(RoutingContext context, Callable<String> change) {
    work.run(context, change, place -> lead(context, place));
  }

  private static void lead(RoutingContext context, String place) {
    context.response().setStatusCode(303).putHeader(HttpHeaders.LOCATION, place).end();
  }

  private static void send(RoutingContext context, int status, String text) {
    Replies.send(context, status, "text/html; charset=utf-8", text);
  }
}
