package io.sonde.store.database;

import org.jspecify.annotations.Nullable;

/**
 * The database cannot be used as it is. The message is a sentence for the user: it says what is
 * wrong and what to do; trying again without doing it is of no use.
 */
public class DatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a sentence for the user. */
  public DatabaseException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
