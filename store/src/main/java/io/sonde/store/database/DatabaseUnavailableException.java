package io.sonde.store.database;

/**
 * The database cannot be reached now; a later try may succeed. Whether a transaction that was being
 * committed took effect is not known.
 */
public final class DatabaseUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DatabaseUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
