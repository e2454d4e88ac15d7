package io.sonde.store.sweep;

import io.sonde.search.history.TrialState;
import io.sonde.search.port.SweepReader.TrialQuery;
import io.sonde.search.port.TrialFilter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.query.NativeQuery;

/** Which trials of a sweep a query means, as SQL with parameters. */
final class TrialConditions {
  private final List<String> conditions = new ArrayList<>(List.of("sweep = :sweep"));
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final List<String> states;

  TrialConditions(int sweep, TrialQuery query) {
    values.put("sweep", sweep);
    states = query.states().stream().map(TrialState::word).toList();
    if (!states.isEmpty()) {
      conditions.add("state in (:states)");
    }
    for (TrialFilter filter : query.filters()) {
      add(filter, values.size());
    }
  }

  private void add(TrialFilter filter, int index) {
    String name = "name" + index;
    String operand = "operand" + index;
    String column = filter.column();
    boolean searched = column.startsWith("value:");
    if (searched || column.startsWith("metric:")) {
      values.put(name, column.substring(column.indexOf(':') + 1));
    }
    String expression =
        searched
            ? searched(name, filter.number().isPresent())
            : switch (column) {
              case "value" -> "value";
              case "step" -> "last_step";
              case "seconds" -> "cast(extract(epoch from ended - started) as double precision)";
              default ->
                  "cast(coalesce(metrics ->> :%1$s, measured ->> :%1$s) as double precision)"
                      .formatted(name);
            };
    conditions.add(expression + " " + sign(filter.operator()) + " :" + operand);
    values.put(
        operand,
        filter.number().isPresent() ? filter.number().get() : Storable.text(filter.operand()));
  }

  private static String sign(TrialFilter.Operator operator) {
    return operator == TrialFilter.Operator.OTHER ? "<>" : operator.sign();
  }

  private static String searched(String name, boolean number) {
    return number
        ? "case when json_typeof(searched -> :%1$s) = 'number' then cast(searched ->> :%1$s as double precision) end"
            .formatted(name)
        : "searched ->> :" + name;
  }

  /** The condition. */
  String where() {
    return String.join(" and ", conditions);
  }

  /** Sets what the condition asks for. */
  <T> NativeQuery<T> set(NativeQuery<T> query) {
    values.forEach(query::setParameter);
    return states.isEmpty() ? query : query.setParameterList("states", states);
  }
}
