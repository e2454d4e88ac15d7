package io.sonde.store.sweep;

import io.sonde.search.port.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An order of trials, as SQL expressions that are compared one after the other. Rows in which all
 * of them are null come last, and the trial's number decides between equals.
 *
 * @param keys over the columns of {@code trial}; none for the order by number
 * @param name the value of their parameter {@code :name}, where they have one
 */
record TrialOrder(List<Key> keys, Optional<String> name, boolean descending) {
  private static final String VALUE = "value:";
  private static final String METRIC = "metric:";
  private static final String REAL = "double precision";

  /** No cursor holds more letters of a text than these. */
  private static final int TEXT_LETTERS = 200;

  /** An expression and the SQL type of its values. */
  record Key(String expression, String type) {}

  /**
   * The order of a word.
   *
   * @throws IllegalArgumentException for a word that names no order
   */
  static TrialOrder of(String sort, boolean descending) {
    if (sort.startsWith(METRIC)) {
      Key metric =
          new Key("cast(coalesce(metrics ->> :name, measured ->> :name) as " + REAL + ")", REAL);
      return new TrialOrder(
          List.of(metric), Optional.of(sort.substring(METRIC.length())), descending);
    }
    if (sort.startsWith(VALUE)) {
      return new TrialOrder(
          List.of(
              new Key(
                  "case when json_typeof(searched -> :name) = 'number'"
                      + " then cast(searched ->> :name as "
                      + REAL
                      + ") end",
                  REAL),
              new Key(
                  "case when json_typeof(searched -> :name) <> 'number'"
                      + " then left(searched ->> :name, "
                      + TEXT_LETTERS
                      + ") end collate \"C\"",
                  "text")),
          Optional.of(sort.substring(VALUE.length())),
          descending);
    }
    return new TrialOrder(plain(sort), Optional.empty(), descending);
  }

  private static List<Key> plain(String sort) {
    return switch (sort) {
      case "number" -> List.of();
      case "state" -> List.of(new Key("state collate \"C\"", "text"));
      case "value" -> List.of(new Key("value", REAL));
      case "step" -> List.of(new Key("last_step", "integer"));
      case "seconds" ->
          List.of(new Key("cast(extract(epoch from ended - started) as " + REAL + ")", REAL));
      default ->
          throw new IllegalArgumentException(
              "Trials cannot be sorted by '"
                  + sort
                  + "': expected number, state, value, step, seconds, value:PATH or"
                  + " metric:NAME");
    };
  }

  /** Selects the trials that meet a condition, each with its keys and number as texts behind it. */
  String sql(String condition) {
    StringBuilder columns = new StringBuilder("*");
    StringBuilder order = new StringBuilder();
    for (int i = 0; i < keys.size(); i++) {
      String expression = keys.get(i).expression();
      columns.append(", cast(").append(expression).append(" as text) as key").append(i);
      order.append(expression).append(descending ? " desc" : " asc").append(" nulls last, ");
    }
    columns.append(", cast(number as text) as place");
    order.append(keys.isEmpty() && descending ? "number desc" : "number");
    return "select %s from trial where %s order by %s offset :offset limit :limit"
        .formatted(columns, condition, order);
  }

  /**
   * The conditions under which trials come behind a cursor, in the order in which they do: first
   * those with the same keys, then those with fewer and fewer of them the same.
   */
  List<String> behind(Cursor cursor) {
    List<String> stretches = new ArrayList<>();
    stretches.add(same(cursor, keys.size()) + "number " + further(keys.isEmpty()) + " :after");
    for (int place = keys.size() - 1; place >= 0; place--) {
      if (cursor.keys().get(place).isPresent()) {
        String before = same(cursor, place);
        String expression = keys.get(place).expression();
        stretches.add(before + expression + " " + further(true) + " " + value(place));
        stretches.add(before + expression + " is null");
      }
    }
    return stretches;
  }

  private String further(boolean directed) {
    return directed && descending ? "<" : ">";
  }

  /** That the first so many keys are those of the cursor. */
  private String same(Cursor cursor, int count) {
    StringBuilder same = new StringBuilder();
    for (int place = 0; place < count; place++) {
      boolean present = cursor.keys().get(place).isPresent();
      same.append(keys.get(place).expression())
          .append(present ? " = " + value(place) : " is null")
          .append(" and ");
    }
    return same.toString();
  }

  private String value(int place) {
    return "cast(:key" + place + " as " + keys.get(place).type() + ")";
  }

  /** What the conditions of {@link #behind} ask for; each of them for a part of it. */
  Map<String, Object> parameters(Cursor cursor) {
    Map<String, Object> parameters = new TreeMap<>();
    for (int place = 0; place < keys.size(); place++) {
      String name = "key" + place;
      cursor.keys().get(place).ifPresent(key -> parameters.put(name, key));
    }
    parameters.put("after", (int) cursor.number(keys.size()));
    return parameters;
  }
}
