package io.sonde.store.sweep;

import io.sonde.search.port.SweepReader.CurvePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hibernate.StatelessSession;

/**
 * The curves of a trial, thinned by the database: what its last attempt reported, and what the
 * attempts before it did as far as each was gone on from.
 */
final class ThinnedCurves {
  /**
   * Steps are gathered into buckets, and of each the lowest and the highest value is kept, so that
   * a spike of a single step is still seen; the first and the last step are kept as they are.
   * {@code EACH} stands for the column by which curves are told apart.
   */
  private static final String THINNED =
      """
      select EACH, step, value
      from (
        select *,
          row_number() over (partition by EACH, bucket order by value, step) as from_lowest,
          row_number() over (partition by EACH, bucket order by value desc, step) as from_highest
        from (
          select m.EACH, m.step, m.value,
            row_number() over (partition by m.EACH order by m.step) as place,
            count(*) over (partition by m.EACH) as total,
            (row_number() over (partition by m.EACH order by m.step) - 1)
              * greatest(1, :most / 2) / count(*) over (partition by m.EACH) as bucket
          from metric m
          where m.sweep = :sweep and WHICH
            and m.step <= coalesce((
              select min(coalesce(later.after_step, -1))
              from attempt later
              where later.sweep = m.sweep and later.trial = m.trial and later.number > m.attempt
            ), 2147483647)
        ) as placed
      ) as ranked
      where total <= :most or place = 1 or place = total or from_lowest = 1 or from_highest = 1
      order by EACH, step
      """;

  /** All metrics of one trial. */
  static final String SQL = sql("name", "m.trial = :trial");

  private ThinnedCurves() {}

  /**
   * Selects some curves, thinned to about {@code :most} points each.
   *
   * @param each the column of {@code metric} by which they are told apart
   * @param which the condition on its rows {@code m} within the sweep
   */
  static String sql(String each, String which) {
    return THINNED.replace("EACH", each).replace("WHICH", which);
  }

  static Map<String, List<CurvePoint>> read(
      StatelessSession session, int sweep, int trial, int most) {
    Map<String, List<CurvePoint>> curves = new TreeMap<>();
    session
        .createNativeQuery(SQL, Object[].class)
        .setParameter("sweep", sweep)
        .setParameter("trial", trial)
        .setParameter("most", most)
        .getResultStream()
        .forEach(
            row ->
                curves
                    .computeIfAbsent((String) row[0], name -> new ArrayList<>())
                    .add(new CurvePoint(((Number) row[1]).intValue(), (Double) row[2])));
    return curves;
  }
}
