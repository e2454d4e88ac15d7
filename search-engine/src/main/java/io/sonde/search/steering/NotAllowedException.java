package io.sonde.search.steering;

/** Something was asked of a sweep or a trial that its state does not allow; nothing has changed. */
public final class NotAllowedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With a sentence that says what state it is in, and which one was expected. */
  public NotAllowedException(String message) {
    super(message);
  }
}
