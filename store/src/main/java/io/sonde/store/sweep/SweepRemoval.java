package io.sonde.store.sweep;

import io.sonde.store.database.Transactions;
import java.util.List;
import java.util.Map;
import org.hibernate.StatelessSession;

/**
 * Removes sweeps with all that is stored of them. A large one takes a while: nobody sees it any
 * more from the first step on, and each further step is a transaction of its own that touches no
 * more rows than others can wait for. Thread-safe.
 */
final class SweepRemoval {
  /** So many rows go in one step at most, which takes some tens of milliseconds. */
  private static final int ROWS = 5_000;

  /**
   * So many trials are dealt with before the next: a step that began with the first trial each time
   * would have to pass by all that is gone already.
   */
  private static final int TRIALS = 200;

  private final Transactions transactions;

  SweepRemoval(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Removes a sweep; nothing happens where there is none. */
  void remove(int sweep) {
    transactions.write(session -> hide(session, sweep));
    removeRows(sweep);
  }

  /** Goes on with what an earlier server did not come to the end of. */
  void finish() {
    List<Integer> hidden =
        transactions.reading(
            session ->
                session
                    .createNativeQuery(
                        "select number from sweep where state = '" + SweepEntity.REMOVED + "'",
                        Integer.class)
                    .getResultList());
    hidden.forEach(this::removeRows);
  }

  private static void hide(StatelessSession session, int sweep) {
    boolean there =
        session
                .createNativeMutationQuery(
                    "update sweep set state = '%s', request_key = null, request_digest = null, counts = json_build_object()"
                            .formatted(SweepEntity.REMOVED)
                        + " where number = :sweep")
                .setParameter("sweep", sweep)
                .executeUpdate()
            > 0;
    if (there) {
      DeletedEntity.raise(session, sweep);
    }
  }

  private void removeRows(int sweep) {
    int trials = transactions.reading(session -> trials(session, sweep));
    for (int first = 0; first < trials; first += TRIALS) {
      removeTrials(sweep, first, first + TRIALS - 1);
    }
    removeEvents(sweep);
    transactions.write(
        session -> delete(session, "delete from sweep where number = :sweep", sweep, Map.of()));
  }

  private static int trials(StatelessSession session, int sweep) {
    return session
        .createNativeQuery(
            "select coalesce(max(number) + 1, 0) from trial where sweep = :sweep", Integer.class)
        .setParameter("sweep", sweep)
        .getSingleResult();
  }

  /** Each table after those that refer to it. */
  private void removeTrials(int sweep, int first, int last) {
    Map<String, Object> range = Map.of("first", first, "last", last);
    String metrics =
        "delete from metric where ctid = any (array(select ctid from metric where sweep = :sweep"
            + " and trial between :first and :last limit %d))".formatted(ROWS);
    int gone = ROWS;
    while (gone == ROWS) {
      gone = transactions.writing(session -> delete(session, metrics, sweep, range));
    }
    transactions.write(
        session -> {
          String attempts =
              "delete from attempt where sweep = :sweep and trial between :first and :last";
          delete(session, attempts, sweep, range);
          String trials =
              "delete from trial where sweep = :sweep and number between :first and :last";
          delete(session, trials, sweep, range);
        });
  }

  private void removeEvents(int sweep) {
    long after = 0;
    long last = nextEvents(sweep, after);
    while (last > 0) {
      Map<String, Object> range = Map.of("after", after, "last", last);
      transactions.write(
          session -> {
            String events =
                "delete from event where sweep = :sweep and sequence > :after and sequence <="
                    + " :last";
            delete(session, events, sweep, range);
          });
      after = last;
      last = nextEvents(sweep, after);
    }
  }

  /** The last of the events that go in one step; 0 where there are none after this one. */
  private long nextEvents(int sweep, long after) {
    return transactions.reading(
        session ->
            session
                .createNativeQuery(
                    "select coalesce(max(sequence), 0) from (select sequence from event where sweep"
                        + " ="
                        + " :sweep and sequence > :after order by sequence limit %d) as step"
                            .formatted(ROWS),
                    Long.class)
                .setParameter("sweep", sweep)
                .setParameter("after", after)
                .getSingleResult());
  }

  private static int delete(
      StatelessSession session, String sql, int sweep, Map<String, Object> parameters) {
    var query = session.createNativeMutationQuery(sql).setParameter("sweep", sweep);
    parameters.forEach(query::setParameter);
    return query.executeUpdate();
  }
}
