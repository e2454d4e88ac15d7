package io.sonde.search.report;

/**
 * A stopper's judgement.
 *
 * @param reason why, in one sentence with its numbers
 */
public record Verdict(Decision decision, String reason) {
  /** Go on. */
  public static Verdict goOn(String reason) {
    return new Verdict(Decision.CONTINUE, reason);
  }

  /** Lay aside with a checkpoint. */
  public static Verdict pause(String reason) {
    return new Verdict(Decision.PAUSE, reason);
  }

  /** Stop early. */
  public static Verdict stop(String reason) {
    return new Verdict(Decision.STOP, reason);
  }
}
