package io.sonde.store.sweep;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What PostgreSQL can keep of a value: no NUL in a text, no time finer than a microsecond. */
final class Storable {
  private Storable() {}

  /** What stands for a NUL. */
  static final char REPLACEMENT = '\uFFFD';

  static String text(String text) {
    return text.replace('\0', REPLACEMENT);
  }

  static Instant time(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }
}
