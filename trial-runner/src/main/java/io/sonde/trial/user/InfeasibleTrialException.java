package io.sonde.trial.user;

/** This configuration cannot be built. */
public final class InfeasibleTrialException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a sentence that says why. */
  public InfeasibleTrialException(String reason) {
    super(reason);
  }
}
