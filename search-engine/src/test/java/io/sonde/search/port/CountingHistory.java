package io.sonde.search.port;

import io.sonde.search.history.Goal;
import io.sonde.search.history.History;
import io.sonde.search.history.TrialState;
import io.sonde.search.space.Space;

/** A history that counts how often something of a trial is read. */
public final class CountingHistory implements History {
  private final History history;
  private long reads;

  /** Counts the reads of this history. */
  public CountingHistory(History history) {
    this.history = history;
  }

  /** How often something of a trial was read so far. */
  public long reads() {
    return reads;
  }

  @Override
  public Space space() {
    return history.space();
  }

  @Override
  public Goal goal() {
    return history.goal();
  }

  @Override
  public int size() {
    return history.size();
  }

  @Override
  public int changes() {
    return history.changes();
  }

  @Override
  public int changed(int change) {
    reads++;
    return history.changed(change);
  }

  @Override
  public TrialState state(int trial) {
    reads++;
    return history.state(trial);
  }

  @Override
  public double code(int trial, int parameter) {
    reads++;
    return history.code(trial, parameter);
  }

  @Override
  public double value(int trial, int objective) {
    reads++;
    return history.value(trial, objective);
  }

  @Override
  public double violation(int trial, int constraint) {
    reads++;
    return history.violation(trial, constraint);
  }

  @Override
  public int reports(int trial) {
    reads++;
    return history.reports(trial);
  }

  @Override
  public int step(int trial, int position) {
    reads++;
    return history.step(trial, position);
  }

  @Override
  public double reported(int trial, int position, int objective) {
    reads++;
    return history.reported(trial, position, objective);
  }
}
