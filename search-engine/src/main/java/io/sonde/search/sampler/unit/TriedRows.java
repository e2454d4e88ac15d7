package io.sonde.search.sampler.unit;

import io.sonde.search.history.History;
import io.sonde.search.history.TrialState;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the trials of a history by their rows. What a trial was given never changes, so following a
 * history that has grown costs only its new trials, and a search does not depend on how many there
 * are. Not thread-safe.
 */
public final class TriedRows {
  private static final int NONE = -1;

  private final int dimensions;

  /** Of each row the latest trial that has it, at the row's place or the next free one. */
  private int[] latest = emptyTable(64);

  /** Of each trial the one before it that has the same row. */
  private int[] earlier = {};

  private long[] hashes = {};
  private @Nullable History followed;
  private int size;

  /** Rows of so many parameters. */
  public TriedRows(int dimensions) {
    this.dimensions = dimensions;
  }

  private static int[] emptyTable(int places) {
    int[] table = new int[places];
    Arrays.fill(table, NONE);
    return table;
  }

  /**
   * Takes in what the history has more than before; all of it when it is another one.
   *
   * @return whether it is another one
   */
  @SuppressWarnings("ReferenceEquality") // it must be the very history that was followed so far
  public boolean follow(History history) {
    boolean another = history != followed || history.size() < size;
    if (another) {
      latest = emptyTable(64);
      size = 0;
      followed = history;
    }
    if (hashes.length < history.size()) {
      int capacity = Math.max(16, history.size() * 3 / 2);
      hashes = Arrays.copyOf(hashes, capacity);
      earlier = Arrays.copyOf(earlier, capacity);
    }
    double[] row = new double[dimensions];
    for (; size < history.size(); size++) {
      for (int p = 0; p < dimensions; p++) {
        row[p] = history.code(size, p);
      }
      add(history, size, row);
    }
    return another;
  }

  private void add(History history, int trial, double[] row) {
    hashes[trial] = hash(row);
    if (trial >= latest.length / 2) {
      rehash(history);
    }
    int place = place(history, row, hashes[trial]);
    earlier[trial] = latest[place];
    latest[place] = trial;
  }

  private void rehash(History history) {
    int[] old = latest;
    latest = emptyTable(old.length * 4);
    double[] row = new double[dimensions];
    for (int trial : old) {
      if (trial != NONE) {
        for (int p = 0; p < dimensions; p++) {
          row[p] = history.code(trial, p);
        }
        latest[place(history, row, hashes[trial])] = trial;
      }
    }
  }

  /** Where the row stands, or where it would. */
  private int place(History history, double[] row, long hash) {
    int place = (int) hash & (latest.length - 1);
    while (latest[place] != NONE && !same(history, latest[place], row, hash)) {
      place = (place + 1) & (latest.length - 1);
    }
    return place;
  }

  private boolean same(History history, int trial, double[] row, long hash) {
    if (hashes[trial] != hash) {
      return false;
    }
    for (int p = 0; p < dimensions; p++) {
      if (Double.compare(history.code(trial, p), row[p]) != 0) {
        return false;
      }
    }
    return true;
  }

  private static long hash(double[] row) {
    long hash = 0;
    for (double code : row) {
      hash = Hash.of(hash, Double.doubleToLongBits(code));
    }
    return hash;
  }

  /**
   * A trial of the followed history that has this row and is not cancelled; -1 when there is none.
   */
  public int holder(History history, double[] row) {
    int trial = latest[place(history, row, hash(row))];
    while (trial != NONE && history.state(trial) == TrialState.CANCELLED) {
      trial = earlier[trial];
    }
    return trial;
  }
}
