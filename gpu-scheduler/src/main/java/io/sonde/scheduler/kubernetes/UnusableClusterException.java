package io.sonde.scheduler.kubernetes;

/** There is no cluster to begin with; the message is a sentence for people. */
public final class UnusableClusterException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean refused;

  UnusableClusterException(String message) {
    this(message, false);
  }

  UnusableClusterException(String message, boolean refused) {
    super(message);
    this.refused = refused;
  }

  /** Whether a cluster answered, and said no. */
  public boolean refused() {
    return refused;
  }
}
