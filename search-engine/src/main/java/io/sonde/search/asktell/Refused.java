package io.sonde.search.asktell;

/** What was reported or told does not fit; nothing was changed. */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With a sentence that says what was expected. */
  public Refused(String message) {
    super(message);
  }
}
