package io.sonde.search.gate;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a gate decided, and from what. Differences are the sweep's value less the baseline's.
 *
 * @param pairs how many trials were compared in pairs; 0 when the interval is of unpaired means
 * @param interval of the mean difference; empty when there were too few trials
 * @param best the sweep's best value
 * @param baselineBest the baseline's best value
 * @param reason a sentence or more for people
 */
public record GateResult(
    Outcome outcome,
    int sweep,
    int baseline,
    int pairs,
    Optional<Interval> interval,
    OptionalDouble best,
    OptionalDouble baselineBest,
    String reason) {

  /** What follows. */
  public enum Outcome {
    /** Not worse by more than the margin. */
    PASS,
    /** Worse by more than the margin. */
    FAIL,
    /** The trials are too few or too scattered to say. */
    INCONCLUSIVE;

    /** The word for this outcome. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
