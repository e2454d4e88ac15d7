package io.sonde.search.report;

import java.util.Locale;

/** What a trial is to do after a report. */
public enum Decision {
  CONTINUE,
  STOP,
  PAUSE;

  /** The word for this decision in messages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
