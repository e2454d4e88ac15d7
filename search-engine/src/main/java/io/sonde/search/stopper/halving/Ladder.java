package io.sonde.search.stopper.halving;

import java.util.OptionalInt;

/**
 * The steps at which trials are judged: {@code min}, {@code min · eta}, {@code min · eta²}, … below
 * {@code max}.
 *
 * @param min the first rung, in steps; at least 1
 * @param max the steps of a trial that runs to its end: there is no rung there or beyond; empty
 *     when the number of steps is not known
 * @param eta by how much each rung is further than the one before; at least 2
 */
record Ladder(int min, OptionalInt max, int eta) {
  Ladder {
    if (min < 1) {
      throw new IllegalArgumentException("expected min of at least 1, got " + min);
    }
    if (max.isPresent() && max.getAsInt() < min) {
      throw new IllegalArgumentException(
          "expected max of at least min = " + min + ", got " + max.getAsInt());
    }
    if (eta < 2) {
      throw new IllegalArgumentException("expected eta of at least 2, got " + eta);
    }
  }

  /** How many rungs lie at or below a step. */
  int rungsUpTo(int step) {
    int rungs = 0;
    for (long rung = min; rung <= step && rung < end(); rung *= eta) {
      rungs++;
    }
    return rungs;
  }

  /** The step of a rung, by its number from 0; empty above the last. */
  OptionalInt step(int rung) {
    long step = min;
    for (int i = 0; i < rung && step < end(); i++) {
      step *= eta;
    }
    return step < end() ? OptionalInt.of((int) step) : OptionalInt.empty();
  }

  private long end() {
    return max.orElse(Integer.MAX_VALUE);
  }
}
