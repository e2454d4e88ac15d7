package io.sonde.search.stopper.halving;

import io.sonde.search.stopper.evidence.Ranking;
import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalInt;

/** A rung with one objective. NaN is the worst there is. */
final class ScalarRung implements Rung {
  private final Ranking all = new Ranking();
  private final Ranking paused = new Ranking();
  private final BitSet here = new BitSet();
  private final BitSet waiting = new BitSet();
  private double[] losses = new double[16];

  @Override
  public void put(int trial, double[] standing) {
    double loss = standing[0];
    if (here.get(trial) && Double.compare(losses[trial], loss) == 0) {
      return;
    }
    drop(trial);
    if (trial >= losses.length) {
      losses = Arrays.copyOf(losses, Math.max(trial + 1, losses.length * 2));
    }
    losses[trial] = loss;
    here.set(trial);
    all.add(loss, trial);
  }

  @Override
  public void drop(int trial) {
    if (here.get(trial)) {
      pause(trial, false);
      here.clear(trial);
      all.remove(losses[trial], trial);
    }
  }

  @Override
  public void pause(int trial, boolean pause) {
    if (pause == waiting.get(trial)) {
      return;
    }
    waiting.set(trial, pause);
    if (pause) {
      paused.add(losses[trial], trial);
    } else {
      paused.remove(losses[trial], trial);
    }
  }

  @Override
  public int size() {
    return all.size();
  }

  @Override
  public int better(int trial) {
    return all.better(losses[trial]);
  }

  @Override
  public OptionalInt firstPaused() {
    return paused.size() == 0 ? OptionalInt.empty() : OptionalInt.of(paused.first());
  }

  @Override
  public int before(int trial) {
    return all.before(losses[trial], trial);
  }

  /** The loss of a trial that is here. */
  double loss(int trial) {
    return losses[trial];
  }

  /** The loss at a place of the order, from 0. */
  double lossAt(int place) {
    return all.loss(place);
  }
}
