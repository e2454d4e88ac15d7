package io.sonde.search.report;

import java.util.Locale;

/** Why an attempt ended. */
public enum Cause {
  /** The trial ran to its end. */
  COMPLETED,
  /** The stopper's verdict. */
  STOPPED,
  /** The stopper's verdict: its checkpoint is kept, and it may be taken further later. */
  PAUSED,
  /** The configuration cannot be built or violates a constraint. */
  INFEASIBLE,
  /** The training itself went wrong in a way that another attempt would repeat, such as NaN. */
  DIVERGED,
  /** The process ended without a word, or the code threw. */
  CRASH,
  /** Memory ran out. */
  OOM,
  /** The trial's time limit passed. */
  TIMEOUT,
  /** What the process ran on failed: its node, its pod, its device. Never the trial's fault. */
  INFRASTRUCTURE,
  /** Contact with the process was lost, the server's going among it. Never the trial's fault. */
  LOST,
  /** It made room for a trial that goes first; another attempt goes on from its checkpoint. */
  PREEMPTED,
  /** A person, or the end of the sweep. */
  CANCELLED;

  /** Whether the attempt failed, after which the trial may be tried again within its budget. */
  public boolean failure() {
    return switch (this) {
      case DIVERGED, CRASH, OOM, TIMEOUT, INFRASTRUCTURE, LOST -> true;
      case COMPLETED, STOPPED, PAUSED, INFEASIBLE, PREEMPTED, CANCELLED -> false;
    };
  }

  /** The word for this cause in messages and in {@code trial.retries}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The cause of a word. Throws {@link IllegalArgumentException} for any other. */
  public static Cause of(String word) {
    for (Cause cause : values()) {
      if (cause.word().equals(word)) {
        return cause;
      }
    }
    throw new IllegalArgumentException("'" + word + "' is no cause of an attempt's end");
  }
}
