package io.sonde.scheduler.local;

import io.sonde.scheduler.port.ProcessIdentity;
import java.util.OptionalInt;
import java.util.concurrent.Executor;

/** The first process of a job, whoever has started it. Safe for use by several threads. */
sealed interface JobProcess permits GatedProcess, AdoptedProcess {

  /** What tells it from all others. */
  ProcessIdentity identity();

  /** Whether it lives. */
  boolean alive();

  /** Waits for its end and gives its exit code; empty where nobody has seen that. */
  OptionalInt awaitExit();

  /** Lets the command run; does not block. */
  void open();

  /**
   * Writes to the standard input of the command; in another thread, for a command need not read. To
   * be called once at most.
   */
  void send(String text, Executor writers);
}
