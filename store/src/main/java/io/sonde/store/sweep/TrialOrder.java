package io.sonde.store.sweep;

import io.sonde.search.history.TrialState;
import io.sonde.search.port.SweepReader.TrialQuery;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.StatelessSession;

/**
 * An order of trials, as SQL expressions that are compared one after the other. Rows in which all
 * of them are null come last, and the trial's number decides between equals.
 *
 * @param expressions over the columns of {@code trial}
 * @param name the value of their parameter {@code :name}, where they have one
 */
record TrialOrder(List<String> expressions, Optional<String> name) {
  private static final String VALUE = "value:";
  private static final String METRIC = "metric:";

  /**
   * The order of a word.
   *
   * @throws IllegalArgumentException for a word that names no order
   */
  static TrialOrder of(String sort) {
    if (sort.startsWith(METRIC)) {
      return new TrialOrder(
          List.of("cast(coalesce(metrics ->> :name, measured ->> :name) as double precision)"),
          Optional.of(sort.substring(METRIC.length())));
    }
    if (sort.startsWith(VALUE)) {
      return new TrialOrder(
          List.of(
              "case when json_typeof(searched -> :name) = 'number'"
                  + " then cast(searched ->> :name as double precision) end",
              "searched ->> :name collate \"C\""),
          Optional.of(sort.substring(VALUE.length())));
    }
    String expression =
        switch (sort) {
          case "number" -> "number";
          case "state" -> "state collate \"C\"";
          case "value" -> "value";
          case "step" -> "last_step";
          case "seconds" -> "ended - started";
          default ->
              throw new IllegalArgumentException(
                  "Trials cannot be sorted by '"
                      + sort
                      + "': expected number, state, value, step, seconds, value:PATH or"
                      + " metric:NAME");
        };
    return new TrialOrder(List.of(expression), Optional.empty());
  }

  /** The trials of a page in this order. */
  Stream<TrialEntity> select(StatelessSession session, int sweep, TrialQuery page) {
    String direction = page.descending() ? " desc nulls last, " : " asc nulls last, ";
    String order = expressions.stream().map(e -> e + direction).collect(Collectors.joining());
    String states = page.states().isEmpty() ? "" : " and state in (:states)";
    var query =
        session
            .createNativeQuery(
                "select * from trial where sweep = :sweep"
                    + states
                    + " order by "
                    + order
                    + "number offset :offset limit :limit",
                TrialEntity.class)
            .setParameter("sweep", sweep)
            .setParameter("offset", page.offset())
            .setParameter("limit", page.limit());
    if (!page.states().isEmpty()) {
      query.setParameterList("states", page.states().stream().map(TrialState::word).toList());
    }
    name.ifPresent(value -> query.setParameter("name", value));
    return query.getResultStream();
  }
}
