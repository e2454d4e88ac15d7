package io.sonde.app.server;

import io.sonde.app.home.Home;

/** Sends the program's log into the home; to be called before anything is logged. */
public final class ProgramLog {
  private ProgramLog() {}

  /** From now on; read by logback.xml when the first logger is made. */
  public static void into(Home home) {
    System.setProperty("sonde.logs", home.logs().toString());
  }
}
