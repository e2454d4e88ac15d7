package io.sonde.scheduler.cgroup;

/** Control groups cannot be made here; the message says why, as the end of a sentence. */
final class NoControlGroupsException extends Exception {

  NoControlGroupsException(String message) {
    super(message);
  }
}
