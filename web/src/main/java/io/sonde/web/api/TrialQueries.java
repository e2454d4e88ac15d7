package io.sonde.web.api;

import io.sonde.search.history.TrialState;
import io.sonde.search.port.SweepReader.TrialQuery;
import io.sonde.search.port.TrialFilter;
import io.sonde.web.document.TrialColumn;
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

  private static final int MOST_FILTERS = 10;
  private static final int MOST_COLUMNS = 200;
  private static final String[] NONE = {};

  private TrialQueries() {}

  /** Asks by number when nothing else is said; goes on behind a {@code cursor}. */
  static TrialQuery of(RoutingContext context, int limit) {
    TrialQuery query = of(context, limit, "number", false);
    return Paging.cursor(context).map(query::after).orElse(query);
  }

  /**
   * Reads any number of {@code columns}, each a word that {@link TrialColumn#of} knows; empty where
   * none is asked for.
   */
  public static Optional<List<TrialColumn>> columns(RoutingContext context) {
    List<String> words = context.queryParam("columns");
    if (words.size() > MOST_COLUMNS) {
      throw HttpProblem.invalid(
          "At most " + MOST_COLUMNS + " columns can be asked for, got " + words.size() + ".");
    }
    try {
      List<TrialColumn> columns = words.stream().distinct().map(TrialColumn::of).toList();
      return Optional.of(columns).filter(some -> !some.isEmpty());
    } catch (IllegalArgumentException e) {
      throw HttpProblem.invalid(String.valueOf(e.getMessage()));
    }
  }

  /** The same from the first to the last, a page at a time. */
  static TrialQuery all(RoutingContext context, int page) {
    Optional<String> sort = Parameters.text(context, "sort").map(TrialQueries::sort);
    return new TrialQuery(
        states(Parameters.text(context, "state")),
        sort.orElse("number"),
        Parameters.flag(context, "descending"),
        0,
        page,
        filters(context.queryParam("filter")));
  }

  /**
   * Reads {@code state} (words with commas between), {@code sort}, {@code descending}, {@code
   * offset}, {@code limit} and any number of {@code filter}, see {@link TrialFilter#parse}; what
   * stands after the limit here is the order when none is asked for.
   */
  public static TrialQuery of(RoutingContext context, int limit, String sort, boolean descending) {
    Optional<String> asked = Parameters.text(context, "sort");
    return new TrialQuery(
        states(Parameters.text(context, "state")),
        sort(asked.orElse(sort)),
        asked.isPresent() ? Parameters.flag(context, "descending") : descending,
        Parameters.query(context, "offset", 0, Integer.MAX_VALUE, 0),
        Parameters.query(context, "limit", 1, 1000, limit),
        filters(context.queryParam("filter")));
  }

  private static List<TrialFilter> filters(List<String> texts) {
    if (texts.size() > MOST_FILTERS) {
      throw HttpProblem.invalid(
          "At most " + MOST_FILTERS + " filters can be asked for, got " + texts.size() + ".");
    }
    try {
      return texts.stream().filter(text -> !text.isBlank()).map(TrialFilter::parse).toList();
    } catch (IllegalArgumentException e) {
      throw HttpProblem.invalid(String.valueOf(e.getMessage()));
    }
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
