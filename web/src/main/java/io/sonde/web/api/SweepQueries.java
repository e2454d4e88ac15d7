package io.sonde.web.api;

import io.sonde.search.event.SweepState;
import io.sonde.search.port.SweepReader.SweepQuery;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.Parameters;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which sweeps a request asks for. */
public final class SweepQueries {
  private SweepQueries() {}

  /**
   * Reads {@code experiment}, {@code branch}, {@code commit}, {@code state} and {@code q}, the text
   * to search for; what is blank is not asked for.
   */
  public static SweepQuery of(RoutingContext context) {
    return new SweepQuery(
        text(context, "experiment"),
        text(context, "branch"),
        text(context, "commit"),
        text(context, "state").map(SweepQueries::state),
        text(context, "q"),
        Optional.empty());
  }

  private static Optional<String> text(RoutingContext context, String name) {
    return Parameters.text(context, name).filter(text -> !text.isBlank());
  }

  private static SweepState state(String word) {
    return Arrays.stream(SweepState.values())
        .filter(state -> state.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                HttpProblem.invalid(
                    "'"
                        + word
                        + "' is no state of a sweep; known are "
                        + Arrays.stream(SweepState.values())
                            .map(SweepState::word)
                            .collect(Collectors.joining(", "))
                        + "."));
  }
}
