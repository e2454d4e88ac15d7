package io.sonde.scheduler.kubernetes;

/** The cluster was asked and said no; the message is a sentence for people. */
final class ClusterRefusalException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ClusterRefusalException(String message, Throwable cause) {
    super(message, cause);
  }
}
