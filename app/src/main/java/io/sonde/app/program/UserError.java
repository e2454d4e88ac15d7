package io.sonde.app.program;

/** Something that the person at the command line can put right; told without a stack trace. */
public final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final int exitCode;

  private UserError(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  /** The spec or the command line is wrong. */
  public static UserError wrongInput(String message) {
    return new UserError(message, ExitCode.WRONG_INPUT);
  }

  /** The surroundings failed: a port, a folder, a database. */
  public static UserError surroundings(String message) {
    return new UserError(message, ExitCode.FAILED);
  }

  /** Nothing is wrong, but what is asked cannot be said yet. */
  public static UserError undecided(String message) {
    return new UserError(message, ExitCode.INCONCLUSIVE);
  }

  /** With which the process is to end. */
  public int exitCode() {
    return exitCode;
  }
}
