package io.sonde.web.api;

import io.sonde.search.history.TrialState;
import io.sonde.search.port.SweepReader.TrialQuery;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.Parameters;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which trials a request asks for, in which order. */
public final class TrialQueries {
  /** The words that {@code sort} knows besides {@code value:PATH} and {@code metric:NAME}. */
  public static final List<String> SORTS = List.of("number", "state", "value", "step", "seconds");

  private static final String[] NONE = {};

  private TrialQueries() {}

  /** Asks by number when nothing else is said. */
  static TrialQuery of(RoutingContext context, int limit) {
    return of(context, limit, "number", false);
  }

  /**
   * Reads {@code state} (words with commas between), {@code sort}, {@code descending}, {@code
   * offset} and {@code limit}; what stands after the limit here is the order when none is asked
   * for.
   */
  public static TrialQuery of(RoutingContext context, int limit, String sort, boolean descending) {
    Optional<String> asked = Parameters.text(context, "sort");
    return new TrialQuery(
        states(Parameters.text(context, "state")),
        sort(asked.orElse(sort)),
        asked.isPresent() ? Parameters.flag(context, "descending") : descending,
        Parameters.query(context, "offset", 0, Integer.MAX_VALUE, 0),
        Parameters.query(context, "limit", 1, 1000, limit));
  }

  private static Set<TrialState> states(Optional<String> text) {
    Set<TrialState> states = EnumSet.noneOf(TrialState.class);
    for (String word : text.filter(t -> !t.isBlank()).map(t -> t.split(",")).orElse(NONE)) {
      states.add(state(word));
    }
    return states;
  }

  private static TrialState state(String word) {
    return Arrays.stream(TrialState.values())
        .filter(state -> state.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                HttpProblem.invalid(
                    "'"
                        + word
                        + "' is no state of a trial; known are "
                        + Arrays.stream(TrialState.values())
                            .map(TrialState::word)
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  private static String sort(String sort) {
    boolean known = SORTS.contains(sort) || sort.matches("(?s)(value|metric):.+");
    if (!known) {
      throw HttpProblem.invalid(
          "Cannot sort by '"
              + sort
              + "'; known are "
              + String.join(", ", SORTS)
              + ", value:PATH and metric:NAME.");
    }
    return sort;
  }
}
