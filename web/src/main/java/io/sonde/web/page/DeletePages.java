package io.sonde.web.page;

import io.sonde.search.port.SweepControl;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.search.steering.SweepAction;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.Parameters;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The page that asks before a sweep is deleted: its name has to be typed. */
public final class DeletePages {
  private static final int BODY_BYTES = 8 * 1024;
  private static final String PAGE = "/sweeps/:sweep/delete";
  private final SweepReader reader;
  private final SweepControl control;
  private final Templates templates;
  private final Work work;

  /** Between these ports and browsers. */
  public DeletePages(SweepReader reader, SweepControl control, Templates templates, Work work) {
    this.reader = reader;
    this.control = control;
    this.templates = templates;
    this.work = work;
  }

  /** Adds the routes. */
  public void addTo(Router router) {
    router.get(PAGE).handler(this::ask);
    router
        .post(PAGE)
        .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES))
        .handler(this::delete);
  }

  private void ask(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    work.run(
        context,
        () -> page(context, find(sweep), false),
        text -> Replies.send(context, 200, "text/html; charset=utf-8", text));
  }

  private void delete(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    String typed = Optional.ofNullable(context.request().getFormAttribute("name")).orElse("");
    work.run(
        context,
        () -> {
          SweepRow row = find(sweep);
          if (!typed.strip().equals(row.experiment().strip())) {
            return page(context, row, true);
          }
          control.delete(sweep);
          return "";
        },
        text -> answer(context, text));
  }

  /** Leads to the list once the sweep is gone, and shows the page again where it is not. */
  private static void answer(RoutingContext context, String page) {
    if (page.isEmpty()) {
      context.response().setStatusCode(303).putHeader(HttpHeaders.LOCATION, "/").end();
    } else {
      Replies.send(context, 422, "text/html; charset=utf-8", page);
    }
  }

  private SweepRow find(int sweep) {
    return reader.sweep(sweep).orElseThrow(() -> HttpProblem.noSweep(sweep));
  }

  private String page(RoutingContext context, SweepRow row, boolean wrong) {
    int trials = row.trials().values().stream().mapToInt(Integer::intValue).sum();
    Map<String, Object> model = new HashMap<>();
    model.put("sweep", row.number());
    model.put("experiment", row.experiment());
    model.put("trials", Figures.count(trials, "trial"));
    model.put("state", row.state().word());
    model.put("allowed", SweepAction.DELETE.allowed(row.state()));
    model.put("wrong", wrong);
    return templates.fill(context, "delete", model);
  }
}
