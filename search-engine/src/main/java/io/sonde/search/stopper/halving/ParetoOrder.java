package io.sonde.search.stopper.halving;

import io.sonde.search.pareto.CrowdingDistance;
import io.sonde.search.pareto.NonDominatedSort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Trials from the best to the worst in several objectives: by non-dominated sorting, and on a front
 * by crowding distance, the loneliest first; of equals the earlier trial comes first.
 *
 * <p>R. Schmucker, M. Donini, M. B. Zafar, D. Salinas, C. Archambeau: Multi-objective asynchronous
 * successive halving. arXiv:2106.12639, 2021. It orders within a front by a greedy epsilon-net; the
 * crowding distance of NSGA-II does the same in less time.
 */
final class ParetoOrder {
  private final int[] objectives;
  private final List<Front> fronts = new ArrayList<>();

  /**
   * Orders some trials.
   *
   * @param trials quickest when none is dominated by one after it
   * @param losses of each trial, by its number, one an objective
   * @param objectives those that count
   */
  ParetoOrder(int[] trials, double[][] losses, int[] objectives) {
    this.objectives = objectives;
    double[][] rows = new double[trials.length][];
    for (int i = 0; i < rows.length; i++) {
      double[] all = losses[trials[i]];
      rows[i] = objectives.length == all.length ? all : some(all);
    }
    int[] ranks = NonDominatedSort.ranks(rows);
    for (int i = 0; i < trials.length; i++) {
      while (fronts.size() <= ranks[i]) {
        fronts.add(new Front());
      }
      fronts.get(ranks[i]).add(trials[i], rows[i]);
    }
  }

  private double[] some(double[] losses) {
    return Arrays.stream(objectives).mapToDouble(j -> losses[j]).toArray();
  }

  /** Whether these objectives counted. */
  boolean isBy(int[] others) {
    return Arrays.equals(objectives, others);
  }

  /** How many trials are better than this one; those as lonely on its front are not. */
  int better(int trial) {
    int before = 0;
    for (Front front : fronts) {
      int place = front.place(trial);
      if (place >= 0) {
        return before + front.lonelier(place);
      }
      before += front.size;
    }
    throw new IllegalArgumentException("trial " + trial + " is not here");
  }

  /** How many trials come before this one. */
  int before(int trial) {
    int before = 0;
    for (Front front : fronts) {
      int place = front.place(trial);
      if (place >= 0) {
        return before + front.before(place);
      }
      before += front.size;
    }
    throw new IllegalArgumentException("trial " + trial + " is not here");
  }

  /** The first of the trials of which something holds; empty when there is none. */
  OptionalInt first(IntPredicate which) {
    for (Front front : fronts) {
      OptionalInt first = front.first(which);
      if (first.isPresent()) {
        return first;
      }
    }
    return OptionalInt.empty();
  }

  /** Trials none of which dominates another. */
  private static final class Front {
    private int[] trials = new int[4];
    private double[][] rows = new double[4][];
    private int size;

    /** Reckoned when it is asked for. */
    private double @Nullable [] rooms;

    void add(int trial, double[] row) {
      if (size == trials.length) {
        trials = Arrays.copyOf(trials, size * 2);
        rows = Arrays.copyOf(rows, size * 2);
      }
      trials[size] = trial;
      rows[size++] = row;
    }

    private double[] rooms() {
      if (rooms == null) {
        rooms = CrowdingDistance.of(Arrays.copyOf(rows, size));
      }
      return rooms;
    }

    /** Where a trial stands in the arrays; −1 when it is not here. */
    int place(int trial) {
      for (int i = 0; i < size; i++) {
        if (trials[i] == trial) {
          return i;
        }
      }
      return -1;
    }

    int lonelier(int place) {
      int n = 0;
      for (int i = 0; i < size; i++) {
        n += rooms()[i] > rooms()[place] ? 1 : 0;
      }
      return n;
    }

    int before(int place) {
      int n = 0;
      for (int i = 0; i < size; i++) {
        n += comesBefore(i, place) ? 1 : 0;
      }
      return n;
    }

    OptionalInt first(IntPredicate which) {
      int first = -1;
      for (int i = 0; i < size; i++) {
        if (which.test(trials[i]) && (first < 0 || comesBefore(i, first))) {
          first = i;
        }
      }
      return first < 0 ? OptionalInt.empty() : OptionalInt.of(trials[first]);
    }

    private boolean comesBefore(int i, int j) {
      return rooms()[i] > rooms()[j] || (rooms()[i] == rooms()[j] && trials[i] < trials[j]);
    }
  }
}
