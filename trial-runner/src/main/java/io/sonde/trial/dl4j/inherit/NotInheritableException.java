package io.sonde.trial.dl4j.inherit;

/** A network cannot do what another does; the message says why. */
public final class NotInheritableException extends Exception {
  private static final long serialVersionUID = 1;

  /** With a sentence that says why. */
  public NotInheritableException(String message) {
    super(message);
  }
}
