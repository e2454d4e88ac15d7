package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sonde.search.event.Change;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
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
  void refusesAnIdThatIsNone() {
    WorkerProtocolTest.assertProblem(bench.get(path, "Last-Event-ID", "yesterday"), 400);
  }
}
