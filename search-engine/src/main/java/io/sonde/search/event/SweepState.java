package io.sonde.search.event;

import java.util.Locale;

/** The states of a sweep. */
public enum SweepState {
  WAITING,
  RUNNING,
  PAUSED,
  COMPLETED,
  FAILED,
  CANCELLED;

  /** Whether the sweep is over. */
  public boolean ended() {
    return this == COMPLETED || this == FAILED || this == CANCELLED;
  }

  /** The word for this state in reports, exports and pages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
