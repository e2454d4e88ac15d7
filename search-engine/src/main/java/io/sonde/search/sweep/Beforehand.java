package io.sonde.search.sweep;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Completion;
import io.sonde.search.port.PreparedTrials;
import io.sonde.search.space.Configuration;
import io.sonde.search.spec.SweepSpec;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a configuration before it runs.
 *
 * @param known its metrics known before training
 * @param ruledOut why it cannot run, or which constraint it violates; empty when it can
 */
record Beforehand(Map<String, Double> known, Optional<String> ruledOut) {

  static Beforehand of(SweepSpec spec, PreparedTrials trials, Configuration configuration) {
    PreparedTrials.Feasibility feasibility = trials.assess(configuration);
    if (feasibility instanceof PreparedTrials.Infeasible infeasible) {
      return new Beforehand(Map.of(), Optional.of(infeasible.reason()));
    }
    Map<String, Double> known = ((PreparedTrials.Feasible) feasibility).known();
    ColumnarHistory alone = new ColumnarHistory(spec.space(), spec.goal());
    int trial = alone.propose(configuration);
    alone.measure(trial, known);
    return new Beforehand(known, Completion.violation(alone, trial, true));
  }
}
