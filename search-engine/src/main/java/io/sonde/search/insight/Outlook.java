package io.sonde.search.insight;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Whether further trials are worth their budget.
 *
 * @param reason one sentence with its numbers
 * @param improvement the most that the best value can still be improved by, in the objective's
 *     unit, with a confidence of 90 %; with several objectives the part by which the hypervolume
 *     grew lately; empty when it is too early
 * @param threshold below which an improvement is not worth it; empty when it is too early
 */
public record Outlook(
    Answer answer, String reason, OptionalDouble improvement, OptionalDouble threshold) {

  /** The answer in short. */
  public enum Answer {
    TOO_EARLY,
    WORTH_GOING_ON,
    LITTLE_TO_GAIN;

    /** The words for this answer in documents and pages. */
    public String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** Nothing can be said yet. */
  public static Outlook tooEarly(String reason) {
    return new Outlook(Answer.TOO_EARLY, reason, OptionalDouble.empty(), OptionalDouble.empty());
  }
}
