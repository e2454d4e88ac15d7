package io.sonde.search.stopper.halving;

import io.sonde.search.history.Goal;
import io.sonde.search.history.History;
import io.sonde.search.history.TrialState;
import io.sonde.search.space.Space;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * The trials of one bracket, numbered from 0 in the order of the history from which they are. Grows
 * with that history and copies nothing but their numbers.
 */
final class BracketView implements History {
  private final History all;
  private final Brackets brackets;
  private final int bracket;

  /** The numbers in the whole history, rising. */
  private int[] trials = new int[16];

  private int size;
  private int seen;
  private int[] log = new int[64];
  private int changes;
  private int changesSeen;

  BracketView(History all, Brackets brackets, int bracket) {
    this.all = all;
    this.brackets = brackets;
    this.bracket = bracket;
  }

  /** The number here of a trial of the whole history that belongs to this bracket. */
  int here(int trial) {
    grow();
    int place = Arrays.binarySearch(trials, 0, size, trial);
    if (place < 0) {
      throw new IllegalArgumentException("trial " + trial + " is not of bracket " + bracket);
    }
    return place;
  }

  /** The number in the whole history of a trial here. */
  int there(int trial) {
    return trials[trial];
  }

  private void grow() {
    for (; seen < all.size(); seen++) {
      if (brackets.of(seen) == bracket) {
        trials = size == trials.length ? Arrays.copyOf(trials, size * 2) : trials;
        trials[size++] = seen;
      }
    }
  }

  @Override
  public int size() {
    grow();
    return size;
  }

  @Override
  public int changes() {
    for (; changesSeen < all.changes(); changesSeen++) {
      int trial = all.changed(changesSeen);
      if (brackets.of(trial) == bracket) {
        log = changes == log.length ? Arrays.copyOf(log, changes * 2) : log;
        log[changes++] = here(trial);
      }
    }
    return changes;
  }

  @Override
  public int changed(int change) {
    if (change < 0 || change >= changes()) {
      throw new IllegalArgumentException("no change " + change + " among " + changes());
    }
    return log[change];
  }

  @Override
  public OptionalInt number(int trial) {
    return all.number(trials[trial]);
  }

  @Override
  public Space space() {
    return all.space();
  }

  @Override
  public Goal goal() {
    return all.goal();
  }

  @Override
  public TrialState state(int trial) {
    return all.state(trials[trial]);
  }

  @Override
  public double code(int trial, int parameter) {
    return all.code(trials[trial], parameter);
  }

  @Override
  public double value(int trial, int objective) {
    return all.value(trials[trial], objective);
  }

  @Override
  public double violation(int trial, int constraint) {
    return all.violation(trials[trial], constraint);
  }

  @Override
  public int reports(int trial) {
    return all.reports(trials[trial]);
  }

  @Override
  public int step(int trial, int position) {
    return all.step(trials[trial], position);
  }

  @Override
  public double reported(int trial, int position, int objective) {
    return all.reported(trials[trial], position, objective);
  }
}
