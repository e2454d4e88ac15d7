package io.sonde.store.sweep;

/** What a timeline of devices asks of PostgreSQL. */
final class TimelineSql {
  /** The attempts that started last, the last first. */
  static final String LATEST =
      """
      select trial, number, cast(devices as text), started, ended, cause
      from attempt where sweep = :sweep
      order by started desc, trial desc, number desc limit :most
      """;

  /** Each device with its attempts and the seconds of those that have ended. */
  static final String DEVICES =
      """
      select held.device, count(*),
          coalesce(sum(extract(epoch from a.ended - a.started)), 0)
      from attempt a
      cross join lateral json_array_elements_text(a.devices) as held(device)
      where a.sweep = :sweep
      group by held.device
      order by held.device collate "C"
      """;

  static final String TOTAL = "select count(*) from attempt where sweep = :sweep";

  private TimelineSql() {}
}
