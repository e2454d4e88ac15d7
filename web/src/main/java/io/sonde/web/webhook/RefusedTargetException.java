package io.sonde.web.webhook;

/** A place that no request is sent to; the message is a sentence without a dot that says why. */
public final class RefusedTargetException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  RefusedTargetException(String why) {
    super(why);
  }
}
