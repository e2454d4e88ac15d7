package io.sonde.web.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A rate limit for each of many: a bucket of drops that fills again steadily; an act takes a drop,
 * and waits where there is none. The buckets that were used least recently are forgotten, which
 * fills them. Thread-safe.
 */
final class TokenBuckets {
  private static final int MOST_BUCKETS = 10_000;
  private final double size;
  private final double perSecond;
  private final Clock clock;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MOST_BUCKETS;
        }
      };

  private record Bucket(double drops, Instant at) {}

  /**
   * Full buckets.
   *
   * @param size how many acts may come at once, at least 1
   * @param perSecond how many a second in the long run, positive
   */
  TokenBuckets(int size, double perSecond, Clock clock) {
    if (size < 1 || !(perSecond > 0)) {
      throw new IllegalArgumentException(
          "expected a positive size and rate, got " + size + " and " + perSecond);
    }
    this.size = size;
    this.perSecond = perSecond;
    this.clock = clock;
  }

  /** Takes a drop; where there is none, answers after what time there will be. */
  synchronized Optional<Duration> take(String key) {
    Bucket now = filled(key);
    if (now.drops() < 1) {
      return Optional.of(missing(now));
    }
    buckets.put(key, new Bucket(now.drops() - 1, now.at()));
    return Optional.empty();
  }

  /** After what time there will be a drop; empty when there is one. */
  synchronized Optional<Duration> look(String key) {
    Bucket now = filled(key);
    return now.drops() < 1 ? Optional.of(missing(now)) : Optional.empty();
  }

  private Bucket filled(String key) {
    Instant now = clock.instant();
    Bucket last = buckets.get(key);
    if (last == null) {
      return new Bucket(size, now);
    }
    // A clock that was set back fills nothing.
    double seconds = Math.max(0, Duration.between(last.at(), now).toMillis() / 1000.0);
    return new Bucket(Math.min(size, last.drops() + seconds * perSecond), now);
  }

  private Duration missing(Bucket bucket) {
    return Duration.ofMillis((long) Math.ceil(1000 * (1 - bucket.drops()) / perSecond));
  }
}
