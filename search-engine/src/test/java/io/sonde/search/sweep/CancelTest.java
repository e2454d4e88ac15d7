package io.sonde.search.sweep;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sonde.search.event.SweepState;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.ReportInbox.Refused;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.steering.NotAllowedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sweeps that are cancelled while a trial runs that takes its time to end. */
final class CancelTest extends SteeringBench {
  @BeforeEach
  void takeTime() {
    held = true;
    stubborn = true;
  }

  /** A server whose sweep was cancelled, and still has its trial. */
  private Sweeps cancelling() {
    Sweeps sweeps = server();
    begin(sweeps);
    awaitRunning(0);
    sweeps.cancel(1, "not needed");
    assertThat(state()).isEqualTo(SweepState.RUNNING);
    return sweeps;
  }

  private void assertCancelled() {
    assertThat(state()).isEqualTo(SweepState.CANCELLED);
    assertThat(store.sweep(1).orElseThrow().reason()).isEqualTo("not needed");
    assertThat(trials()).extracting(TrialRow::state).containsExactly(TrialState.CANCELLED);
  }

  @Test
  void whatWasAnsweredOutlivesAKilledServer() throws Exception {
    cancelling();
    Sweeps next = serverAfterAKill();
    assertThat(next.unfinished()).containsExactly(1);
    assertThat(next.takeUpUnfinished(1)).isFalse();
    end(next);
    assertCancelled();
    assertThat(trials().get(0).value()).as("as far as it came").isPresent();
  }

  @Test
  void itLastsUntilTheSweepIsOverAndNoLonger() throws Exception {
    cancelling();
    assertThat(SweepEnd.asked(store.events(1))).contains("not needed");
    Sweeps next = serverAfterAKill();
    next.takeUpUnfinished(1);
    end(next);
    assertThat(SweepEnd.asked(store.events(1))).isEmpty();
    gate.countDown();
    next.resume(1, Overrides.NONE);
    assertThat(end(next)).isEqualTo(SweepState.COMPLETED);
  }

  @Test
  void itIsAnsweredOnceItIsStoredHoweverOftenItIsAsked() throws Exception {
    Sweeps sweeps = server();
    begin(sweeps);
    awaitRunning(0);
    written.hold();
    CompletableFuture<Void> first = asked(() -> sweeps.cancel(1, "not needed"));
    CompletableFuture<Void> again = asked(() -> sweeps.cancel(1, "by another"));
    assertThat(first).isNotDone();
    assertThat(again).isNotDone();
    written.letGo();
    first.get(20, SECONDS);
    again.get(20, SECONDS);
    assertThat(SweepEnd.asked(store.events(1))).contains("not needed");
    gate.countDown();
    end(sweeps);
    assertCancelled();
  }

  @Test
  void aPausedSweepIsCancelledByTheNextServerThoughThatLeavesPausedOnesAlone() throws Exception {
    Sweeps sweeps = server();
    begin(sweeps);
    awaitRunning(0);
    sweeps.pause(1, "for now");
    sweeps.cancel(1, "not needed");
    Sweeps next = serverAfterAKill();
    assertThat(next.unfinished()).containsExactly(1);
    next.takeUpUnfinished(1);
    end(next);
    assertCancelled();
  }

  @Test
  void itComesBeforeTheStopOfTheServer() throws Exception {
    Sweeps sweeps = server();
    begin(sweeps);
    awaitRunning(0);
    CompletableFuture<Void> closed = asked(sweeps::close);
    assertThat(cancelled.await(20, SECONDS)).isTrue();
    sweeps.cancel(1, "not needed");
    gate.countDown();
    closed.get(20, SECONDS);
    assertCancelled();
  }

  @Test
  void whatCannotBeTakenUpIsCancelledAllTheSame() {
    cancelling();
    Sweeps next = serverAfterAKill();
    data = "others";
    assertThat(next.takeUpUnfinished(1)).isFalse();
    assertCancelled();
  }

  @Test
  void aSweepThatIsResumedMeanwhileGoesOnOnceItIsOver() throws Exception {
    Sweeps sweeps = cancelling();
    CompletableFuture<Void> resumed = asked(() -> sweeps.resume(1, Overrides.NONE));
    assertThat(resumed).isNotDone();
    gate.countDown();
    resumed.get(20, SECONDS);
    assertThat(end(sweeps)).isEqualTo(SweepState.COMPLETED);
    assertThat(trials())
        .extracting(TrialRow::state)
        .containsExactly(
            TrialState.CANCELLED, TrialState.COMPLETED, TrialState.COMPLETED, TrialState.COMPLETED);
  }

  @Test
  void aSweepWhoseServerIsGoneMeanwhileIsResumedWithNewTrials() throws Exception {
    cancelling();
    Sweeps next = serverAfterAKill();
    gate.countDown();
    next.resume(1, Overrides.NONE);
    assertThat(end(next)).isEqualTo(SweepState.COMPLETED);
    assertThat(trials()).hasSize(4);
    assertThat(trials().get(0).state()).isEqualTo(TrialState.CANCELLED);
    assertThat(trials().get(0).reason()).isEqualTo("not needed");
  }

  @Test
  void aStoppingServerResumesNothing() throws Exception {
    Sweeps sweeps = server();
    begin(sweeps);
    awaitRunning(0);
    CompletableFuture<Void> closed = asked(sweeps::close);
    assertThat(cancelled.await(20, SECONDS)).isTrue();
    CompletableFuture<Void> resumed = asked(() -> sweeps.resume(1, Overrides.NONE));
    gate.countDown();
    closed.get(20, SECONDS);
    assertThat(resumed)
        .failsWithin(Duration.ofSeconds(20))
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(Refused.class);
    await().until(() -> sweeps.running().isEmpty());
    assertThat(state()).isEqualTo(SweepState.WAITING);
    assertThatThrownBy(() -> begin(sweeps)).isInstanceOf(Refused.class);
    assertThat(store.unfinished()).containsExactly(1);
  }

  @Test
  void itCannotBePausedAnyMore() {
    cancelling();
    Sweeps next = serverAfterAKill();
    assertThatThrownBy(() -> next.pause(1, "for now"))
        .isInstanceOf(NotAllowedException.class)
        .hasMessageContaining("Sweep 1 is cancelled");
    assertCancelled();
  }
}
