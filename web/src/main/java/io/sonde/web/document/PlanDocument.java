package io.sonde.web.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.port.SweepPlan;
import io.sonde.search.port.SweepPlan.Drawn;
import io.sonde.search.port.SweepReader;
import java.util.TreeMap;

/** What a dry run answers: what would be started, and about how long it would take. */
public final class PlanDocument {
  private PlanDocument() {}

  /** The plan, with an estimate from the newest sweep of the same experiment that tells one. */
  public static ObjectNode of(SweepPlan plan, SweepReader reader) {
    ObjectNode node = Json.object();
    node.put("dry_run", true);
    node.put("experiment", plan.experiment());
    node.put("parameters", plan.parameters());
    node.put("trials", plan.trials());
    node.put("parallel", plan.parallel());
    node.set("estimate", estimate(PlanEstimate.of(plan, reader)));
    ArrayNode samples = node.putArray("samples");
    plan.samples().forEach(sample -> samples.add(Json.tree(sample)));
    node.set("drawn", drawn(plan.drawn()));
    return node;
  }

  private static ObjectNode drawn(Drawn drawn) {
    ObjectNode node = Json.object();
    node.put("count", drawn.count()).put("infeasible", drawn.infeasible());
    ObjectNode known = node.putObject("known");
    new TreeMap<>(drawn.known())
        .forEach(
            (metric, spread) ->
                known
                    .putObject(metric)
                    .put("least", spread.least())
                    .put("median", spread.median())
                    .put("most", spread.most()));
    return node;
  }

  private static ObjectNode estimate(PlanEstimate estimate) {
    ObjectNode node = Json.object();
    if (estimate.trialSeconds().isPresent()) {
      node.put("trial_seconds", estimate.trialSeconds().getAsDouble());
      node.put("device_seconds", estimate.deviceSeconds());
      node.put("seconds", estimate.seconds());
    } else {
      node.putNull("trial_seconds");
    }
    return node.put("reason", estimate.reason());
  }
}
