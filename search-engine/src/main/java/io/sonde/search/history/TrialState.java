package io.sonde.search.history;

import java.util.Locale;
import java.util.Set;

/** The states of a trial. The legal changes between them stand here and nowhere else. */
public enum TrialState {
  /** Proposed and stored; not running yet, or waiting for its next attempt. */
  WAITING,
  /** An attempt of it runs. */
  RUNNING,
  /** Laid aside with its checkpoint, to be taken further later. */
  PAUSED,
  /** Ran to its end. */
  COMPLETED,
  /** Ended early by a stopper's verdict. */
  STOPPED,
  /** Violates a constraint, or cannot be built. */
  INFEASIBLE,
  /** Broke, and its retries are spent. */
  FAILED,
  /** Ended by a person, or with its sweep. */
  CANCELLED;

  /** Whether nothing can follow this state. */
  public boolean ended() {
    return switch (this) {
      case WAITING, RUNNING, PAUSED -> false;
      case COMPLETED, STOPPED, INFEASIBLE, FAILED, CANCELLED -> true;
    };
  }

  /** Whether a trial in this state counts against {@code budget.trials} once it stands. */
  public boolean spendsBudget() {
    return ended() && this != CANCELLED;
  }

  /** Whether a trial in this state may go over into {@code next}. */
  public boolean canBecome(TrialState next) {
    return successors().contains(next);
  }

  private Set<TrialState> successors() {
    return switch (this) {
      case WAITING -> Set.of(RUNNING, STOPPED, INFEASIBLE, FAILED, CANCELLED);
      case RUNNING -> Set.of(WAITING, PAUSED, COMPLETED, STOPPED, INFEASIBLE, FAILED, CANCELLED);
      case PAUSED -> Set.of(WAITING, RUNNING, COMPLETED, STOPPED, CANCELLED);
      case COMPLETED, STOPPED, INFEASIBLE, FAILED, CANCELLED -> Set.of();
    };
  }

  /** The word for this state in reports, exports and pages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
