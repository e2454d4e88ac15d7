package io.sonde.trial.protocol;

/** The server could not be reached for longer than a restart takes. */
public final class UnreachableException extends Exception {
  private static final long serialVersionUID = 1L;

  UnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
