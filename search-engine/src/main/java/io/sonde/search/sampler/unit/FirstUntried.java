package io.sonde.search.sampler.unit;

import io.sonde.search.history.History;
import io.sonde.search.history.TrialState;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Goes along a fixed sequence of rows and answers the first that no trial of a history has. So what
 * comes next depends on the history alone: rows that other trials have already are left out, and
 * the row of a cancelled trial has its turn again. Remembers how far it has come in the history it
 * follows. Not thread-safe.
 */
public final class FirstUntried {
  private final IntFunction<double[]> sequence;
  private final Growth seen = new Growth();
  private final TriedRows tried = new TriedRows();

  /** Of each row of the sequence that was tried, a trial that has it. */
  private int[] holders = {};

  private int known;
  private int settled;

  /**
   * Goes along this sequence.
   *
   * @param sequence the row at an index, counted from 0; always the same one
   */
  public FirstUntried(IntFunction<double[]> sequence) {
    this.sequence = sequence;
  }

  /** The first untried row among as many of the sequence; empty when all of them were tried. */
  public Optional<double[]> next(History history, int among) {
    if (seen.advance(history) == 0) {
      known = 0;
      settled = 0;
    }
    for (int i = settled; i < among; i++) {
      if (i >= known || history.state(holders[i]) == TrialState.CANCELLED) {
        double[] row = sequence.apply(i);
        int holder = tried.holder(history, row);
        if (holder < 0) {
          return Optional.of(row);
        }
        remember(i, holder);
      }
      settled += i == settled && history.state(holders[i]).ended() ? 1 : 0;
    }
    return Optional.empty();
  }

  private void remember(int index, int holder) {
    if (index == holders.length) {
      holders = Arrays.copyOf(holders, Math.max(16, index * 3 / 2));
    }
    holders[index] = holder;
    known = Math.max(known, index + 1);
  }
}
