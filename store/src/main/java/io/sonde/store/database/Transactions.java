package io.sonde.store.database;

import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hibernate.StatelessSession;

/**
 * Runs work in transactions of a database, for one store. An outage becomes the exception that the
 * store's port promises for it. Thread-safe.
 */
public final class Transactions {
  private final Database database;
  private final BiFunction<String, Throwable, ? extends RuntimeException> unavailable;

  /**
   * For one store.
   *
   * @param unavailable makes the port's exception from a sentence and a cause
   */
  public Transactions(
      Database database, BiFunction<String, Throwable, ? extends RuntimeException> unavailable) {
    this.database = database;
    this.unavailable = unavailable;
  }

  /** Runs work that only reads. */
  public <T> T reading(Function<StatelessSession, T> work) {
    try {
      return database.transact(work);
    } catch (DatabaseUnavailableException e) {
      throw unavailable.apply(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Runs work that writes; durable when it returns.
   *
   * @throws IllegalStateException when this process has not taken the database
   * @throws DatabaseInUseException when another server has taken it meanwhile
   */
  public <T> T writing(Function<StatelessSession, T> work) {
    return reading(
        session -> {
          database.ownership().require(session);
          return work.apply(session);
        });
  }

  /**
   * Runs work that writes what no owner keeps in memory, so that any process may; durable when it
   * returns.
   */
  public <T> T beside(Function<StatelessSession, T> work) {
    return reading(work);
  }

  /** Runs work that writes and answers nothing. */
  public void write(Consumer<StatelessSession> work) {
    writing(
        session -> {
          work.accept(session);
          return true;
        });
  }
}
