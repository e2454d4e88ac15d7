package io.sonde.search.stopper.halving;

import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A rung with several objectives: trials are ordered by the front on which they lie, and on a front
 * those with more room around them come first. An objective, other than the first, that is not
 * known of a trial while it runs is left out when that trial is judged.
 */
final class ParetoRung implements Rung {
  private final BitSet here = new BitSet();
  private final BitSet paused = new BitSet();
  private double[][] losses = new double[16][];

  /** Reckoned when it is asked for, and dropped when the rung changes. */
  private ParetoOrder order = ParetoOrder.of(new int[0], losses, new int[0]);

  @Override
  public void put(int trial, double[] standing) {
    if (here.get(trial) && Arrays.equals(losses[trial], standing)) {
      return;
    }
    if (trial >= losses.length) {
      losses = Arrays.copyOf(losses, Math.max(trial + 1, losses.length * 2));
    }
    losses[trial] = standing.clone();
    here.set(trial);
    forget();
  }

  @Override
  public void drop(int trial) {
    if (here.get(trial)) {
      here.clear(trial);
      paused.clear(trial);
      forget();
    }
  }

  private void forget() {
    order = ParetoOrder.of(new int[0], losses, new int[0]);
  }

  @Override
  public void pause(int trial, boolean pause) {
    paused.set(trial, pause);
  }

  @Override
  public int size() {
    return here.cardinality();
  }

  @Override
  public int better(int trial) {
    return orderFor(trial).better(trial);
  }

  @Override
  public OptionalInt firstPaused() {
    return paused.isEmpty()
        ? OptionalInt.empty()
        : orderFor(paused.nextSetBit(0)).trials().filter(paused::get).findFirst();
  }

  @Override
  public int before(int trial) {
    return orderFor(trial).place(trial);
  }

  /** What a trial that is here has, one loss an objective. */
  double[] losses(int trial) {
    return losses[trial].clone();
  }

  /** The front on which a trial lies, from 0. */
  int front(int trial) {
    return orderFor(trial).front(trial);
  }

  private ParetoOrder orderFor(int trial) {
    int[] known =
        IntStream.range(0, losses[trial].length)
            .filter(j -> j == 0 || !Double.isNaN(losses[trial][j]))
            .toArray();
    if (!order.isBy(known)) {
      order = ParetoOrder.of(here.stream().toArray(), losses, known);
    }
    return order;
  }
}
