package io.sonde.web.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.port.Structure;
import io.sonde.search.port.StructureReader;
import io.sonde.web.document.Json;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.Parameters;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** What a trial's configuration is made of. */
public final class StructureRoutes {
  private final StructureReader structures;
  private final Work work;

  /** Between the structures and HTTP. */
  public StructureRoutes(StructureReader structures, Work work) {
    this.structures = structures;
    this.work = work;
  }

  /** Adds the route. */
  public void addTo(Router router) {
    router.get("/api/v1/sweeps/:sweep/trials/:trial/structure").handler(this::structure);
  }

  private void structure(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    int trial = Parameters.number(context, "trial");
    work.run(
        context,
        () ->
            structures
                .structure(sweep, trial)
                .orElseThrow(() -> HttpProblem.noStructure(sweep, trial)),
        found -> Replies.json(context, 200, document(sweep, trial, found)));
  }

  private static ObjectNode document(int sweep, int trial, Structure structure) {
    ObjectNode node = Json.object().put("sweep", sweep).put("trial", trial);
    ArrayNode parts = node.putArray("parts");
    for (Structure.Part part : structure.parts()) {
      ObjectNode one = parts.addObject().put("name", part.name()).put("kind", part.kind());
      one.put("detail", part.detail())
          .put("gives", part.gives())
          .put("parameters", part.parameters());
      part.takes().forEach(one.putArray("takes")::add);
    }
    return node;
  }
}
