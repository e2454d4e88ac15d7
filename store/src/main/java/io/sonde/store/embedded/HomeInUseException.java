package io.sonde.store.embedded;

import java.nio.file.Path;

/** Another process owns the embedded server of this home folder. */
public final class HomeInUseException extends EmbeddedPostgresException {
  private static final long serialVersionUID = 1L;

  private final transient HomeOwner owner;

  HomeInUseException(Path folder, HomeOwner owner) {
    super(
        "The embedded database in "
            + folder
            + " is in use by process "
            + owner.pid()
            + " on "
            + owner.host()
            + ": stop that one first, talk to it, or choose another home folder.");
    this.owner = owner;
  }

  /** Who holds it. */
  public HomeOwner owner() {
    return owner;
  }
}
