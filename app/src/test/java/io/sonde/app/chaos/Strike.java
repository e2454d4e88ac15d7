package io.sonde.app.chaos;

/** What is hit. */
enum Strike {
  /** The server; the next one starts at once, and may be hit before it is up. */
  SERVER,
  /** A process that works for a trial, or a child of one. */
  TRIAL,
  /** A process of the embedded database. */
  DATABASE,
  /** A daemon of the cluster. */
  DAEMON
}
