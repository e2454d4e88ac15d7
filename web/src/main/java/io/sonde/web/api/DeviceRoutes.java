package io.sonde.web.api;

import io.sonde.scheduler.queue.SchedulerStatus.DeviceStatus;
import io.sonde.search.port.SweepReader;
import io.sonde.web.access.Auditor;
import io.sonde.web.access.Caller;
import io.sonde.web.access.SeenDevices;
import io.sonde.web.document.DeviceDocument;
import io.sonde.web.document.Json;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.JsonBody;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.sonde.web.port.DeviceDesk;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** What the devices do, and the way back for one that was set aside. */
public final class DeviceRoutes {
  private static final int BODY_BYTES = 8 * 1024;
  private final DeviceDesk desk;
  private final SweepReader reader;
  private final Work work;

  /** Between these ports and HTTP. */
  public DeviceRoutes(DeviceDesk desk, SweepReader reader, Work work) {
    this.desk = desk;
    this.reader = reader;
    this.work = work;
  }

  /** Adds the routes. The id of a device may hold slashes, so it stands in the body. */
  public void addTo(Router router) {
    router.get("/api/v1/devices").handler(this::list);
    router
        .post("/api/v1/devices/put-back")
        .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES))
        .handler(this::putBack);
  }

  private void list(RoutingContext context) {
    Caller caller = Caller.of(context);
    work.run(
        context,
        () -> DeviceDocument.of(SeenDevices.by(caller, desk, reader)),
        document -> Replies.json(context, 200, document));
  }

  private void putBack(RoutingContext context) {
    String device =
        JsonBody.of(context, "device")
            .text("device")
            .orElseThrow(() -> HttpProblem.invalid("'device' is needed: the id of a device."));
    Auditor.about(context, "device " + device);
    putBack(desk, device);
    Replies.json(context, 202, Json.object().put("device", device));
  }

  /** Puts a device back. Throws {@link HttpProblem} where there is none, or it is not set aside. */
  public static void putBack(DeviceDesk desk, String device) {
    DeviceStatus status =
        desk.status().devices().stream()
            .filter(one -> one.device().id().equals(device))
            .findFirst()
            .orElseThrow(() -> HttpProblem.unknown("There is no device '" + device + "' here."));
    if (status.aside().isEmpty()) {
      throw new HttpProblem(409, "CONFLICT", "The device '" + device + "' is not set aside.");
    }
    desk.putBack(device);
  }
}
