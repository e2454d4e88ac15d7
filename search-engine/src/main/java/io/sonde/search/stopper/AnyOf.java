package io.sonde.search.stopper;

import io.sonde.search.method.Method;
import io.sonde.search.port.Stopper;
import io.sonde.search.report.Decision;
import io.sonde.search.report.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stops a trial as soon as one of several rules says so. When none does, a rule that pauses may
 * pause it. The reason is that of the rule, with its name.
 */
public final class AnyOf extends Combination {
  private AnyOf(List<Rule> rules) {
    super(rules);
  }

  /** {@code any} in a spec. */
  public static Method<Stopper.Factory> method() {
    return new Method<>(
        "any",
        "Stops a trial as soon as one of the rules says so",
        settings(),
        Map.of(),
        List.of(),
        settings -> new AnyOf(rules(settings)));
  }

  @Override
  Verdict decide(List<Vote> votes) {
    Optional<Vote> stop = first(votes, Decision.STOP);
    if (stop.isPresent()) {
      return Verdict.stop(stop.get().told());
    }
    Optional<Vote> pause = first(votes, Decision.PAUSE);
    return pause.isPresent() ? Verdict.pause(pause.get().told()) : Verdict.goOn(told(votes));
  }
}
