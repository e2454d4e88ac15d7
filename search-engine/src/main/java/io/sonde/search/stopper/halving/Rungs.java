package io.sonde.search.stopper.halving;

import io.sonde.search.history.History;
import io.sonde.search.history.TrialState;
import io.sonde.search.stopper.evidence.Changes;
import io.sonde.search.stopper.evidence.Standing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Who has reached which rung of a ladder, and with what. Follows one history as it grows: only
 * trials that changed are looked at again.
 *
 * <p>A trial stands on a rung with what its reports up to the first one at or after it come to, and
 * keeps its place whatever becomes of it, except when it turns out infeasible.
 */
final class Rungs {
  private final Changes changes;
  private final Ladder ladder;
  private final List<Rung> rungs = new ArrayList<>();

  /** By trial, how many rungs it has reached. */
  private int[] reached = new int[16];

  /** Nothing followed yet. */
  Rungs(History history, Ladder ladder) {
    this.changes = new Changes(history);
    this.ladder = ladder;
  }

  History history() {
    return changes.history();
  }

  /** How many rungs there are that some trial has reached. */
  int count() {
    return rungs.size();
  }

  /** A rung that some trial has reached, by its number from 0. */
  Rung rung(int number) {
    return rungs.get(number);
  }

  /** How many rungs a trial has reached. */
  int reached(int trial) {
    return trial < reached.length ? reached[trial] : 0;
  }

  /** Catches up with the history. */
  Rungs upToDate() {
    changes.follow(this::place);
    return this;
  }

  private void place(int trial) {
    if (trial >= reached.length) {
      reached = Arrays.copyOf(reached, Math.max(trial + 1, reached.length * 2));
    }
    int before = reached[trial];
    reached[trial] = history().state(trial) == TrialState.INFEASIBLE ? 0 : climb(trial);
    for (int rung = reached[trial]; rung < before; rung++) {
      rungs.get(rung).drop(trial);
    }
    boolean paused = history().state(trial) == TrialState.PAUSED;
    for (int rung = 0; rung < reached[trial]; rung++) {
      rungs.get(rung).pause(trial, paused && rung == reached[trial] - 1);
    }
  }

  /** Puts a trial on all rungs that it has reached; answers how many they are. */
  private int climb(int trial) {
    Standing standing = new Standing(history(), trial);
    int rung = 0;
    while (standing.more()) {
      int upTo = ladder.rungsUpTo(standing.nextStep());
      standing.advance();
      for (; rung < upTo; rung++) {
        put(rung, trial, standing.losses());
      }
    }
    return rung;
  }

  private void put(int rung, int trial, double[] losses) {
    while (rungs.size() <= rung) {
      rungs.add(losses.length == 1 ? new ScalarRung() : new ParetoRung());
    }
    rungs.get(rung).put(trial, losses);
  }
}
