package io.sonde.search.sampler.unit;

import io.sonde.search.history.History;
import io.sonde.search.history.TrialState;
import java.util.Arrays;

/**
 * Finds the trials of a history by their rows. What a trial was given never changes, so following a
 * history that has grown costs only its new trials, and a search does not depend on how many there
 * are. Not thread-safe.
 */
final class TriedRows {
  private static final int NONE = -1;
  private static final int LEAST_PLACES = 64;

  private final Growth seen = new Growth();

  /** Of each row the latest trial that has it, at the row's place or the next free one. */
  private int[] latest = {};

  /** Of each trial the one before it that has the same row. */
  private int[] earlier = {};

  private long[] hashes = {};

  /** A trial that has this row and is not cancelled; -1 when there is none. */
  int holder(History history, double[] row) {
    follow(history);
    int trial = latest[place(history, row, hash(row))];
    while (trial != NONE && history.state(trial) == TrialState.CANCELLED) {
      trial = earlier[trial];
    }
    return trial;
  }

  private void follow(History history) {
    int first = seen.advance(history);
    if (first == 0) {
      latest = emptyTable(LEAST_PLACES);
    }
    if (hashes.length < history.size()) {
      int capacity = Math.max(16, history.size() * 3 / 2);
      hashes = Arrays.copyOf(hashes, capacity);
      earlier = Arrays.copyOf(earlier, capacity);
    }
    double[] row = new double[history.space().parameters().size()];
    for (int trial = first; trial < history.size(); trial++) {
      add(history, trial, read(history, trial, row));
    }
  }

  private static int[] emptyTable(int places) {
    int[] table = new int[places];
    Arrays.fill(table, NONE);
    return table;
  }

  private static double[] read(History history, int trial, double[] row) {
    for (int p = 0; p < row.length; p++) {
      row[p] = history.code(trial, p);
    }
    return row;
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
    double[] row = new double[history.space().parameters().size()];
    for (int trial : old) {
      if (trial != NONE) {
        latest[place(history, read(history, trial, row), hashes[trial])] = trial;
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
    for (int p = 0; p < row.length; p++) {
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
}
