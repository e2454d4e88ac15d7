package io.sonde.search;

/** Thrown by an evaluation whose configuration cannot be tried: its trial becomes infeasible. */
public final class InfeasibleException extends Exception {
  private static final long serialVersionUID = 1;

  /** With the reason, a sentence. */
  public InfeasibleException(String reason) {
    super(reason);
  }
}
