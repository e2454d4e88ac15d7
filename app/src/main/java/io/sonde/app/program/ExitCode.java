package io.sonde.app.program;

/** What the process's exit code says; the same for every command. */
public final class ExitCode {
  /** The sweep completed, or the command did what it was asked. */
  public static final int OK = 0;

  /** The sweep failed, or the surroundings did. */
  public static final int FAILED = 1;

  /** The spec or the command line is wrong; nothing was started. */
  public static final int WRONG_INPUT = 2;

  /**
   * Nothing can be said yet: a sweep has not ended in time, its trials do not decide, or there is
   * none to compare it with.
   */
  public static final int INCONCLUSIVE = 3;

  private ExitCode() {}
}
