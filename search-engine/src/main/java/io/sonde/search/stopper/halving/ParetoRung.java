package io.sonde.search.stopper.halving;

import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A rung with several objectives: trials are ordered by the front on which they lie, and on a front
 * those with more room around them come first. An objective, other than the first, that is not
 * known of a trial while it runs is left out when that trial is judged.
 */
final class ParetoRung implements Rung {
  private final BitSet here = new BitSet();
  private final BitSet paused = new BitSet();
  private double[][] losses = new double[16][];

  /** The trials by their first loss, equals by the next ones, so that ordering them is quick. */
  private int[] sorted = new int[16];

  private int size;

  /** Reckoned when it is asked for, and dropped when the rung changes. */
  private @Nullable ParetoOrder order;

  @Override
  public void put(int trial, double[] standing) {
    if (here.get(trial) && Arrays.equals(losses[trial], standing)) {
      return;
    }
    drop(trial);
    if (trial >= losses.length) {
      losses = Arrays.copyOf(losses, Math.max(trial + 1, losses.length * 2));
    }
    losses[trial] = standing.clone();
    here.set(trial);
    insert(place(trial), trial);
    order = null;
  }

  private void insert(int place, int trial) {
    if (size == sorted.length) {
      sorted = Arrays.copyOf(sorted, size * 2);
    }
    System.arraycopy(sorted, place, sorted, place + 1, size - place);
    sorted[place] = trial;
    size++;
  }

  @Override
  public void drop(int trial) {
    if (here.get(trial)) {
      here.clear(trial);
      paused.clear(trial);
      int place = place(trial);
      System.arraycopy(sorted, place + 1, sorted, place, size - place - 1);
      size--;
      order = null;
    }
  }

  /** How many of the sorted trials come before this one. */
  private int place(int trial) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compare(sorted[middle], trial) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int compare(int a, int b) {
    int byLosses = Arrays.compare(losses[a], losses[b]);
    return byLosses != 0 ? byLosses : Integer.compare(a, b);
  }

  @Override
  public void pause(int trial, boolean pause) {
    paused.set(trial, pause);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int better(int trial) {
    return orderFor(trial).better(trial);
  }

  @Override
  public OptionalInt firstPaused() {
    return paused.isEmpty()
        ? OptionalInt.empty()
        : orderFor(paused.nextSetBit(0)).first(paused::get);
  }

  @Override
  public int before(int trial) {
    return orderFor(trial).before(trial);
  }

  /** What a trial that is here has, one loss an objective. */
  double[] losses(int trial) {
    return losses[trial].clone();
  }

  private ParetoOrder orderFor(int trial) {
    int[] known =
        IntStream.range(0, losses[trial].length)
            .filter(j -> j == 0 || !Double.isNaN(losses[trial][j]))
            .toArray();
    if (order == null || !order.isBy(known)) {
      order = new ParetoOrder(Arrays.copyOf(sorted, size), losses, known);
    }
    return order;
  }
}
