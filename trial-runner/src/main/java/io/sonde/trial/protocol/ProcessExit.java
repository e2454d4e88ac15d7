package io.sonde.trial.protocol;

/** The exit codes by which a user's process tells something; all others but 0 are a crash. */
public final class ProcessExit {
  /** The configuration cannot be built, as {@code EX_CONFIG} of {@code sysexits.h}. */
  public static final int INFEASIBLE = 78;

  private ProcessExit() {}
}
