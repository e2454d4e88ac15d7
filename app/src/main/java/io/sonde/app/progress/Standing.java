package io.sonde.app.progress;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.search.spec.SweepSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a sweep stands at one moment.
 *
 * @param sweep its document, as the API gives it
 * @param running the documents of its running trials
 * @param best the document of its best trial
 */
record Standing(JsonNode sweep, List<JsonNode> running, Optional<JsonNode> best) {
  int count(String state) {
    return sweep.path("trials").path(state).asInt();
  }

  /** Trials that count against the budget. */
  int spent() {
    return count("completed") + count("stopped") + count("failed") + count("infeasible");
  }

  int budget() {
    return sweep.path("budget").path("trials").asInt();
  }

  /** Whether the number of trials is bounded, not only the time. */
  boolean counted() {
    return budget() < SweepSpec.Budget.UNLIMITED;
  }

  /** Such as {@code 3/60 trials}. */
  String progress() {
    return spent() + (counted() ? "/" + budget() : "") + " trials";
  }

  String metric() {
    return sweep.path("objective").path("metric").asText();
  }

  /** The metrics of all objectives, the first in front; such as {@code accuracy, parameters}. */
  String metrics() {
    List<String> names = new ArrayList<>();
    sweep.path("objectives").forEach(one -> names.add(one.path("metric").asText()));
    return String.join(", ", names);
  }

  boolean over() {
    String state = sweep.path("state").asText();
    return state.equals("completed") || state.equals("failed") || state.equals("cancelled");
  }

  Duration elapsed() {
    return Duration.ofMillis((long) (sweep.path("seconds").asDouble() * 1000));
  }

  /** An estimate from the trials so far; empty while there are too few. */
  Optional<Duration> left() {
    int spent = spent();
    if (spent < 2 || budget() <= spent || !counted()) {
      return Optional.empty();
    }
    return Optional.of(elapsed().multipliedBy(budget() - spent).dividedBy(spent));
  }

  String bestLine() {
    return best.map(
            trial ->
                "trial "
                    + trial.path("number").asInt()
                    + ", "
                    + metric()
                    + " "
                    + Words.number(trial.path("value").asDouble())
                    + " at step "
                    + trial.path("best_step").asInt())
        .orElse("none yet");
  }
}
