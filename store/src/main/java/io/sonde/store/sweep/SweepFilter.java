package io.sonde.store.sweep;

import io.sonde.search.port.SweepReader.SweepQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hibernate.query.SelectionQuery;

/** Which sweeps a query means, as a condition with parameters. */
final class SweepFilter {
  private static final List<String> SEARCHED =
      List.of("s.experiment", "s.branch", "s.commit", "s.pullRequest");

  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> values = new LinkedHashMap<>();

  SweepFilter(SweepQuery query) {
    query.experiment().ifPresent(text -> equal("experiment", Storable.text(text)));
    query.branch().ifPresent(text -> equal("branch", Storable.text(text)));
    query.commit().ifPresent(text -> equal("commit", Storable.text(text)));
    query.state().ifPresent(state -> equal("state", state));
    query.projects().ifPresent(some -> among("project", some));
    query.text().ifPresent(text -> contains(text, query.number().orElse(0)));
  }

  private void equal(String attribute, Object value) {
    conditions.add("s." + attribute + " = :" + attribute);
    values.put(attribute, value);
  }

  private void among(String attribute, Collection<String> some) {
    conditions.add("s." + attribute + " in :" + attribute);
    values.put(attribute, some.stream().map(Storable::text).toList());
  }

  /** Sweeps are counted from 1, so that the number 0 is nobody's. */
  private void contains(String text, int number) {
    List<String> either = new ArrayList<>(List.of("s.number = :number"));
    SEARCHED.forEach(attribute -> either.add("lower(" + attribute + ") like :text escape '!'"));
    conditions.add("(" + String.join(" or ", either) + ")");
    String plain = Storable.text(text).strip().toLowerCase(Locale.ROOT);
    values.put("text", "%" + plain.replaceAll("[!%_]", "!$0") + "%");
    values.put("number", number);
  }

  /** Only those whose number is below or at a bound. */
  void upTo(long number) {
    conditions.add("s.number <= :highest");
    values.put("highest", (int) Math.min(Integer.MAX_VALUE, number));
  }

  /** The condition, after which an order may stand; empty when all sweeps are meant. */
  String where() {
    return conditions.isEmpty() ? "" : " s where " + String.join(" and ", conditions);
  }

  /** Sets what the condition asks for. */
  <T> SelectionQuery<T> set(SelectionQuery<T> query) {
    values.forEach(query::setParameter);
    return query;
  }
}
