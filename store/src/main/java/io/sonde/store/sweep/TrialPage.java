package io.sonde.store.sweep;

import io.sonde.search.port.Cursor;
import io.sonde.search.port.SweepReader.Batch;
import io.sonde.search.port.SweepReader.TrialQuery;
import io.sonde.search.port.SweepReader.TrialRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hibernate.StatelessSession;
import org.hibernate.query.NativeQuery;

/**
 * Reads a page of trials. Behind a cursor there are several stretches: first the trials that are
 * sorted like the last one read, by their numbers, then those that come after it, then those that
 * have nothing to be sorted by. Each is a range of an index where one has the order, so that a page
 * far behind costs what the first one does.
 */
final class TrialPage {
  private final int sweep;
  private final TrialQuery query;
  private final TrialOrder order;
  private final TrialConditions conditions;
  private final Optional<Cursor> after;

  /** Throws {@link Cursor.BadCursorException} when the query's cursor is none of this list. */
  TrialPage(int sweep, TrialQuery query) {
    this.sweep = sweep;
    this.query = query;
    this.order = TrialOrder.of(query.sort(), query.descending());
    this.conditions = new TrialConditions(sweep, query);
    int keys = order.keys().size() + 1;
    this.after = query.after().map(text -> Cursor.read(text, query.list(sweep), keys));
  }

  /** A trial, and what it is sorted by. */
  private record Placed(TrialRow trial, Cursor cursor) {}

  Batch<TrialRow> read(StatelessSession session) {
    int wanted = query.limit() + 1;
    List<Placed> found = new ArrayList<>();
    for (String stretch : stretches()) {
      if (found.size() < wanted) {
        found.addAll(rows(session, stretch, wanted - found.size()));
      }
    }
    String list = query.list(sweep);
    Batch<Placed> batch = Batch.of(found, query.limit(), placed -> placed.cursor().text(list));
    return new Batch<>(batch.rows().stream().map(Placed::trial).toList(), batch.next());
  }

  /** The conditions under which trials stand behind the cursor, in the order in which they do. */
  List<String> stretches() {
    return after.map(order::behind).orElse(List.of("true"));
  }

  private List<Placed> rows(StatelessSession session, String stretch, int limit) {
    String sql = order.sql(conditions.where() + " and " + stretch);
    NativeQuery<Object[]> select =
        conditions
            .set(session.createNativeQuery(sql, Object[].class))
            .addEntity(TrialEntity.class)
            .setParameter("offset", query.offset())
            .setParameter("limit", limit);
    for (int i = 0; i < order.keys().size(); i++) {
      select.addScalar("key" + i, String.class);
    }
    select.addScalar("place", String.class);
    parameters().forEach((name, value) -> setWhereAsked(select, sql, name, value));
    return select.getResultStream().map(this::placed).toList();
  }

  private Map<String, Object> parameters() {
    Map<String, Object> parameters = new TreeMap<>();
    order.name().ifPresent(name -> parameters.put("name", name));
    after.ifPresent(cursor -> parameters.putAll(order.parameters(cursor)));
    return parameters;
  }

  private static void setWhereAsked(
      NativeQuery<Object[]> select, String sql, String name, Object value) {
    if (sql.matches("(?s).*:" + name + "\\b.*")) {
      select.setParameter(name, value);
    }
  }

  private Placed placed(Object[] columns) {
    List<Optional<String>> keys = new ArrayList<>();
    for (int i = 1; i < columns.length; i++) {
      keys.add(Optional.ofNullable((String) columns[i]));
    }
    return new Placed(((TrialEntity) columns[0]).row(), new Cursor(keys));
  }
}
