package io.sonde.search.history;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a sweep searches for.
 *
 * @param objectives at least one; with several the search is for the Pareto front, and the first
 *     one says which step of a trial is its best
 * @param constraints bounds that a trial must keep; may be empty
 */
public record Goal(List<Objective> objectives, List<Constraint> constraints) {
  public Goal {
    objectives = List.copyOf(objectives);
    constraints = List.copyOf(constraints);
    if (objectives.isEmpty()) {
      throw new IllegalArgumentException("expected at least one objective, got none");
    }
    Set<String> metrics = new HashSet<>();
    for (Objective objective : objectives) {
      if (!metrics.add(objective.metric())) {
        throw new IllegalArgumentException("'" + objective.metric() + "' is an objective twice");
      }
    }
  }

  /** One objective without constraints. */
  public Goal(Objective objective) {
    this(List.of(objective), List.of());
  }

  /** Whether there is just one objective. */
  public boolean single() {
    return objectives.size() == 1;
  }

  /** The metrics that are searched for or bounded, each once. */
  public Set<String> metrics() {
    Set<String> metrics = new LinkedHashSet<>();
    objectives.forEach(objective -> metrics.add(objective.metric()));
    constraints.forEach(constraint -> metrics.add(constraint.metric()));
    return metrics;
  }

  /** The first objective. */
  public Objective first() {
    return objectives.get(0);
  }
}
