package io.sonde.store.sweep;

import io.sonde.search.history.Direction;
import io.sonde.search.port.SweepReader.HistoryPoint;
import java.util.List;
import org.hibernate.StatelessSession;

/** The values of ended trials with the best so far, thinned by the database. */
final class ThinnedHistory {
  /**
   * As a loss smaller is better in either direction, and PostgreSQL's minimum passes over NaN.
   * Every trial at which the best so far changes is kept, so its line stays exact.
   */
  static final String SQL =
      """
      select number, state, value, cast(:sign as double precision) * best as best
      from (
        select *, lag(best) over (order by number) as before
        from (
          select number, state, value,
            min(case when state in ('completed', 'stopped') and value <> 'NaN'
                     then cast(:sign as double precision) * value end)
              over (order by number) as best,
            row_number() over (order by number) as place,
            count(*) over () as total
          from trial
          where sweep = :sweep and value is not null
            and state in ('completed', 'stopped', 'infeasible', 'failed', 'cancelled')
        ) as lines
      ) as changes
      where place = 1 or place = total or best is distinct from before
        or place % greatest(1, (total + :most - 1) / :most) = 0
      order by number
      """;

  private ThinnedHistory() {}

  static List<HistoryPoint> read(
      StatelessSession session, int sweep, Direction direction, int most) {
    return session
        .createNativeQuery(SQL, Object[].class)
        .setParameter("sweep", sweep)
        .setParameter("sign", direction.loss(1))
        .setParameter("most", most)
        .getResultStream()
        .map(
            row ->
                new HistoryPoint(
                    ((Number) row[0]).intValue(),
                    Words.trialState((String) row[1]),
                    (Double) row[2],
                    row[3] == null ? Double.NaN : (Double) row[3]))
        .toList();
  }
}
