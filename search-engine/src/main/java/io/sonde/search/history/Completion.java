package io.sonde.search.history;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What has come of a trial that ran to its end: failed when it lacks an objective, infeasible when
 * it violates a constraint, otherwise completed.
 *
 * @param reason why it is not completed; empty when it is
 */
public record Completion(TrialState state, String reason) {

  /** Judges a trial by all that was reported and measured of it. */
  public static Completion of(ColumnarHistory history, int trial) {
    List<Objective> objectives = history.goal().objectives();
    OptionalInt missing =
        IntStream.range(0, objectives.size())
            .filter(j -> Double.isNaN(history.value(trial, j)))
            .findFirst();
    if (missing.isPresent()) {
      String metric = objectives.get(missing.getAsInt()).metric();
      return new Completion(
          TrialState.FAILED, "it ended without a value of '" + metric + "' that is a number");
    }
    return violation(history, trial, false)
        .map(why -> new Completion(TrialState.INFEASIBLE, why))
        .orElse(new Completion(TrialState.COMPLETED, ""));
  }

  /**
   * The metrics that the result of a trial still lacks: objectives and constrained metrics of which
   * nothing was reported or measured yet.
   */
  public static Set<String> missing(History history, int trial) {
    Goal goal = history.goal();
    Set<String> missing = new LinkedHashSet<>();
    for (int j = 0; j < goal.objectives().size(); j++) {
      if (Double.isNaN(history.value(trial, j))) {
        missing.add(goal.objectives().get(j).metric());
      }
    }
    for (int c = 0; c < goal.constraints().size(); c++) {
      if (Double.isNaN(history.violation(trial, c))) {
        missing.add(goal.constraints().get(c).metric());
      }
    }
    return missing;
  }

  /**
   * The first constraint that a trial violates or has no value for, in a sentence; empty when all
   * hold.
   *
   * @param beforeTraining whether to look at those before training, or at all others; of those
   *     before training, one without a value is left to the trial's process, which measures it
   */
  public static Optional<String> violation(
      ColumnarHistory history, int trial, boolean beforeTraining) {
    List<Constraint> constraints = history.goal().constraints();
    return IntStream.range(0, constraints.size())
        .filter(c -> constraints.get(c).beforeTraining() == beforeTraining)
        .filter(c -> !beforeTraining || !Double.isNaN(history.constrained(trial, c)))
        .filter(c -> !constraints.get(c).holds(history.constrained(trial, c)))
        .mapToObj(c -> constraints.get(c).sentence(history.constrained(trial, c)))
        .findFirst();
  }
}
