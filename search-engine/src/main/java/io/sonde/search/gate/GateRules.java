package io.sonde.search.gate;

/**
 * When a sweep counts as worse.
 *
 * @param margin how much worse the objective may be on average, in its own unit; at least 0
 * @param confidence of the interval, within (0.5, 1)
 */
public record GateRules(double margin, double confidence) {
  /** Throws an IllegalArgumentException with the value that is out of its bounds. */
  public GateRules {
    if (!(margin >= 0) || Double.isInfinite(margin)) {
      throw new IllegalArgumentException(
          "'margin' is to be a number of at least 0, got " + margin + ".");
    }
    if (!(confidence > 0.5 && confidence < 1)) {
      throw new IllegalArgumentException(
          "'confidence' is to be a number within (0.5, 1), got " + confidence + ".");
    }
  }
}
