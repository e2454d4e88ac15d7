package io.sonde.search.proposal;

import io.sonde.search.history.Goal;
import io.sonde.search.history.History;
import io.sonde.search.history.TrialState;
import io.sonde.search.space.Space;
import java.util.OptionalInt;

/** A history after another one that grows no more: the trials of the other come first. */
final class JoinedHistory implements History {
  private final History earlier;
  private final History own;
  private final int first;

  JoinedHistory(History earlier, History own) {
    this.earlier = earlier;
    this.own = own;
    this.first = earlier.size();
  }

  private History of(int trial) {
    return trial < first ? earlier : own;
  }

  private int place(int trial) {
    return trial < first ? trial : trial - first;
  }

  @Override
  public OptionalInt number(int trial) {
    return trial < first ? OptionalInt.empty() : own.number(trial - first);
  }

  @Override
  public Space space() {
    return own.space();
  }

  @Override
  public Goal goal() {
    return own.goal();
  }

  @Override
  public int size() {
    return first + own.size();
  }

  @Override
  public int changes() {
    return first + own.changes();
  }

  /** Every earlier trial once, then what changes in the own history. */
  @Override
  public int changed(int change) {
    return change < first ? change : first + own.changed(change - first);
  }

  @Override
  public TrialState state(int trial) {
    return of(trial).state(place(trial));
  }

  @Override
  public double code(int trial, int parameter) {
    return of(trial).code(place(trial), parameter);
  }

  @Override
  public double value(int trial, int objective) {
    return of(trial).value(place(trial), objective);
  }

  @Override
  public double violation(int trial, int constraint) {
    return of(trial).violation(place(trial), constraint);
  }

  @Override
  public int reports(int trial) {
    return of(trial).reports(place(trial));
  }

  @Override
  public int step(int trial, int position) {
    return of(trial).step(place(trial), position);
  }

  @Override
  public double reported(int trial, int position, int objective) {
    return of(trial).reported(place(trial), position, objective);
  }
}
