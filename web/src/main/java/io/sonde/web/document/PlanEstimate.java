package io.sonde.web.document;

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
import java.util.OptionalDouble;
import java.util.Set;

/**
 * About how long a planned sweep would take.
 *
 * @param trialSeconds of one trial; empty when nothing tells it
 * @param deviceSeconds of all trials, one after the other
 * @param seconds of the sweep, with as many trials at a time as planned
 * @param reason what it was told from, or why it is not known
 */
public record PlanEstimate(
    OptionalDouble trialSeconds, double deviceSeconds, double seconds, String reason) {
  private static final int SWEEPS_LOOKED_AT = 20;
  private static final TrialQuery LATEST =
      new TrialQuery(Set.of(TrialState.COMPLETED, TrialState.STOPPED), "number", true, 0, 200);

  /** From the newest sweep of the same experiment that tells one. */
  public static PlanEstimate of(SweepPlan plan, SweepReader reader) {
    SweepQuery same =
        new SweepQuery(Optional.of(plan.experiment()), Optional.empty(), Optional.empty());
    for (SweepRow sweep : reader.sweeps(same, 0, SWEEPS_LOOKED_AT).rows()) {
      List<Double> seconds = seconds(reader.trials(sweep.number(), LATEST).rows());
      if (!seconds.isEmpty()) {
        return of(plan, sweep.number(), seconds);
      }
    }
    return new PlanEstimate(
        OptionalDouble.empty(),
        0,
        0,
        "no earlier sweep of the experiment '"
            + plan.experiment()
            + "' has an ended trial to measure by");
  }

  private static PlanEstimate of(SweepPlan plan, int sweep, List<Double> seconds) {
    double mean = seconds.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    return new PlanEstimate(
        OptionalDouble.of(mean),
        mean * plan.trials(),
        mean * Math.ceil(plan.trials() / (double) plan.parallel()),
        "the mean of " + seconds.size() + " ended trials of sweep " + sweep);
  }

  private static List<Double> seconds(List<TrialRow> trials) {
    return trials.stream()
        .filter(trial -> trial.started().isPresent() && trial.ended().isPresent())
        .map(trial -> Duration.between(trial.started().get(), trial.ended().get()))
        .map(time -> time.toMillis() / 1000.0)
        .toList();
  }
}
