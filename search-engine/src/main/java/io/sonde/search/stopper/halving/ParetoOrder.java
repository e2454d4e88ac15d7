package io.sonde.search.stopper.halving;

import io.sonde.search.pareto.CrowdingDistance;
import io.sonde.search.pareto.NonDominatedSort;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Trials from the best to the worst in several objectives: by non-dominated sorting, and on a front
 * by crowding distance, the loneliest first; of equals the earlier trial comes first.
 *
 * <p>R. Schmucker, M. Donini, M. B. Zafar, D. Salinas, C. Archambeau: Multi-objective asynchronous
 * successive halving. arXiv:2106.12639, 2021. It orders within a front by a greedy epsilon-net; the
 * crowding distance of NSGA-II does the same in less time.
 */
final class ParetoOrder {
  /** The best first. */
  private final int[] trials;

  /** Of each of them, from 0. */
  private final int[] fronts;

  /** The crowding distance of each of them. */
  private final double[] rooms;

  /** Which of the objectives counted. */
  private final int[] objectives;

  private ParetoOrder(int[] trials, int[] fronts, double[] rooms, int[] objectives) {
    this.trials = trials;
    this.fronts = fronts;
    this.rooms = rooms;
    this.objectives = objectives;
  }

  /**
   * The order of some trials.
   *
   * @param trials rising
   * @param losses of each trial, by its number, one an objective
   * @param objectives those that count
   */
  static ParetoOrder of(int[] trials, double[][] losses, int[] objectives) {
    double[][] rows =
        Arrays.stream(trials)
            .mapToObj(t -> Arrays.stream(objectives).mapToDouble(j -> losses[t][j]).toArray())
            .toArray(double[][]::new);
    int[] ranks = NonDominatedSort.ranks(rows);
    int[] order = sorted(trials.length, Comparator.comparingInt(i -> ranks[i]));
    double[] rooms = new double[trials.length];
    for (int from = 0, to; from < order.length; from = to) {
      to = from;
      while (to < order.length && ranks[order[to]] == ranks[order[from]]) {
        to++;
      }
      loneliestFirst(rows, order, from, to, rooms);
    }
    return new ParetoOrder(
        Arrays.stream(order).map(i -> trials[i]).toArray(),
        Arrays.stream(order).map(i -> ranks[i]).toArray(),
        rooms,
        objectives);
  }

  /** Orders one front, which lies between two places of the order. */
  private static void loneliestFirst(
      double[][] rows, int[] order, int from, int to, double[] rooms) {
    int[] front = Arrays.copyOfRange(order, from, to);
    double[] room =
        CrowdingDistance.of(Arrays.stream(front).mapToObj(i -> rows[i]).toArray(double[][]::new));
    int[] byRoom = sorted(front.length, Comparator.comparingDouble(i -> -room[i]));
    for (int i = 0; i < front.length; i++) {
      order[from + i] = front[byRoom[i]];
      rooms[from + i] = room[byRoom[i]];
    }
  }

  private static int[] sorted(int n, Comparator<Integer> by) {
    return IntStream.range(0, n).boxed().sorted(by).mapToInt(i -> i).toArray();
  }

  /** Whether there are trials in it, ordered by these objectives. */
  boolean isBy(int[] known) {
    return trials.length > 0 && Arrays.equals(objectives, known);
  }

  /** The trials, the best first. */
  IntStream trials() {
    return Arrays.stream(trials);
  }

  /** The place of a trial, from 0. */
  int place(int trial) {
    int i = 0;
    while (trials[i] != trial) {
      i++;
    }
    return i;
  }

  /** The front of a trial, from 0. */
  int front(int trial) {
    return fronts[place(trial)];
  }

  /** How many trials are better than this one; those with its front and room are not. */
  int better(int trial) {
    int i = place(trial);
    while (i > 0 && fronts[i - 1] == fronts[i] && rooms[i - 1] == rooms[i]) {
      i--;
    }
    return i;
  }
}
