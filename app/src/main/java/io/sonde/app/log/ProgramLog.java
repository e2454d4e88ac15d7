package io.sonde.app.log;

import io.sonde.app.home.Home;

/**
 * Sends the program's log into the home. To be called before any class is used that has a logger:
 * logback.xml is read when the first one is made.
 */
public final class ProgramLog {
  private ProgramLog() {}

  /** From now on, in a format. */
  public static void into(Home home, LogFormat format) {
    System.setProperty("sonde.logs", home.logs().toString());
    System.setProperty("sonde.log.format", format.word());
  }
}
