package io.sonde.trial.protocol;

/** The exit codes of a worker process. */
public final class WorkerExit {
  /** It was told to leave. */
  public static final int TOLD_TO_LEAVE = 0;

  /** Something broke; its log says what. */
  public static final int BROKEN = 1;

  /** Memory ran out. */
  public static final int OUT_OF_MEMORY = 3;

  /** The server was away for longer than a restart takes. */
  public static final int SERVER_GONE = 4;

  private WorkerExit() {}
}
