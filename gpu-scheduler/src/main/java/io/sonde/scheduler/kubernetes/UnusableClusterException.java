package io.sonde.scheduler.kubernetes;

/** There is no cluster to begin with; the message is a sentence for people. */
public final class UnusableClusterException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnusableClusterException(String message) {
    super(message);
  }
}
