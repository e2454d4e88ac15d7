package io.sonde.search.insight.analysis;

import io.sonde.search.insight.ParetoPicture.Growth;
import io.sonde.search.pareto.Dominance;
import io.sonde.search.pareto.Hypervolume;
import io.sonde.search.pareto.Outcomes;
import java.util.ArrayList;
import java.util.List;

/**
 * How the volume that a front dominates grew, measured from one point throughout. Exact at every
 * trial it tells of: at each that moved the front for up to three objectives, where a volume costs
 * next to nothing, and beyond at a bounded number of them. Long histories are thinned.
 */
final class HypervolumeHistory {
  private static final int CHEAP_OBJECTIVES = 3;
  private static final int MOST_COSTLY = 40;
  private static final int MOST = 500;

  private final Hypervolume hypervolume;
  private final Outcomes outcomes;
  private final List<double[]> front = new ArrayList<>();
  private final List<Growth> growth = new ArrayList<>();

  private HypervolumeHistory(Hypervolume hypervolume, Outcomes outcomes) {
    this.hypervolume = hypervolume;
    this.outcomes = outcomes;
  }

  /**
   * The history of these rows, in their order.
   *
   * @param reference as losses
   */
  static List<Growth> of(Outcomes outcomes, int[] rows, double[] reference) {
    HypervolumeHistory history = new HypervolumeHistory(new Hypervolume(reference), outcomes);
    int stride = reference.length <= CHEAP_OBJECTIVES ? 1 : Math.max(1, rows.length / MOST_COSTLY);
    history.follow(rows, stride);
    return thinned(history.growth);
  }

  private void follow(int[] rows, int stride) {
    boolean moved = false;
    for (int i = 0; i < rows.length; i++) {
      moved |= add(outcomes.losses(rows[i]));
      if (moved && (i % stride == 0 || i == rows.length - 1)) {
        double volume = hypervolume.of(front.toArray(double[][]::new));
        growth.add(new Growth(outcomes.trial(rows[i]), volume));
        moved = false;
      }
    }
  }

  /** Whether the front moved. */
  private boolean add(double[] losses) {
    if (front.stream().anyMatch(other -> Dominance.covers(other, losses))) {
      return false;
    }
    front.removeIf(other -> Dominance.dominates(losses, other));
    return front.add(losses);
  }

  private static List<Growth> thinned(List<Growth> growth) {
    int stride = 1 + growth.size() / MOST;
    List<Growth> kept = new ArrayList<>();
    for (int i = 0; i < growth.size(); i++) {
      if (i % stride == 0 || i == growth.size() - 1) {
        kept.add(growth.get(i));
      }
    }
    return kept;
  }
}
