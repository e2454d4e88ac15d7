package io.sonde.scheduler.local;

/** A command could not be started; the message is a sentence for people. */
final class StartFailure extends Exception {

  StartFailure(String message) {
    super(message);
  }
}
