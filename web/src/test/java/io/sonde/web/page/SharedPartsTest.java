package io.sonde.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.web.http.Work;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SharedPartsTest {
  private final Vertx vertx = Vertx.vertx();
  private final AtomicLong sequence = new AtomicLong(5);
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger made = new AtomicInteger();
  private final SharedParts parts = new SharedParts(new Work(vertx), sequence::get, nanos::get);

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private CompletableFuture<String> ask(String key, long heard) {
    return ask(key, heard, () -> "made " + made.incrementAndGet());
  }

  private CompletableFuture<String> ask(String key, long heard, Callable<String> make) {
    return parts.get(key, heard, make).toCompletableFuture();
  }

  @Test
  void oneAnswerServesAllWhoHaveHeardNoMore() {
    assertThat(ask("a", 4).join()).isEqualTo("made 1");
    assertThat(ask("a", 5).join()).isEqualTo("made 1");
    assertThat(ask("b", 5).join()).isEqualTo("made 2");
  }

  @Test
  void whoHasHeardMoreGetsANewerOne() {
    assertThat(ask("a", 5).join()).isEqualTo("made 1");
    sequence.set(6);
    assertThat(ask("a", 5).join()).isEqualTo("made 1");
    assertThat(ask("a", 6).join()).isEqualTo("made 2");
  }

  @Test
  void whoAsksWhileOneIsMadeGetsItOnlyIfItHasAllHeHasHeard() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch free = new CountDownLatch(1);
    CompletableFuture<String> first =
        ask(
            "a",
            5,
            () -> {
              begun.countDown();
              assertThat(free.await(30, TimeUnit.SECONDS)).isTrue();
              return "made first";
            });
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    sequence.set(6);
    CompletableFuture<String> same = ask("a", 5);
    CompletableFuture<String> newer = ask("a", 6);
    CompletableFuture<String> newerToo = ask("a", 6);
    free.countDown();
    assertThat(first.join()).isEqualTo("made first");
    assertThat(same.join()).isEqualTo("made first");
    assertThat(newer.join()).isEqualTo("made 1");
    assertThat(newerToo.join()).isEqualTo("made 1");
  }

  @Test
  void anAnswerIsTooOldAfterASecondAndForgotten() {
    assertThat(ask("a", 5).join()).isEqualTo("made 1");
    assertThat(ask("b", 5).join()).isEqualTo("made 2");
    nanos.set(1_000_000_000);
    assertThat(ask("a", 5).join()).isEqualTo("made 3");
    assertThat(parts.size()).isEqualTo(1);
  }

  @Test
  void aFailureIsToldAndNotKept() {
    CompletableFuture<String> failed =
        ask(
            "a",
            5,
            () -> {
              throw new IllegalStateException("away");
            });
    assertThat(failed)
        .failsWithin(30, TimeUnit.SECONDS)
        .withThrowableOfType(Exception.class)
        .withMessageContaining("away");
    assertThat(ask("a", 5).join()).isEqualTo("made 1");
  }
}
