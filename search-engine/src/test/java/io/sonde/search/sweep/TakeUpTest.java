package io.sonde.search.sweep;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.Origin;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.search.port.SweepRequest;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.port.SweepStore.StoreUnavailable;
import io.sonde.search.request.RequestKey;
import io.sonde.search.spec.SpecException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Sweeps that a server has not taken up yet, or has only stored, and what others do meanwhile. */
final class TakeUpTest extends SteeringBench {
  /** The next server, which has found a sweep of a killed one and not come to it yet. */
  private Sweeps starting() {
    held = true;
    begin(server());
    awaitRunning(0);
    Sweeps next = serverAfterAKill();
    assertThat(next.unfinished()).containsExactly(1);
    return next;
  }

  private SweepRequest keyed() {
    Optional<RequestKey> key = Optional.of(new RequestKey("build-7", "d1"));
    return new SweepRequest(SPEC, Path.of("/"), Overrides.NONE, Origin.UNKNOWN, false, key);
  }

  @Test
  void aSweepIsTakenUp() throws Exception {
    Sweeps next = starting();
    assertThat(next.takeUpUnfinished(1)).isTrue();
    assertThat(next.takeUpUnfinished(1)).as("it goes on").isTrue();
    gate.countDown();
    assertThat(end(next)).isEqualTo(SweepState.COMPLETED);
    assertProposedOnce();
  }

  @Test
  void whatWasCancelledMeanwhileStaysCancelled() {
    Sweeps next = starting();
    next.cancel(1, "not needed");
    assertThat(next.takeUpUnfinished(1)).isFalse();
    assertThat(next.running()).isEmpty();
    assertThat(state()).isEqualTo(SweepState.CANCELLED);
  }

  @Test
  void whatWasDeletedMeanwhileIsPassedOver() {
    Sweeps next = starting();
    next.cancel(1, "not needed");
    next.delete(1);
    assertThat(next.takeUpUnfinished(1)).isFalse();
  }

  @Test
  void whatWasPausedMeanwhileBeginsNoTrialUntilItIsResumed() throws Exception {
    Sweeps next = starting();
    next.pause(1, "for now");
    assertThat(state()).isEqualTo(SweepState.PAUSED);
    assertThat(next.takeUpUnfinished(1)).isFalse();
    next.settle().get(20, SECONDS);
    assertThat(state()).isEqualTo(SweepState.PAUSED);
    assertThat(trials()).extracting(TrialRow::state).containsExactly(TrialState.WAITING);
    gate.countDown();
    next.resume(1, Overrides.NONE);
    assertThat(end(next)).isEqualTo(SweepState.COMPLETED);
  }

  @Test
  void aPauseOfASweepThatNobodyRunsLastsOverARestart() {
    Sweeps next = starting();
    next.pause(1, "for now");
    next.pause(1, "again");
    assertThat(store.sweep(1).orElseThrow().reason()).isEqualTo("for now");
    assertThat(server().unfinished()).isEmpty();
  }

  @Test
  void aPauseIsAnsweredOnceItIsStored() throws Exception {
    held = true;
    Sweeps sweeps = server();
    begin(sweeps);
    awaitRunning(0);
    written.hold();
    CompletableFuture<Void> paused = asked(() -> sweeps.pause(1, "for now"));
    assertThat(paused).isNotDone();
    written.letGo();
    paused.get(20, SECONDS);
    assertThat(state()).isEqualTo(SweepState.PAUSED);
  }

  @Test
  void whatCannotGoOnSaysWhy() {
    Sweeps next = starting();
    data = "others";
    assertThatThrownBy(() -> next.takeUpUnfinished(1))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("the data have changed");
    assertThat(state()).isEqualTo(SweepState.RUNNING);
  }

  @Test
  void aSweepWhoseCreatorDidNotHearThatItIsStoredIsBegunWhenItIsAskedForAgain() throws Exception {
    Sweeps sweeps = server();
    written.onceCreated(
        () -> {
          throw new StoreUnavailable("cut", new IllegalStateException("cut"));
        });
    assertThatThrownBy(() -> sweeps.start(keyed())).isInstanceOf(StoreUnavailable.class);
    assertThat(state()).isEqualTo(SweepState.WAITING);
    assertThat(sweeps.start(keyed())).isEqualTo(1);
    assertThat(end(sweeps)).isEqualTo(SweepState.COMPLETED);
    assertThat(sweeps.start(keyed())).isEqualTo(1);
    assertThat(sweeps.running()).isEmpty();
  }

  @Test
  void aSweepThatSomebodyTakesUpBetweenItsStorageAndItsBeginningIsBegunOnce() throws Exception {
    Sweeps sweeps = server();
    written.onceCreated(() -> sweeps.resume(1, Overrides.NONE));
    held = true;
    assertThat(sweeps.start(keyed())).isEqualTo(1);
    awaitRunning(0);
    gate.countDown();
    assertThat(end(sweeps)).isEqualTo(SweepState.COMPLETED);
    assertProposedOnce();
  }

  @Test
  void aSweepThatIsCancelledBetweenItsStorageAndItsBeginningIsNotBegun() {
    Sweeps sweeps = server();
    written.onceCreated(() -> sweeps.cancel(1, "superseded by sweep 2"));
    assertThat(sweeps.start(keyed())).isEqualTo(1);
    assertThat(sweeps.running()).isEmpty();
    assertThat(state()).isEqualTo(SweepState.CANCELLED);
    assertThat(trials()).isEmpty();
  }

  private void assertProposedOnce() {
    assertThat(store.events(1))
        .extracting(SweepEvent::change)
        .filteredOn(Change.TrialProposed.class::isInstance)
        .extracting(change -> ((Change.TrialProposed) change).trial())
        .containsExactly(0, 1, 2);
  }
}
