package io.sonde.search.sweep;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sonde.search.event.SweepState;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.AskDesk.Ask;
import io.sonde.search.port.AskDesk.Work;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.port.SweepStore.StoreUnavailable;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.Cause;
import io.sonde.search.request.RequestKey;
import io.sonde.search.steering.NotAllowedException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a request with a key asks of a sweep is done once, however often and whenever it comes. */
final class KeyedRequestsTest {
  private static final String SPEC =
      """
      name: asked
      objective: {metric: loss, direction: minimize}
      space: {x: {float: [0, 1]}}
      search: {algorithm: random, seed: 3}
      budget: {trials: 2}
      trial: {kind: external}
      """;

  private final ExternalBench bench = new ExternalBench();

  @AfterEach
  void close() {
    bench.written.letGo();
    bench.close();
  }

  private int more(String key) {
    return bench.sweeps().extend(1, 3, Optional.of(RequestKey.of(key, "add 3")));
  }

  private int named(String key) {
    Optional<RequestKey> request = Optional.of(RequestKey.of(key, "x: 0.125"));
    return bench.sweeps().enqueue(1, "x: 0.125", "by hand", request);
  }

  private int again(int trial, String key) {
    return bench.sweeps().retry(1, trial, Optional.of(RequestKey.of(key, "retry " + trial)));
  }

  private void cancel() throws Exception {
    bench.sweeps().cancel(1, "for now");
    assertThat(bench.sweeps().whenDone(1).get(20, SECONDS)).isEqualTo(SweepState.CANCELLED);
  }

  private void assertThatThereAre(int budget, int trials) {
    assertThat(bench.store.sweep(1).orElseThrow().budget()).isEqualTo(budget);
    assertThat(bench.trials()).hasSize(trials);
  }

  @Test
  void aSweepThatRunsTakesItInOnceAlsoOverARestart() {
    bench.start(SPEC);
    assertThat(more("a")).isEqualTo(5);
    assertThat(named("b")).isZero();
    assertThat(more("a")).isEqualTo(5);
    assertThat(named("b")).isZero();
    bench.restart();
    assertThat(more("a")).isEqualTo(5);
    assertThat(named("b")).isZero();
    assertThatThereAre(5, 1);
    assertThat(more("c")).isEqualTo(8);
    assertThat(named("d")).isEqualTo(1);
    assertThatThereAre(8, 2);
  }

  @Test
  void aSweepThatIsOverGoesOnOnce() throws Exception {
    bench.start(SPEC);
    cancel();
    assertThat(more("a")).isEqualTo(5);
    assertThat(bench.state()).isEqualTo(SweepState.RUNNING);
    cancel();
    assertThat(named("b")).isZero();
    assertThat(bench.state()).isEqualTo(SweepState.RUNNING);
    cancel();
    assertThat(more("a")).isEqualTo(5);
    assertThat(named("b")).isZero();
    assertThat(bench.state()).isEqualTo(SweepState.CANCELLED);
    assertThatThereAre(5, 1);
  }

  @Test
  void aSweepThatNoServerHasTakenUpIsRaisedOnce() {
    bench.start(SPEC);
    bench.sweeps().pause(1, "for now");
    await().until(() -> bench.state() == SweepState.PAUSED);
    bench.server();
    assertThat(more("a")).isEqualTo(5);
    assertThat(more("a")).isEqualTo(5);
    assertThatThrownBy(() -> named("b")).isInstanceOf(NotAllowedException.class);
    assertThat(bench.state()).isEqualTo(SweepState.PAUSED);
    bench.sweeps().resume(1, Overrides.NONE);
    assertThat(more("a")).isEqualTo(5);
    assertThat(named("b")).as("what was refused keeps no key").isZero();
    assertThatThereAre(5, 1);
  }

  @Test
  void aTrialIsTriedAgainOnce() throws Exception {
    bench.start(SPEC);
    Ask ask = new Ask(Optional.empty(), "", Duration.ZERO);
    Work work = (Work) bench.desk().ask(1, ask).answer().toCompletableFuture().get(20, SECONDS);
    AttemptEnd broke = new AttemptEnd(Cause.OOM, "too large", Map.of(), false);
    var told = bench.desk().tell(work.attempt(), work.token(), broke);
    assertThat(told.toCompletableFuture().get(20, SECONDS).state()).isEqualTo(TrialState.FAILED);
    assertThat(again(0, "a")).isEqualTo(1);
    assertThat(again(0, "a")).isEqualTo(1);
    assertThatThrownBy(() -> again(1, "a")).isInstanceOf(RequestKey.Reused.class);
    assertThatThrownBy(() -> again(1, "b")).isInstanceOf(NotAllowedException.class);
    assertThat(again(0, "b")).isEqualTo(2);
    assertThatThereAre(3, 3);
  }

  @Test
  void aKeyIsForOneRequestToOneSweep() {
    bench.start(SPEC);
    bench.start(SPEC);
    assertThat(more("a")).isEqualTo(5);
    assertThatThrownBy(() -> named("a"))
        .isInstanceOf(RequestKey.Reused.class)
        .hasMessage(
            "This key was used by another request, which was about sweep 1; a new request needs a"
                + " new key.");
    assertThatThereAre(5, 0);
    Optional<RequestKey> same = Optional.of(RequestKey.of("a", "add 3"));
    assertThat(bench.sweeps().extend(2, 3, same)).isEqualTo(5);
  }

  @Test
  void ofRequestsAtTheSameTimeOneIsTakenIn() {
    bench.start(SPEC);
    assertThat(IntStream.range(0, 8).parallel().map(i -> more("a"))).containsOnly(5);
    assertThat(IntStream.range(0, 8).parallel().map(i -> named("b"))).containsOnly(0);
    assertThatThereAre(5, 1);
  }

  @Test
  void whoeverIsSentAwayBeforeItIsStoredGetsItsAnswerLater() throws Exception {
    bench.start(SPEC);
    bench.written.hold();
    assertSentAway(() -> named("a"));
    assertSentAway(() -> more("b"));
    assertSentAway(() -> named("a"));
    assertThatThereAre(2, 0);
    bench.written.letGo();
    assertThat(named("a")).isZero();
    assertThat(more("b")).isEqualTo(5);
    assertThatThereAre(5, 1);
  }

  private static void assertSentAway(IntSupplier request) throws Exception {
    CompletableFuture<Throwable> told = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                told.completeExceptionally(new AssertionError(request.getAsInt()));
              } catch (StoreUnavailable e) {
                told.complete(e);
              }
            });
    caller.start();
    await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
    caller.interrupt();
    assertThat(told.get(20, SECONDS)).isInstanceOf(StoreUnavailable.class);
  }
}
