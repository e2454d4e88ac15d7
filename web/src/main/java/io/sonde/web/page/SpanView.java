package io.sonde.web.page;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A span of time.
 *
 * @param text how long it is, or that it has not begun
 * @param since from when a script counts it on; empty once it is over
 */
public record SpanView(String text, Optional<String> since) {
  static SpanView of(Optional<Instant> start, Optional<Instant> end, Instant now) {
    if (start.isEmpty()) {
      return new SpanView("not started", Optional.empty());
    }
    Instant from = start.get();
    String text = Figures.duration(Duration.between(from, end.orElse(now)));
    return end.isPresent()
        ? new SpanView(text, Optional.empty())
        : new SpanView(text, Optional.of(from.truncatedTo(ChronoUnit.MILLIS).toString()));
  }
}
