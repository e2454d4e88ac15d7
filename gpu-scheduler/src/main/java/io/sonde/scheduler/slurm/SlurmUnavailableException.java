package io.sonde.scheduler.slurm;

/** Slurm could not be asked, or gave no clear answer; the message is a sentence for people. */
final class SlurmUnavailableException extends Exception {

  private static final long serialVersionUID = 1L;

  SlurmUnavailableException(String message) {
    super(message);
  }

  SlurmUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
