package io.sonde.store.database;

/**
 * What a server is told on a connection, so that what its client holds there ends with the client,
 * also where that vanishes without a word: another one waits for it.
 */
final class LostClients {
  /**
   * The server notices within half a minute when the client's machine is gone. Keepalives are not
   * sent while an answer is under way; how long that may be is the last of the settings.
   */
  static final String NOTICED =
      "set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5;"
          + " set tcp_keepalives_count = 3; set tcp_user_timeout = '25s'";

  /** The same, and a client that is there but stands still does not keep a transaction open. */
  static final String NOTICED_AND_ENDED =
      NOTICED + "; set idle_in_transaction_session_timeout = '5min'";

  private LostClients() {}
}
