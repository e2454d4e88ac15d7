package io.sonde.store.sweep;

import io.sonde.search.history.Objective;
import org.hibernate.StatelessSession;
import org.hibernate.query.NativeQuery;

/**
 * The value of a trial by an objective, as SQL over the table {@code trial}. That of the sweep's
 * first objective is a column, which indexes hold; another is a metric in the row.
 *
 * @param direction 1 when it is to be small, −1 when it is to be large
 * @param sql its parameter is {@code :metric}, where it has one
 */
record ObjectiveValue(String sql, double direction, String metric, boolean first) {
  private static final String MEASURED =
      "cast(coalesce(metrics ->> :metric, measured ->> :metric) as double precision)";

  /** Of a sweep, which may not be there. */
  static ObjectiveValue of(StatelessSession session, int sweep, Objective objective) {
    SweepEntity found = session.get(SweepEntity.class, sweep);
    boolean first = found == null || found.metric().equals(objective.metric());
    return new ObjectiveValue(
        first ? "value" : MEASURED, objective.direction().loss(1), objective.metric(), first);
  }

  /** A query whose text has {@code VALUE} where the value is to stand. */
  <T> NativeQuery<T> query(StatelessSession session, String text, Class<T> type, int sweep) {
    NativeQuery<T> query =
        session.createNativeQuery(text.replace("VALUE", sql), type).setParameter("sweep", sweep);
    return first ? query : query.setParameter("metric", metric);
  }
}
