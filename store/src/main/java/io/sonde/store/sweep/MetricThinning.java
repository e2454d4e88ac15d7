package io.sonde.store.sweep;

import io.sonde.search.history.TrialState;
import io.sonde.search.port.SweepStore.StoreUnavailable;
import io.sonde.store.database.Database;
import io.sonde.store.database.Transactions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.hibernate.StatelessSession;

/**
 * Makes the curves of sweeps that are over coarser. Of every attempt there stay the first and the
 * last step, the best step of its trial, and the steps at which any metric is lowest or highest
 * within a part of its curve; values, verdicts and all else of a trial stay as they are. Goes in
 * batches, each a short transaction in which a sweep that was taken up again is let be.
 * Thread-safe.
 */
public final class MetricThinning {
  /** Curves of at most so many steps are left as they are. */
  public static final int MOST = 100;

  private static final int PARTS = 25;
  private static final int TRIALS_AT_A_TIME = 20;
  private static final int EVENTS_AT_A_TIME = 5000;

  /** The steps to keep of some trials of a sweep; a step is kept with all its metrics. */
  private static final String KEPT =
      """
      with placed as (
        select m.trial, m.attempt, m.name, m.step, m.value,
          row_number() over (partition by m.trial, m.attempt, m.name order by m.step) as place,
          count(*) over (partition by m.trial, m.attempt, m.name) as total
        from metric m
        where m.sweep = :sweep and m.trial >= :from and m.trial < :to
      ), ranked as (
        select *,
          row_number() over (partition by trial, attempt, name, (place - 1) * :parts / total
            order by value, step) as from_lowest,
          row_number() over (partition by trial, attempt, name, (place - 1) * :parts / total
            order by value desc, step) as from_highest
        from placed
      ), kept as (
        select distinct trial, attempt, step from ranked
        where total <= :most or place = 1 or place = total or from_lowest = 1 or from_highest = 1
      )
      """;

  private static final String OTHERS =
      """
      from metric m
      where m.sweep = :sweep and m.trial >= :from and m.trial < :to
        and not exists (select 1 from kept k
          where k.trial = m.trial and k.attempt = m.attempt and k.step = m.step)
        and exists (select 1 from trial t
          where t.sweep = m.sweep and t.number = m.trial and t.state in (:ended)
            and t.best_step is distinct from m.step)
      """;

  /** A report is kept as an event as long as one of its values is. */
  private static final String REPORTS =
      """
      with batch as (
        select sequence, kind, change from event
        where sweep = :sweep and sequence > :after order by sequence limit :limit
      ), gone as (
        delete from event e using batch s
        where e.sequence = s.sequence and s.kind = 'reported' and s.change->>'metrics' <> '{}'
          and not exists (select 1 from metric m where m.sweep = :sweep
            and m.trial = cast(split_part(s.change->>'attempt', '-', 2) as integer)
            and m.attempt = cast(split_part(s.change->>'attempt', '-', 3) as integer)
            and m.step = cast(s.change->>'step' as integer))
        returning 1
      )
      select (select max(sequence) from batch), (select count(*) from gone)
      """;

  private static final String DUE =
      """
      select s.number from sweep s left join thinned t on t.sweep = s.number
      where s.ended < :before and s.state not in ('waiting', 'running', 'paused', 'removed')
        and (t.at is null or t.at < s.ended)
      order by s.number
      """;

  private final Transactions transactions;

  /** In a database that holds this room's entities. */
  public MetricThinning(Database database) {
    this.transactions = new Transactions(database, StoreUnavailable::new);
  }

  /**
   * What went, or would go, of a sweep.
   *
   * @param points values of metrics
   * @param events reports of which no value stays
   */
  public record Thinned(int sweep, long points, long events) {}

  /** The sweeps that ended before a moment and were not thinned since. */
  public List<Integer> due(Instant endedBefore) {
    return transactions.reading(
        session ->
            session
                .createNativeQuery(DUE, Integer.class)
                .setParameter("before", Storable.time(endedBefore))
                .getResultList());
  }

  /** What {@link #thin} would remove of a sweep; its events are not counted. For anybody. */
  public Thinned look(int sweep) {
    long points = 0;
    int end = trials(sweep);
    for (int from = 0; from < end; from += TRIALS_AT_A_TIME) {
      int first = from;
      points +=
          transactions.reading(
              session ->
                  session
                      .createNativeQuery(KEPT + "select count(*) " + OTHERS, Long.class)
                      .setParameter("sweep", sweep)
                      .setParameter("from", first)
                      .setParameter("to", first + TRIALS_AT_A_TIME)
                      .setParameter("parts", PARTS)
                      .setParameter("most", MOST)
                      .setParameterList("ended", ended())
                      .getSingleResult());
    }
    return new Thinned(sweep, points, 0);
  }

  /** Thins a sweep that is over; only for the owner. Interrupted, it is done by the next call. */
  public Thinned thin(int sweep, Instant now) {
    long points = 0;
    int end = trials(sweep);
    for (int from = 0; from < end; from += TRIALS_AT_A_TIME) {
      int first = from;
      points +=
          transactions.writing(session -> over(session, sweep) ? thin(session, sweep, first) : 0);
    }
    long events = reports(sweep);
    transactions.write(
        session -> {
          if (over(session, sweep)) {
            session.upsert(new ThinnedEntity(sweep, now));
          }
        });
    return new Thinned(sweep, points, events);
  }

  private static int thin(StatelessSession session, int sweep, int from) {
    return session
        .createNativeMutationQuery(KEPT + "delete " + OTHERS)
        .setParameter("sweep", sweep)
        .setParameter("from", from)
        .setParameter("to", from + TRIALS_AT_A_TIME)
        .setParameter("parts", PARTS)
        .setParameter("most", MOST)
        .setParameterList("ended", ended())
        .executeUpdate();
  }

  private long reports(int sweep) {
    long events = 0;
    Step step = new Step(0, 0);
    do {
      long after = step.last();
      step = transactions.writing(session -> reports(session, sweep, after));
      events += step.gone();
    } while (step.last() > 0);
    return events;
  }

  /** How far a batch came; 0 at the end. */
  private record Step(long last, long gone) {}

  private static Step reports(StatelessSession session, int sweep, long after) {
    if (!over(session, sweep)) {
      return new Step(0, 0);
    }
    Object[] row =
        session
            .createNativeQuery(REPORTS, Object[].class)
            .setParameter("sweep", sweep)
            .setParameter("after", after)
            .setParameter("limit", EVENTS_AT_A_TIME)
            .getSingleResult();
    return new Step(
        row[0] == null ? 0 : ((Number) row[0]).longValue(), ((Number) row[1]).longValue());
  }

  /** Keeps the sweep as it is until the transaction ends. */
  private static boolean over(StatelessSession session, int sweep) {
    return !session
        .createNativeQuery(
            "select number from sweep where number = :sweep"
                + " and state not in ('waiting', 'running', 'paused', 'removed') for share",
            Integer.class)
        .setParameter("sweep", sweep)
        .getResultList()
        .isEmpty();
  }

  private int trials(int sweep) {
    return transactions.reading(
        session ->
            session
                .createNativeQuery(
                    "select coalesce(max(number), -1) + 1 from trial where sweep = :sweep",
                    Integer.class)
                .setParameter("sweep", sweep)
                .getSingleResult());
  }

  private static List<String> ended() {
    return Arrays.stream(TrialState.values())
        .filter(TrialState::ended)
        .map(TrialState::word)
        .toList();
  }
}
