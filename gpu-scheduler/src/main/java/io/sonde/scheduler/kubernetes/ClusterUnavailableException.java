package io.sonde.scheduler.kubernetes;

/** The cluster cannot be asked for now; the message is a sentence for people. */
final class ClusterUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ClusterUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
