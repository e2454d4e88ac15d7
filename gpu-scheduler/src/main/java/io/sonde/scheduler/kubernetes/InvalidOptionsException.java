package io.sonde.scheduler.kubernetes;

/** What a job asks of the cluster cannot be understood; the message is a sentence for people. */
final class InvalidOptionsException extends Exception {
  private static final long serialVersionUID = 1;

  InvalidOptionsException(String message) {
    super(message);
  }
}
