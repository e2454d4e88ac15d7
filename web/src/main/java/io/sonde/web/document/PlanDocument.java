package io.sonde.web.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.SweepPlan;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.SweepQuery;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.search.port.SweepReader.TrialQuery;
import io.sonde.search.port.SweepReader.TrialRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a dry run answers: what would be started, and about how long it would take. */
public final class PlanDocument {
  private static final int SWEEPS_LOOKED_AT = 20;
  private static final TrialQuery LATEST =
      new TrialQuery(Set.of(TrialState.COMPLETED, TrialState.STOPPED), "number", true, 0, 200);

  private PlanDocument() {}

  /** The plan, with an estimate from the newest sweep of the same experiment that tells one. */
  public static ObjectNode of(SweepPlan plan, SweepReader reader) {
    ObjectNode node = Json.object();
    node.put("dry_run", true);
    node.put("experiment", plan.experiment());
    node.put("parameters", plan.parameters());
    node.put("trials", plan.trials());
    node.put("parallel", plan.parallel());
    node.set("estimate", estimate(plan, reader));
    ArrayNode samples = node.putArray("samples");
    plan.samples().forEach(sample -> samples.add(Json.tree(sample)));
    return node;
  }

  private static ObjectNode estimate(SweepPlan plan, SweepReader reader) {
    SweepQuery same =
        new SweepQuery(Optional.of(plan.experiment()), Optional.empty(), Optional.empty());
    for (SweepRow sweep : reader.sweeps(same, 0, SWEEPS_LOOKED_AT).rows()) {
      List<Double> seconds = seconds(reader.trials(sweep.number(), LATEST).rows());
      if (!seconds.isEmpty()) {
        return estimate(plan, sweep.number(), seconds);
      }
    }
    return Json.object()
        .putNull("trial_seconds")
        .put(
            "reason",
            "no earlier sweep of the experiment '"
                + plan.experiment()
                + "' has an ended trial to measure by");
  }

  private static ObjectNode estimate(SweepPlan plan, int sweep, List<Double> seconds) {
    double mean = seconds.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    ObjectNode node = Json.object();
    node.put("trial_seconds", mean);
    node.put("device_seconds", mean * plan.trials());
    node.put("seconds", mean * Math.ceil(plan.trials() / (double) plan.parallel()));
    return node.put("reason", "the mean of " + seconds.size() + " ended trials of sweep " + sweep);
  }

  private static List<Double> seconds(List<TrialRow> trials) {
    return trials.stream()
        .filter(trial -> trial.started().isPresent() && trial.ended().isPresent())
        .map(trial -> Duration.between(trial.started().get(), trial.ended().get()))
        .map(time -> time.toMillis() / 1000.0)
        .toList();
  }
}
