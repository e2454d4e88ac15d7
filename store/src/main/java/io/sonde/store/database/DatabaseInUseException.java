package io.sonde.store.database;

import java.util.Optional;

/** Another server owns the database. */
public final class DatabaseInUseException extends DatabaseException {
  private static final long serialVersionUID = 1L;

  private final transient Optional<DatabaseOwner> owner;

  DatabaseInUseException(DatabaseAddress address, Optional<DatabaseOwner> owner) {
    super(
        "The database "
            + address.place()
            + " is owned by "
            + owner.map(DatabaseOwner::toString).orElse("another server")
            + ": stop that server first, talk to it, or name another database.",
        null);
    this.owner = owner;
  }

  /** Who owns it; empty when that server has not said so yet. */
  public Optional<DatabaseOwner> owner() {
    return owner;
  }
}
