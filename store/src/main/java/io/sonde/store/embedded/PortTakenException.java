package io.sonde.store.embedded;

/** Something else listens on the server's port. */
final class PortTakenException extends EmbeddedPostgresException {
  private static final long serialVersionUID = 1L;

  PortTakenException(int port) {
    super("Port " + port + " of the embedded database is taken by another program.");
  }
}
