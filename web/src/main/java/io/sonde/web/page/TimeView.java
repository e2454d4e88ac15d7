package io.sonde.web.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * A moment.
 *
 * @param iso for programs
 * @param text how long ago it was
 * @param full the moment itself, in UTC
 */
public record TimeView(String iso, String text, String full) {
  private static final DateTimeFormatter FULL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  static TimeView of(Instant instant, Instant now) {
    return new TimeView(
        instant.truncatedTo(ChronoUnit.SECONDS).toString(),
        Figures.ago(Duration.between(instant, now)),
        FULL.format(instant));
  }
}
