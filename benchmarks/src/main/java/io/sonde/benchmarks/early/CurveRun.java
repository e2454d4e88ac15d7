package io.sonde.benchmarks.early;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.history.Summary;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.Sampler;
import io.sonde.search.port.Stopper;
import io.sonde.search.proposal.TrialSeeds;
import io.sonde.search.report.Decision;
import io.sonde.search.space.Configuration;
import java.util.Arrays;
import java.util.Optional;

/**
 * A sampler and a stopping rule over a pool, one trial at a time, as a sweep with one slot: a
 * paused trial that deserves it is taken further, else a new one is begun. What is spent is counted
 * in points of curves; a diverged trial fails at the point at which it did.
 */
final class CurveRun {
  private final Pool pool;
  private final Sampler sampler;
  private final Stopper stopper;
  private final TrialSeeds seeds;
  private final ColumnarHistory history;
  private final boolean[] used;

  /** Which configuration of the pool each trial is. */
  private final int[] chosen;

  private final double[] bests;
  private int spent;

  /**
   * A run.
   *
   * @param budget in points
   */
  CurveRun(Pool pool, Sampler sampler, Stopper stopper, int budget, long seed) {
    this.pool = pool;
    this.sampler = sampler;
    this.stopper = stopper;
    this.seeds = new TrialSeeds(seed);
    this.history =
        new ColumnarHistory(pool.space(), new Objective("loss", Direction.MINIMIZE, Summary.LAST));
    this.used = new boolean[pool.size()];
    this.chosen = new int[pool.size()];
    this.bests = new double[budget];
  }

  /**
   * Spends the budget.
   *
   * @return the best final loss of the trials that ran to their end, by how many points were spent,
   *     one or more; infinity before the first did
   */
  double[] play() {
    Arrays.fill(bests, Double.POSITIVE_INFINITY);
    while (spent < bests.length) {
      int trial = next();
      if (trial < 0) {
        break;
      }
      history.become(trial, TrialState.RUNNING);
      history.become(trial, run(trial));
    }
    for (int i = 1; i < bests.length; i++) {
      bests[i] = Math.min(bests[i], bests[i - 1]);
    }
    return bests;
  }

  private int next() {
    Optional<Stopper.Resumption> further = stopper.resume(history);
    if (further.isPresent()) {
      return further.get().trial();
    }
    int number = history.size();
    Optional<Configuration> wanted =
        sampler.propose(stopper.peers(history, number), seeds.proposal(number));
    int nearest = wanted.map(c -> pool.nearest(pool.space().encode(c), used)).orElse(-1);
    if (nearest < 0) {
      return -1;
    }
    used[nearest] = true;
    chosen[number] = nearest;
    return history.propose(pool.codes(nearest));
  }

  /** Runs a trial as far as it may go, and answers what becomes of it. */
  private TrialState run(int trial) {
    for (int point = history.reports(trial); spent < bests.length; point++) {
      double loss = pool.loss(chosen[trial], point);
      int step = point + 1;
      spent++;
      if (Double.isNaN(loss)) {
        return TrialState.FAILED;
      }
      history.report(trial, step, loss);
      if (step == pool.points()) {
        bests[spent - 1] = loss;
        return TrialState.COMPLETED;
      }
      Decision decision = stopper.judge(history, trial, step).decision();
      if (decision != Decision.CONTINUE) {
        return decision == Decision.STOP ? TrialState.STOPPED : TrialState.PAUSED;
      }
    }
    return TrialState.CANCELLED;
  }
}
