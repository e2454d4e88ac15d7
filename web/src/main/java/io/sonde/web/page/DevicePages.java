package io.sonde.web.page;

import io.sonde.search.port.SweepReader;
import io.sonde.web.access.Auditor;
import io.sonde.web.access.Caller;
import io.sonde.web.access.SeenDevices;
import io.sonde.web.api.DeviceRoutes;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.sonde.web.port.DeviceDesk;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** The page of the devices, and its button. */
public final class DevicePages {
  private static final int BODY_BYTES = 8 * 1024;
  private static final String PAGE = "/devices";

  /** The part of the page that its script asks for again. */
  private static final String PART = "devices";

  private final DeviceDesk desk;
  private final SweepReader reader;
  private final Clock clock;
  private final Templates templates;
  private final Work work;

  /** Between the devices and browsers. */
  public DevicePages(
      DeviceDesk desk, SweepReader reader, Clock clock, Templates templates, Work work) {
    this.desk = desk;
    this.reader = reader;
    this.clock = clock;
    this.templates = templates;
    this.work = work;
  }

  /** Adds the routes. */
  public void addTo(Router router) {
    router.get(PAGE).handler(this::show);
    router
        .post(PAGE + "/put-back")
        .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES))
        .handler(this::putBack);
  }

  private void show(RoutingContext context) {
    Caller caller = Caller.of(context);
    boolean part = PART.equals(context.request().getHeader("HX-Target"));
    work.run(
        context,
        () -> {
          long sequence = reader.lastSequence();
          DeviceListView view =
              DeviceListView.read(SeenDevices.by(caller, desk, reader), sequence, clock.instant());
          return templates.fill(
              context, part ? "devices :: " + PART : "devices", Map.of("view", view));
        },
        text -> Replies.send(context, 200, "text/html; charset=utf-8", text));
  }

  private void putBack(RoutingContext context) {
    String device =
        Optional.ofNullable(context.request().getFormAttribute("device"))
            .orElseThrow(() -> HttpProblem.invalid("The form names no device."));
    Auditor.about(context, "device " + device);
    DeviceRoutes.putBack(desk, device);
    context.response().setStatusCode(303).putHeader(HttpHeaders.LOCATION, PAGE).end();
  }
}
