package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepState;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that waits is answered when the sweep ends, and no later than it asked for. */
final class WaitTest {
  private final Bench bench = Bench.open();
  private final int sweep = bench.sweeps.running("digits");

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void answersAsSoonAsTheSweepEnds() {
    CompletableFuture<HttpResponse<String>> answer = ask("300s");
    await().until(() -> bench.sweeps.feed.listeners() == 1);
    bench.sweeps.report(sweep, 4, 3, 0.9);
    bench.sweeps.tell(
        bench.sweeps.create("other", 1), new Change.SweepBecame(SweepState.FAILED, ""));
    assertThat(bench.get("/healthz").statusCode()).isEqualTo(200);
    assertThat(answer).isNotDone();
    bench.sweeps.tell(sweep, new Change.SweepBecame(SweepState.COMPLETED, ""));
    assertThat(Bench.json(answer.join()).get("state").asText()).isEqualTo("completed");
    assertThat(bench.sweeps.feed.listeners()).isZero();
    assertThat(Bench.json(ask("300").join()).get("state").asText()).isEqualTo("completed");
  }

  @Test
  void answersWithThePresentStateWhenTheTimeIsOver() {
    assertThat(Bench.json(ask("1s").join()).get("state").asText()).isEqualTo("running");
    assertThat(bench.sweeps.feed.listeners()).isZero();
  }

  @Test
  void manyMayWaitAtOnceAndThreadsStayFree() {
    var answers = IntStream.range(0, 100).mapToObj(i -> ask("300s")).toList();
    await().until(() -> bench.sweeps.feed.listeners() == 100);
    assertThat(bench.get("/api/v1/sweeps/" + sweep).statusCode()).isEqualTo(200);
    bench.sweeps.tell(sweep, new Change.SweepBecame(SweepState.CANCELLED, "by hand"));
    assertThat(answers)
        .allSatisfy(
            answer ->
                assertThat(Bench.json(answer.join()).get("state").asText()).isEqualTo("cancelled"));
  }

  @Test
  void knowsAtOnceThatThereIsNoSweep() {
    WorkerProtocolTest.assertProblem(bench.get("/api/v1/sweeps/99?wait=300s"), 404);
    assertThat(bench.sweeps.feed.listeners()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "301s", "1m", "-5s", "", "99999999999s"})
  void refusesATimeItCannotWait(String time) {
    WorkerProtocolTest.assertProblem(bench.get("/api/v1/sweeps/1?wait=" + time), 400);
  }

  private CompletableFuture<HttpResponse<String>> ask(String time) {
    return CompletableFuture.supplyAsync(
        () -> bench.get("/api/v1/sweeps/" + sweep + "?wait=" + time),
        task -> new Thread(task).start());
  }
}
