package io.sonde.trial.protocol;

/** The server does not take this attempt or this worker any more: leave at once. */
public final class FencedException extends Exception {
  private static final long serialVersionUID = 1L;

  FencedException(String message) {
    super(message);
  }
}
