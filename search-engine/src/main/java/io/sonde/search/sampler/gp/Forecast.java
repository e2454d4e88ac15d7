package io.sonde.search.sampler.gp;

import io.sonde.search.history.Direction;
import io.sonde.search.history.History;
import io.sonde.search.history.TrialState;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What trials that did not run to their end would have come to. Their values are those of early
 * steps, and cannot be compared with those of completed trials. But at the step to which such a
 * trial came it has a rank among the completed ones, and is taken to keep it: it would have come to
 * the loss of the completed trial with that rank. One that was worse than all of them there would
 * have been the worst.
 */
final class Forecast {
  private final History history;
  private final int objective;
  private final Direction direction;
  private final int[] completed;
  private final double[] ends;
  private final Map<Integer, double[]> standings = new HashMap<>();

  /** Of an objective. */
  Forecast(History history, int objective) {
    this.history = history;
    this.objective = objective;
    this.direction = history.goal().objectives().get(objective).direction();
    this.completed =
        IntStream.range(0, history.size())
            .filter(trial -> history.state(trial) == TrialState.COMPLETED)
            .filter(trial -> !Double.isNaN(history.value(trial, objective)))
            .toArray();
    this.ends =
        Arrays.stream(completed)
            .mapToDouble(trial -> direction.loss(history.value(trial, objective)))
            .sorted()
            .toArray();
  }

  /** The loss of a stopped or paused trial; its own so far where nothing can be compared. */
  double loss(int trial) {
    double own = direction.loss(history.value(trial, objective));
    int reports = history.reports(trial);
    if (reports == 0 || ends.length == 0) {
      return own;
    }
    int step = history.step(trial, reports - 1);
    double loss = direction.loss(history.bestUpTo(trial, step, objective));
    double[] standing = standings.computeIfAbsent(step, this::standing);
    if (Double.isNaN(loss) || standing.length == 0) {
      return own;
    }
    int better = Arrays.binarySearch(standing, loss);
    while (better > 0 && standing[better - 1] == loss) {
      better--;
    }
    int rank = better < 0 ? -better - 1 : better;
    return rank < standing.length
        ? ends[(int) ((long) rank * ends.length / standing.length)]
        : Math.max(own, ends[ends.length - 1]);
  }

  /** The losses of the completed trials at a step, rising. */
  private double[] standing(int step) {
    return Arrays.stream(completed)
        .mapToDouble(trial -> direction.loss(history.bestUpTo(trial, step, objective)))
        .filter(loss -> !Double.isNaN(loss))
        .sorted()
        .toArray();
  }
}
