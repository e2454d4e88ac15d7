package io.sonde.search.stopper.evidence;

import io.sonde.search.pareto.Dominance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The trials that no other dominates; with one objective the best, of equals the first. */
public final class Leaders {
  private final List<Leader> leaders = new ArrayList<>();

  /** A trial and its losses, one an objective. */
  public record Leader(int trial, List<Double> losses) {
    double[] row() {
      return losses.stream().mapToDouble(loss -> loss).toArray();
    }
  }

  /** Takes a trial in unless one dominates it, and drops those that it dominates. */
  public void add(int trial, double[] losses) {
    for (Leader leader : leaders) {
      boolean alike = Dominance.covers(losses, leader.row());
      if (Dominance.covers(leader.row(), losses) && !(alike && trial < leader.trial())) {
        return;
      }
    }
    leaders.removeIf(leader -> Dominance.covers(losses, leader.row()));
    List<Double> row = new ArrayList<>();
    for (double loss : losses) {
      row.add(loss);
    }
    leaders.add(new Leader(trial, List.copyOf(row)));
    leaders.sort(Comparator.comparingInt(Leader::trial));
  }

  /** The leaders, by their numbers. */
  public List<Leader> all() {
    return List.copyOf(leaders);
  }
}
