package io.sonde.app.log;

import java.util.Locale;

/** How the lines of the log are written. */
public enum LogFormat {
  /** For people. */
  TEXT,
  /** A JSON object on each line, for programs. */
  JSON;

  /** As it is written on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The format of a word. Throws {@link IllegalArgumentException} for any other. */
  public static LogFormat of(String word) {
    for (LogFormat format : values()) {
      if (format.word().equals(word)) {
        return format;
      }
    }
    throw new IllegalArgumentException("expected text or json, got '" + word + "'");
  }
}
