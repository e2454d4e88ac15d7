package io.sonde.search.stopper.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Trials in the order of their losses, the best first; NaN is the worst, and of equals the earlier
 * trial comes first. Grows and shrinks one by one, each in about the square root of its size. Not
 * thread-safe.
 */
public final class Ranking {
  private static final int CAPACITY = 1024;

  private final List<Block> blocks = new ArrayList<>(List.of(new Block()));
  private int size;

  /** How many trials there are. */
  public int size() {
    return size;
  }

  /** Puts a trial in its place. */
  public void add(double loss, int trial) {
    int b = blockOf(loss, trial);
    Block block = blocks.get(b);
    if (block.size == CAPACITY) {
      blocks.add(b + 1, block.split());
      block = blocks.get(blockOf(loss, trial));
    }
    block.insert(block.before(loss, trial), loss, trial);
    size++;
  }

  /** Takes a trial out that was added with this loss. */
  public void remove(double loss, int trial) {
    int b = blockOf(loss, trial);
    Block block = blocks.get(b);
    int i = block.before(loss, trial);
    if (i == block.size || block.compare(i, loss, trial) != 0) {
      throw new IllegalArgumentException("trial " + trial + " is not here with loss " + loss);
    }
    block.delete(i);
    size--;
    if (block.size == 0 && blocks.size() > 1) {
      blocks.remove(b);
    }
  }

  /** How many trials come before this one, whether it is here or not. */
  public int before(double loss, int trial) {
    int before = 0;
    int b = blockOf(loss, trial);
    for (int i = 0; i < b; i++) {
      before += blocks.get(i).size;
    }
    return before + blocks.get(b).before(loss, trial);
  }

  /** How many trials have a smaller loss. */
  public int better(double loss) {
    return before(loss, -1);
  }

  /** The loss at a place, from 0. */
  public double loss(int place) {
    int i = place;
    for (Block block : blocks) {
      if (i < block.size) {
        return block.losses[i];
      }
      i -= block.size;
    }
    throw new IndexOutOfBoundsException("no place " + place + " among " + size);
  }

  /** The trial of the first place. */
  public int first() {
    if (size == 0) {
      throw new IllegalStateException("there is no first among none");
    }
    return blocks.get(0).trials[0];
  }

  /** The first block whose last is not before this one; the last block when there is none. */
  private int blockOf(double loss, int trial) {
    int low = 0;
    int high = blocks.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      Block block = blocks.get(middle);
      if (block.compare(block.size - 1, loss, trial) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** A run of neighbours; empty only when it is alone. */
  private static final class Block {
    private double[] losses = new double[8];
    private int[] trials = new int[8];
    private int size;

    int compare(int i, double loss, int trial) {
      int byLoss = Double.compare(losses[i], loss);
      return byLoss != 0 ? byLoss : Integer.compare(trials[i], trial);
    }

    int before(double loss, int trial) {
      int low = 0;
      int high = size;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (compare(middle, loss, trial) < 0) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    void insert(int i, double loss, int trial) {
      if (size == losses.length) {
        losses = Arrays.copyOf(losses, size * 2);
        trials = Arrays.copyOf(trials, size * 2);
      }
      System.arraycopy(losses, i, losses, i + 1, size - i);
      System.arraycopy(trials, i, trials, i + 1, size - i);
      losses[i] = loss;
      trials[i] = trial;
      size++;
    }

    void delete(int i) {
      System.arraycopy(losses, i + 1, losses, i, size - i - 1);
      System.arraycopy(trials, i + 1, trials, i, size - i - 1);
      size--;
    }

    Block split() {
      Block upper = new Block();
      int half = size / 2;
      upper.losses = Arrays.copyOfRange(losses, half, size);
      upper.trials = Arrays.copyOfRange(trials, half, size);
      upper.size = size - half;
      size = half;
      return upper;
    }
  }
}
