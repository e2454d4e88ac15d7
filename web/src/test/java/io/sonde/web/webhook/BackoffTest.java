package io.sonde.web.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BackoffTest {
  /** A generator in the middle of its range. */
  private static RandomGenerator always(double value) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        return 0;
      }

      @Override
      public double nextDouble() {
        return value;
      }
    };
  }

  @Test
  void growsUpToSixHours() {
    Backoff backoff = new Backoff(always(0.5));
    assertThat(IntStream.rangeClosed(1, Backoff.ATTEMPTS - 1).mapToObj(backoff::after))
        .containsExactly(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(90),
            Duration.ofSeconds(270),
            Duration.ofSeconds(810),
            Duration.ofSeconds(2430),
            Duration.ofSeconds(7290),
            Duration.ofHours(6),
            Duration.ofHours(6));
  }

  @Test
  void isSpreadByChance() {
    assertThat(new Backoff(always(0)).after(1)).isEqualTo(Duration.ofSeconds(8));
    assertThat(new Backoff(always(0.75)).after(1)).isEqualTo(Duration.ofSeconds(11));
  }
}
