package io.sonde.trial.data;

/** A data file that cannot be used; the message names the file, where in it, and what to do. */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Takes a sentence for the person who wrote the spec. */
  public DataException(String message) {
    super(message);
  }

  /** Takes a sentence for the person who wrote the spec and what led to it. */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
