package io.sonde.store.sweep;

import io.sonde.search.port.Cursor;
import io.sonde.search.port.SweepReader.Batch;
import io.sonde.search.port.SweepReader.ExperimentRow;
import io.sonde.search.port.SweepReader.Page;
import io.sonde.search.port.SweepReader.Slice;
import io.sonde.search.port.SweepReader.SweepQuery;
import io.sonde.search.port.SweepReader.VersionRow;
import java.util.List;
import java.util.Optional;
import org.hibernate.StatelessSession;

/** Reads experiments, which are what their sweeps have in common. */
final class Experiments {
  private Experiments() {}

  /**
   * A cursor names the newest sweep of all at the time of the first page, too: what was started
   * later would else move its experiment from the pages to come to those that were read.
   */
  static Page<ExperimentRow> list(StatelessSession session, SweepQuery query, Slice slice) {
    String list = query.list("experiments");
    Optional<Cursor> after = slice.after().map(text -> Cursor.read(text, list, 2));
    long newest = after.map(cursor -> cursor.number(0)).orElseGet(() -> newest(session));
    SweepFilter filter = new SweepFilter(query);
    filter.upTo(newest);
    List<ExperimentRow> rows =
        filter
            .set(
                session.createSelectionQuery(
                    "select experiment, cast(count(distinct version) as Integer),"
                        + " cast(count(*) as Integer), max(number) from SweepEntity"
                        + filter.where()
                        + " group by experiment having max(number) < :before"
                        + " order by max(number) desc",
                    ExperimentRow.class))
            .setParameter(
                "before", after.map(cursor -> (int) cursor.number(1)).orElse(Integer.MAX_VALUE))
            .setFirstResult(slice.offset())
            .setMaxResults(slice.limit() + 1)
            .getResultList();
    return Batch.of(rows, slice.limit(), row -> cursor(newest, row.latest()).text(list))
        .counted(total(session, filter));
  }

  private static long total(StatelessSession session, SweepFilter filter) {
    return filter
        .set(
            session.createSelectionQuery(
                "select count(distinct experiment) from SweepEntity" + filter.where(), Long.class))
        .getSingleResult();
  }

  private static long newest(StatelessSession session) {
    return session
        .createSelectionQuery("select coalesce(max(number), 0) from SweepEntity", Integer.class)
        .getSingleResult();
  }

  private static Cursor cursor(long newest, int latest) {
    return new Cursor(
        List.of(Optional.of(Long.toString(newest)), Optional.of(Integer.toString(latest))));
  }

  static List<VersionRow> versions(StatelessSession session, SweepQuery query) {
    SweepFilter filter = new SweepFilter(query);
    return filter
        .set(
            session.createSelectionQuery(
                "select version, cast(count(*) as Integer), min(number), max(number), min(created)"
                    + " from SweepEntity"
                    + filter.where()
                    + " group by version order by version desc",
                VersionRow.class))
        .getResultList();
  }
}
