package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sonde.search.event.Change;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EventStreamTest {
  private final Bench bench = Bench.open();
  private final int sweep = bench.sweeps.create("digits", 5);
  private final String path = "/api/v1/sweeps/" + sweep + "/events";

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void replaysAndThenFollows() {
    bench.sweeps.propose(sweep, 0);
    try (Listener listener = new Listener(bench, path)) {
      listener.awaitIds(1);
      bench.sweeps.start(sweep, 0, "/secret/place.log");
      bench.sweeps.report(sweep, 0, 1, 0.5);
      listener.awaitIds(3);
      assertThat(listener.types()).containsExactly("trial_proposed", "attempt_started", "reported");
      assertThat(listener.data().get(2)).contains("\"accuracy\":0.5").contains("\"step\":1");
      assertThat(listener.data().get(1)).doesNotContain("secret");
    }
    await().until(() -> bench.sweeps.feed.listeners() == 0);
  }

  @Test
  void leavesOutOtherSweeps() {
    int other = bench.sweeps.create("iris", 5);
    try (Listener listener = new Listener(bench, path)) {
      bench.sweeps.propose(other, 0);
      bench.sweeps.propose(sweep, 0);
      listener.awaitIds(1);
      assertThat(listener.ids()).containsExactly(2L);
    }
  }

  @Test
  void missesAndDoublesNothingWhileItIsCutOffAgainAndAgain() throws InterruptedException {
    int events = 3000;
    bench.sweeps.propose(sweep, 0);
    bench.sweeps.start(sweep, 0, "");
    CountDownLatch half = new CountDownLatch(events / 2);
    Thread writer =
        new Thread(
            () -> {
              for (int step = 1; step <= events - 2; step++) {
                bench.sweeps.report(sweep, 0, step, 0.5);
                half.countDown();
              }
            });
    writer.start();
    List<Long> seen = new ArrayList<>();
    long last = 0;
    for (int round = 1; last < events; round++) {
      try (Listener listener = new Listener(bench, path, "Last-Event-ID", "" + last)) {
        listener.awaitIds(Math.min(round * 40, events - seen.size()));
        List<Long> ids = listener.ids();
        seen.addAll(ids);
        last = ids.get(ids.size() - 1);
      }
    }
    writer.join();
    assertThat(half.getCount()).isZero();
    assertThat(seen).isEqualTo(LongStream.rangeClosed(1, events).boxed().toList());
  }

  @Test
  void aClientThatReadsSlowlyMissesNothing() {
    int events = 6000;
    bench.sweeps.propose(sweep, 0);
    try (Listener listener = Listener.slow(bench, path)) {
      await().until(() -> bench.sweeps.feed.listeners() == 1);
      String longName = "m".repeat(8000);
      for (int step = 1; step < events; step++) {
        bench.sweeps.tell(
            sweep,
            new Change.Reported(
                new AttemptId(sweep, 0, 1),
                new Report(step, Map.of(longName, 1.0)),
                Verdict.goOn("")));
      }
      listener.wake();
      listener.awaitIds(events);
      assertThat(listener.ids()).isEqualTo(LongStream.rangeClosed(1, events).boxed().toList());
    }
  }

  @Test
  void saysWhenTheStoreIsAway() {
    bench.away.away = true;
    WorkerProtocolTest.assertProblem(bench.get(path), 503);
  }

  @Test
  void sendsAPageItsEventsTogetherAtMostFourTimesASecond() {
    bench.sweeps.propose(sweep, 0);
    bench.sweeps.propose(sweep, 1);
    try (Listener listener = new Listener(bench, "/sweeps/" + sweep + "/live?trial=1")) {
      listener.awaitIds(1);
      long start = System.nanoTime();
      for (int step = 1; step <= 400; step++) {
        bench.sweeps.report(sweep, 1, step, 0.5);
        bench.sweeps.report(sweep, 0, step, 0.5);
      }
      await().until(() -> listener.data().stream().anyMatch(d -> d.contains("\"step\":400,")));
      double seconds = (System.nanoTime() - start) / 1e9;
      assertThat((double) listener.ids().size()).isLessThanOrEqualTo(2 + 4 * seconds);
      assertThat(String.join("", listener.data())).doesNotContain("\"trial\":0");
    }
  }

  @Test
  void tellsTheListOfSweepsThatSomethingChanged() {
    try (Listener listener = new Listener(bench, "/live?after=0")) {
      bench.sweeps.propose(sweep, 0);
      await().until(() -> !listener.data().isEmpty());
      assertThat(listener.data().get(0)).isEqualTo("changed");
    }
  }

  @Test
  void theListHearsOfWhatHappensWhileItsStreamOpens() {
    AtomicBoolean once = new AtomicBoolean(true);
    bench.away.read =
        method -> {
          if (method.equals("lastSequence") && once.getAndSet(false)) {
            bench.sweeps.propose(sweep, 0);
          }
        };
    try (Listener listener =
        new Listener(bench, "/live?after=" + bench.sweeps.store.lastSequence())) {
      await().until(() -> !listener.data().isEmpty());
    }
  }

  @Test
  void aStreamThatOpensWhileTheStoreIsAwayTellsOnceItIsBack() {
    bench.sweeps.propose(sweep, 0);
    bench.away.away = true;
    try (Listener listener = new Listener(bench, "/live?after=0")) {
      await().until(() -> bench.sweeps.feed.listeners() == 1);
      bench.away.away = false;
      await().until(() -> !listener.data().isEmpty());
    }
  }

  @Test
  void missesNothingOfAFloodWhileItReadsWhatCameBefore() {
    int events = 5000;
    bench.sweeps.propose(sweep, 0);
    Hold hold = new Hold("events");
    bench.away.read = hold;
    try (Listener listener = new Listener(bench, path)) {
      hold.awaitHeld();
      bench.sweeps.start(sweep, 0, "");
      for (int step = 1; step <= events - 2; step++) {
        bench.sweeps.report(sweep, 0, step, 0.5);
      }
      hold.letGo();
      listener.awaitIds(events);
      assertThat(listener.ids()).isEqualTo(LongStream.rangeClosed(1, events).boxed().toList());
    }
  }

  @Test
  void aStreamEndsAfterItsLifeAndTheNextGoesOnBehindIt() throws InterruptedException {
    int events = 400;
    List<Long> seen = new ArrayList<>();
    int streams = 0;
    try (Bench brief = Bench.with(WebSettings.loopback(0).withStreamLife(Duration.ofMillis(100)))) {
      int told = brief.sweeps.create("digits", 5);
      brief.sweeps.propose(told, 0);
      brief.sweeps.start(told, 0, "");
      Thread writer = new Thread(() -> reportSlowly(brief, told, events - 2));
      writer.start();
      long last = 0;
      for (; last < events; streams++) {
        String address = "/api/v1/sweeps/" + told + "/events";
        try (Listener listener =
            new Listener(brief, address, "Last-Event-ID", "" + last, "Connection", "close")) {
          listener.awaitEnd();
          seen.addAll(listener.ids());
          last = seen.isEmpty() ? 0 : seen.get(seen.size() - 1);
        }
      }
      writer.join();
      await().until(() -> brief.sweeps.feed.listeners() == 0);
    }
    assertThat(seen).isEqualTo(LongStream.rangeClosed(1, events).boxed().toList());
    assertThat(streams).isGreaterThan(3);
  }

  private static void reportSlowly(Bench bench, int sweep, int reports) {
    for (int step = 1; step <= reports; step++) {
      bench.sweeps.report(sweep, 0, step, 0.5);
      LockSupport.parkNanos(1_500_000);
    }
  }

  @Test
  void refusesAnIdThatIsNone() {
    WorkerProtocolTest.assertProblem(bench.get(path, "Last-Event-ID", "yesterday"), 400);
  }
}
