package io.sonde.search.asktell;

import io.sonde.search.history.Goal;
import io.sonde.search.history.History;
import io.sonde.search.history.Objective;
import io.sonde.search.pareto.Front;
import io.sonde.search.space.Configuration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The best trials so far, of those that ran to their end, were stopped or laid aside, and keep
 * every constraint.
 *
 * @param trials with one objective the best trial, of equal ones the first; with several the Pareto
 *     front, by number; empty while no trial has a value
 * @param hypervolume between these trials and the reference point, in the product of the
 *     objectives' units
 * @param reference the point from which the volume is measured, by objective; empty while there are
 *     no trials
 */
public record Best(List<Found> trials, double hypervolume, Map<String, Double> reference) {
  public Best {
    trials = List.copyOf(trials);
    reference = Collections.unmodifiableMap(new LinkedHashMap<>(reference));
  }

  /**
   * One of the best trials.
   *
   * @param values its objectives
   */
  public record Found(int trial, Map<String, Double> values, Configuration configuration) {
    public Found {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }

  /** The best trials of a history. */
  static Best of(History history) {
    Goal goal = history.goal();
    Front front = Front.of(history);
    List<Found> found =
        IntStream.of(front.trials())
            .limit(goal.single() ? 1 : Integer.MAX_VALUE)
            .mapToObj(trial -> found(history, trial))
            .toList();
    return new Best(found, front.hypervolume(), byObjective(goal, front.reference()));
  }

  private static Found found(History history, int trial) {
    double[] values =
        IntStream.range(0, history.goal().objectives().size())
            .mapToDouble(j -> history.value(trial, j))
            .toArray();
    return new Found(trial, byObjective(history.goal(), values), configuration(history, trial));
  }

  /** The configuration of a trial, from what the history keeps of it. */
  static Configuration configuration(History history, int trial) {
    return history.space().configure(parameter -> history.code(trial, parameter.index()));
  }

  private static Map<String, Double> byObjective(Goal goal, double[] values) {
    Map<String, Double> named = new LinkedHashMap<>();
    for (int j = 0; j < values.length; j++) {
      Objective objective = goal.objectives().get(j);
      named.put(objective.metric(), values[j]);
    }
    return named;
  }
}
