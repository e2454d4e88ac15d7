package io.sonde.search.stopper;

import io.sonde.search.method.Method;
import io.sonde.search.port.Stopper;
import io.sonde.search.report.Decision;
import io.sonde.search.report.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stops a trial when every one of several rules says so. When all would end it, but one of them by
 * pausing, it is paused. As long as one rule lets it go on, it goes on, past a rung, too. The
 * reason is that of the rules, with their names.
 */
public final class AllOf extends Combination {
  private AllOf(List<Rule> rules) {
    super(rules);
  }

  /** {@code all} in a spec. */
  public static Method<Stopper.Factory> method() {
    return new Method<>(
        "all",
        "Stops a trial when every one of the rules says so",
        settings(),
        Map.of(),
        List.of(),
        settings -> new AllOf(rules(settings)));
  }

  @Override
  Verdict decide(List<Vote> votes) {
    Optional<Vote> goes = first(votes, Decision.CONTINUE);
    if (goes.isPresent()) {
      return Verdict.goOn(goes.get().told());
    } else if (first(votes, Decision.PAUSE).isEmpty()) {
      return Verdict.stop(told(votes));
    }
    Comparator<Vote> pauseFirst =
        Comparator.comparing(vote -> vote.verdict().decision() != Decision.PAUSE);
    return Verdict.pause(told(votes.stream().sorted(pauseFirst).toList()));
  }
}
