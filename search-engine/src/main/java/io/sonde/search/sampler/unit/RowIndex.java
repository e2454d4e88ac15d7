package io.sonde.search.sampler.unit;

import io.sonde.search.history.History;
import io.sonde.search.history.TrialState;
import java.util.Arrays;

/**
 * The rows of a history by their hash, so that a row is looked up without a walk over the trials:
 * an open table of trial numbers.
 */
final class RowIndex {
  private static final int EMPTY = -1;

  private final Growth seen = new Growth();
  private int[] table = new int[0];
  private int[] hashes = new int[0];

  /** Whether a trial that was not cancelled has this row. */
  boolean contains(History history, double[] row) {
    follow(history);
    int hash = Arrays.hashCode(row);
    for (int at = slot(hash); table[at] != EMPTY; at = next(at)) {
      int trial = table[at];
      if (hashes[trial] == hash
          && history.state(trial) != TrialState.CANCELLED
          && same(history, trial, row)) {
        return true;
      }
    }
    return false;
  }

  private void follow(History history) {
    int first = seen.advance(history);
    if (first == 0 || hashes.length < history.size()) {
      table = new int[Integer.highestOneBit(Math.max(16, history.size())) * 4];
      Arrays.fill(table, EMPTY);
      hashes = Arrays.copyOf(hashes, table.length / 2);
      for (int trial = 0; trial < first; trial++) {
        put(history, trial);
      }
    }
    for (int trial = first; trial < history.size(); trial++) {
      hashes[trial] = hash(history, trial);
      put(history, trial);
    }
  }

  /** Of trials with the same row one is enough, once it can no longer be cancelled. */
  private void put(History history, int trial) {
    int at = slot(hashes[trial]);
    while (table[at] != EMPTY) {
      if (hashes[table[at]] == hashes[trial]
          && history.state(table[at]).spendsBudget()
          && same(history, table[at], trial)) {
        return;
      }
      at = next(at);
    }
    table[at] = trial;
  }

  private int slot(int hash) {
    int mixed = hash * 0x9E3779B9; // so that similar rows do not crowd one part of the table
    return (mixed ^ (mixed >>> 15)) & (table.length - 1);
  }

  private int next(int slot) {
    return (slot + 1) & (table.length - 1);
  }

  private static int parameters(History history) {
    return history.space().parameters().size();
  }

  /** As {@link Arrays#hashCode(double[])} of the trial's row. */
  private static int hash(History history, int trial) {
    int hash = 1;
    for (int p = 0; p < parameters(history); p++) {
      hash = 31 * hash + Double.hashCode(history.code(trial, p));
    }
    return hash;
  }

  private static boolean same(History history, int one, int other) {
    for (int p = 0; p < parameters(history); p++) {
      if (Double.compare(history.code(one, p), history.code(other, p)) != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(History history, int trial, double[] row) {
    for (int p = 0; p < row.length; p++) {
      if (Double.compare(history.code(trial, p), row[p]) != 0) {
        return false;
      }
    }
    return true;
  }
}
