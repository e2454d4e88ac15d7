package io.sonde.store.sweep;

import io.sonde.search.port.SweepReader.SweepQuery;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.query.SelectionQuery;

/** Which sweeps a query means, as a condition with parameters. */
final class SweepFilter {
  private final Map<String, String> parts = new LinkedHashMap<>();

  SweepFilter(SweepQuery query) {
    query.experiment().ifPresent(text -> parts.put("experiment", Storable.text(text)));
    query.branch().ifPresent(text -> parts.put("branch", Storable.text(text)));
    query.commit().ifPresent(text -> parts.put("commit", Storable.text(text)));
  }

  /** The condition, after which an order may stand; empty when all sweeps are meant. */
  String where() {
    return parts.isEmpty()
        ? ""
        : parts.keySet().stream()
            .map(name -> "s." + name + " = :" + name)
            .collect(Collectors.joining(" and ", " s where ", ""));
  }

  /** Sets what the condition asks for. */
  <T> SelectionQuery<T> set(SelectionQuery<T> query) {
    parts.forEach(query::setParameter);
    return query;
  }
}
