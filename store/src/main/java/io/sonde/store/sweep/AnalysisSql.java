package io.sonde.store.sweep;

/**
 * The choices that PostgreSQL makes for charts. What is ranked and counted over a whole sweep is in
 * an index, so that no wide row is read but those that are shown. {@code VALUE} stands for the
 * value of a trial, see {@link ObjectiveValue}. Nothing that is infinite or no number passes {@code
 * between}, since to PostgreSQL NaN is above everything.
 */
final class AnalysisSql {
  private static final String FINITE =
      "between '-1.7976931348623157e308'::float8 and '1.7976931348623157e308'::float8";

  static final String TRIALS =
      """
      with counted as (
        select number, state, VALUE as v
        from trial
        where sweep = :sweep and state in ('completed', 'stopped') and VALUE FINITE
      ), placed as (
        select *, row_number() over (order by cast(:sign as float8) * v, number) as rank,
          row_number() over (order by number) as place, count(*) over () as total
        from counted
      ), chosen as (
        select *, place = 1 or place = total
          or place % greatest(1, (total + :even - 1) / :even) = 0 as even
        from placed
      )
      select chosen.number, chosen.state, v, rank, even, cast(searched as text), total
      from chosen join trial on trial.sweep = :sweep and trial.number = chosen.number
      where even or rank <= :best
      order by chosen.number
      """
          .replace("FINITE", FINITE);

  static final String DISTRIBUTION =
      """
      select v, place, total
      from (
        select v, row_number() over (order by v) as place, count(*) over () as total
        from (
          select VALUE as v
          from trial
          where sweep = :sweep and state in ('completed', 'stopped') and VALUE FINITE
        ) as counted
      ) as placed
      where place = 1 or place = total
        or place % greatest(1, (total + :most - 1) / :most) = 0
      order by place
      """
          .replace("FINITE", FINITE);

  /** Which trials' curves are shown. */
  static final String CURVE_TRIALS =
      """
      with reporting as (
        select number, state,
          case when state in ('completed', 'stopped') and VALUE FINITE
            then cast(:sign as float8) * VALUE end as loss
        from trial
        where sweep = :sweep and started is not null
      ), placed as (
        select *, row_number() over (order by loss nulls last, number) as rank,
          row_number() over (order by number) as place, count(*) over () as total
        from reporting
      )
      select number, state, total
      from placed
      where (loss is not null and rank <= :best) or place = 1 or place = total
        or place % greatest(1, (total + :even - 1) / :even) = 0
      order by number
      """
          .replace("FINITE", FINITE);

  /** For one metric of several trials. */
  static final String CURVES =
      ThinnedCurves.sql("trial", "m.trial in (:trials) and m.name = :name");

  static final String PROGRESS =
      """
      with ended as (
        select row_number() over (order by ended, number) as place, count(*) over () as total,
          ended,
          min(case when state in ('completed', 'stopped') and value FINITE
                then cast(:sign as float8) * value end)
            over (order by ended, number) as best
        from trial
        where sweep = :sweep and ended is not null
      ), changes as (
        select *, row_number() over (order by place) as change, count(*) over () as many
        from (select *, lag(best) over (order by place) as before from ended) as pairs
        where best is distinct from before or place = total
      )
      select place, cast(extract(epoch from changes.ended - coalesce(s.started, s.created)) as float8),
        cast(:sign as float8) * best
      from changes join sweep s on s.number = :sweep
      where best is not null
        and (place = total or change % greatest(1, (many + :most - 1) / :most) = 0)
      order by place
      """
          .replace("FINITE", FINITE);

  private AnalysisSql() {}
}
