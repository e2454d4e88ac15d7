package io.sonde.web.page;

import io.sonde.search.port.SweepControl;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.web.api.ControlRoutes;
import io.sonde.web.api.TrialControlRoutes;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.Parameters;
import io.sonde.web.http.Work;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;

/** The buttons of a sweep's and a trial's page: each is a form, and leads back to a page. */
public final class SteeringRoutes {
  private static final int BODY_BYTES = 8 * 1024;
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
    BodyHandler form = BodyHandler.create(false).setBodyLimit(BODY_BYTES);
    router
        .post("/sweeps/:sweep/cancel")
        .handler(context -> steer(context, n -> control.cancel(n, "cancelled in the browser")));
    router
        .post("/sweeps/:sweep/pause")
        .handler(context -> steer(context, n -> control.pause(n, "paused in the browser")));
    router
        .post("/sweeps/:sweep/resume")
        .handler(context -> steer(context, n -> control.resume(n, Overrides.NONE)));
    router.post("/sweeps/:sweep/budget").handler(form).handler(this::extend);
    router.post("/sweeps/:sweep/priority").handler(form).handler(this::prioritise);
    router.post("/sweeps/:sweep/trials/:trial/stop").handler(this::stop);
    router.post("/sweeps/:sweep/trials/:trial/retry").handler(this::retry);
  }

  private void extend(RoutingContext context) {
    int more = number(context, "add", 1, SweepControl.MOST_TRIALS);
    steer(context, n -> control.extend(n, more));
  }

  private void prioritise(RoutingContext context) {
    int priority = number(context, "priority", 0, 100);
    steer(context, n -> control.prioritise(n, priority));
  }

  /** A number that was typed into a form. */
  private static int number(RoutingContext context, String field, int least, int most) {
    String typed = Optional.ofNullable(context.request().getFormAttribute(field)).orElse("");
    try {
      int number = Integer.parseInt(typed.strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below, with what was typed
    }
    throw HttpProblem.invalid(
        "Expected a whole number from " + least + " to " + most + ", got '" + typed + "'.");
  }

  private void stop(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    int trial = Parameters.number(context, "trial");
    lead(
        context,
        () -> {
          TrialControlRoutes.require(reader, sweep, trial);
          control.stopTrial(sweep, trial, "stopped in the browser");
          return page(sweep, trial);
        });
  }

  private void retry(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    int trial = Parameters.number(context, "trial");
    lead(
        context,
        () -> {
          TrialControlRoutes.require(reader, sweep, trial);
          return page(sweep, control.retry(sweep, trial));
        });
  }

  static String page(int sweep, int trial) {
    return "/sweeps/" + sweep + "/trials/" + trial;
  }

  private void steer(RoutingContext context, IntConsumer act) {
    int sweep = Parameters.number(context, "sweep");
    lead(
        context,
        () -> {
          ControlRoutes.require(reader, sweep);
          act.accept(sweep);
          return "/sweeps/" + sweep;
        });
  }

  /** Does something, then leads to the page that it answers. */
  private void lead(RoutingContext context, Callable<String> act) {
    work.run(
        context,
        act,
        place ->
            context.response().setStatusCode(303).putHeader(HttpHeaders.LOCATION, place).end());
  }
}
