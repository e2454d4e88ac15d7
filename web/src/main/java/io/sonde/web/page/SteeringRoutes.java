package io.sonde.web.page;

import io.sonde.search.port.SweepControl;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.Parameters;
import io.sonde.web.http.Work;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.IntConsumer;

/** The buttons of a sweep's page: each is a form, and leads back to the page. */
public final class SteeringRoutes {
  private final SweepReader reader;
  private final SweepControl control;
  private final Work work;

  /** Between these ports and browsers. */
  public SteeringRoutes(SweepReader reader, SweepControl control, Work work) {
    this.reader = reader;
    this.control = control;
    this.work = work;
  }

  /** Adds the routes. */
  public void addTo(Router router) {
    router
        .post("/sweeps/:sweep/cancel")
        .handler(context -> steer(context, n -> control.cancel(n, "cancelled in the browser")));
    router
        .post("/sweeps/:sweep/pause")
        .handler(context -> steer(context, n -> control.pause(n, "paused in the browser")));
    router
        .post("/sweeps/:sweep/resume")
        .handler(context -> steer(context, n -> control.resume(n, Overrides.NONE)));
  }

  private void steer(RoutingContext context, IntConsumer act) {
    int sweep = Parameters.number(context, "sweep");
    work.run(
        context,
        () -> {
          if (reader.sweep(sweep).isEmpty()) {
            throw HttpProblem.noSweep(sweep);
          }
          act.accept(sweep);
          return sweep;
        },
        done ->
            context
                .response()
                .setStatusCode(303)
                .putHeader(HttpHeaders.LOCATION, "/sweeps/" + done)
                .end());
  }
}
