package io.sonde.web.page;

import io.sonde.search.port.StructureReader;
import io.sonde.search.port.SweepReader;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.Parameters;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** The picture of a trial's network: a page of its own, and the part that a trial's page loads. */
public final class NetworkPages {
  private final SweepReader reader;
  private final StructureReader structures;
  private final Templates templates;
  private final Work work;

  /** Between the structures and browsers. */
  public NetworkPages(
      SweepReader reader, StructureReader structures, Templates templates, Work work) {
    this.reader = reader;
    this.structures = structures;
    this.templates = templates;
    this.work = work;
  }

  /** Adds the route. */
  public void addTo(Router router) {
    router.get("/sweeps/:sweep/trials/:trial/network").handler(this::network);
  }

  private void network(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    int trial = Parameters.number(context, "trial");
    boolean part = "network".equals(context.request().getHeader("HX-Target"));
    work.run(
        context,
        () -> templates.fill(context, part ? "network :: network" : "network", model(sweep, trial)),
        text -> Replies.send(context, 200, "text/html; charset=utf-8", text));
  }

  private Map<String, Object> model(int sweep, int trial) {
    String experiment =
        reader.sweep(sweep).orElseThrow(() -> HttpProblem.noSweep(sweep)).experiment();
    return structures
        .structure(sweep, trial)
        .map(
            structure ->
                Map.<String, Object>of(
                    "experiment", experiment, "view", NetworkView.of(sweep, trial, structure)))
        .orElseThrow(() -> HttpProblem.noStructure(sweep, trial));
  }
}
