package io.sonde.trial.network.graph;

/** A configuration that is well written but cannot be built; the message is a sentence. */
public final class InfeasibleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Takes a sentence that says where and why. */
  public InfeasibleException(String message) {
    super(message);
  }
}
