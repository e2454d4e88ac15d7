package io.sonde.search.sweep;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sonde.search.event.SweepState;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.port.SweepStore.StoreUnavailable;
import io.sonde.search.spec.SpecException;
import io.sonde.search.steering.NotAllowedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What people do with sweeps that run, and with those that are over. */
final class SteeringTest extends SteeringBench {
  @Test
  void trialsAreAddedWhileItRunsAndAfterItsEndAndOverARestart() throws Exception {
    held = true;
    Sweeps sweeps = server();
    begin(sweeps);
    awaitRunning(0);
    assertThat(sweeps.extend(1, 2)).isEqualTo(5);
    assertThat(store.sweep(1).orElseThrow().reason()).isEqualTo("its budget is 5 trials now");
    gate.countDown();
    assertThat(end(sweeps)).isEqualTo(SweepState.COMPLETED);
    assertThat(trials()).hasSize(5);
    assertThat(sweeps.extend(1, 1)).isEqualTo(6);
    assertThat(end(sweeps)).isEqualTo(SweepState.COMPLETED);
    assertThat(trials()).hasSize(6);
    Sweeps next = server();
    assertThat(next.extend(1, 1)).isEqualTo(7);
    assertThat(end(next)).isEqualTo(SweepState.COMPLETED);
    assertThat(trials()).hasSize(7).allMatch(t -> t.state() == TrialState.COMPLETED);
    assertThat(store.sweep(1).orElseThrow().budget()).isEqualTo(7);
    assertThatThrownBy(() -> next.extend(1, 0)).isInstanceOf(NotAllowedException.class);
    assertThatThrownBy(() -> next.extend(1, 1_000_000))
        .isInstanceOf(NotAllowedException.class)
        .hasMessageContaining("at most 1000000");
  }

  @Test
  void aSweepThatIsUnderWayIsResumedAsFarAndAsWideAsIsWanted() throws Exception {
    held = true;
    Sweeps sweeps = server();
    begin(sweeps);
    awaitRunning(0);
    sweeps.pause(1, "by hand");
    sweeps.resume(1, new Overrides(OptionalInt.of(4), OptionalInt.of(2), OptionalLong.empty()));
    awaitRunning(1);
    assertThat(store.sweep(1).orElseThrow().budget()).isEqualTo(4);
    assertThat(store.load(1).orElseThrow().sweep().overrides().parallel()).hasValue(2);
    Overrides fewer = new Overrides(OptionalInt.of(2), OptionalInt.empty(), OptionalLong.empty());
    assertThatThrownBy(() -> sweeps.resume(1, fewer))
        .isInstanceOf(NotAllowedException.class)
        .hasMessage(
            "Sweep 1 is under way; its budget of 4 trials can be raised, not lowered to 2.");
    gate.countDown();
    assertThat(end(sweeps)).isEqualTo(SweepState.COMPLETED);
    assertThat(trials()).hasSize(4);
  }

  @Test
  void aConfigurationThatSomebodyNamesGoesBeforeThoseOfTheSampler() throws Exception {
    held = true;
    Sweeps sweeps = server();
    begin(sweeps);
    awaitRunning(0);
    assertThat(sweeps.enqueue(1, "x: 0.5\nkind: deep\nkind.deep.layers: 7", "by hand"))
        .isEqualTo(1);
    assertThat(trials().get(1).state()).isEqualTo(TrialState.WAITING);
    assertThat(trials().get(1).reason()).isEqualTo("by hand");
    gate.countDown();
    assertThat(end(sweeps)).isEqualTo(SweepState.COMPLETED);
    assertThat(trials()).as("it took a place in the budget").hasSize(3);
    assertThat(trials().get(1).values())
        .containsEntry("x", 0.5)
        .containsEntry("kind.deep.layers", 7L);
    // One that is over goes on, and its budget grows with it.
    String partly = "{\"x\": 0.25}";
    Map<String, Object> announced = sweeps.check(1, partly).configuration();
    assertThat(sweeps.enqueue(1, partly, "by hand")).isEqualTo(3);
    assertThat(end(sweeps)).isEqualTo(SweepState.COMPLETED);
    assertThat(trials().get(3).configuration()).isEqualTo(announced).containsEntry("x", 0.25);
    assertThat(trials()).hasSize(4).allMatch(t -> t.state() == TrialState.COMPLETED);
    assertThat(store.sweep(1).orElseThrow().budget()).isEqualTo(4);
  }

  @Test
  void aConfigurationThatIsWrongOrCannotRunChangesNothing() throws Exception {
    Sweeps sweeps = server();
    begin(sweeps);
    end(sweeps);
    long before = store.lastSequence();
    assertThatThrownBy(() -> sweeps.enqueue(1, "x: 2\nkin: deep", "by hand"))
        .isInstanceOfSatisfying(
            SpecException.class,
            e -> {
              assertThat(e.problems()).hasSize(2);
              assertThat(e.problems().get(0).line()).isEqualTo(1);
              assertThat(e.problems().get(0).path()).isEqualTo("x");
              assertThat(e.problems().get(0).message()).contains("a number from 0 to 1");
              assertThat(e.problems().get(1).message()).contains("did you mean 'kind'");
            });
    assertThatThrownBy(() -> sweeps.enqueue(1, "kind.deep.layers: 3", "by hand"))
        .hasMessageContaining("which must be named too");
    assertThatThrownBy(() -> sweeps.enqueue(1, "x: 0.125", "by hand"))
        .hasMessageContaining("it cannot run: an eighth");
    assertThat(sweeps.check(1, "x: 0.125").infeasible()).contains("an eighth");
    assertThat(store.lastSequence()).isEqualTo(before);
  }

  @Test
  void aTrialIsStoppedWithWhatItHasReached() throws Exception {
    held = true;
    Sweeps sweeps = server();
    begin(sweeps);
    awaitRunning(0);
    sweeps.stopTrial(1, 0, "seen enough");
    awaitRunning(1);
    assertThat(trials().get(0).state()).isEqualTo(TrialState.STOPPED);
    assertThat(trials().get(0).reason()).isEqualTo("seen enough");
    assertThat(trials().get(0).value()).isPresent();
    gate.countDown();
    assertThat(end(sweeps)).isEqualTo(SweepState.COMPLETED);
    assertThat(trials()).hasSize(3);
    assertThatThrownBy(() -> sweeps.stopTrial(1, 0, "again"))
        .isInstanceOf(NotAllowedException.class)
        .hasMessage(
            "Trial 0 of sweep 1 is stopped; only one that is waiting, running or paused can be"
                + " stopped.");
  }

  @Test
  void aFailedTrialIsTriedAgainAsANewOne() throws Exception {
    failsAbove = -1;
    Sweeps sweeps = server();
    begin(sweeps);
    assertThat(end(sweeps)).isEqualTo(SweepState.FAILED);
    failsAbove = 2;
    List<TrialRow> before = trials();
    assertThat(sweeps.retry(1, 1)).isEqualTo(3);
    assertThat(end(sweeps)).isEqualTo(SweepState.COMPLETED);
    assertThat(trials().subList(0, 3)).isEqualTo(before);
    assertThat(trials().get(3).configuration()).isEqualTo(before.get(1).configuration());
    assertThat(trials().get(3).state()).isEqualTo(TrialState.COMPLETED);
    assertThatThrownBy(() -> sweeps.retry(1, 3)).isInstanceOf(NotAllowedException.class);
    assertThatThrownBy(() -> sweeps.retry(1, 9)).hasMessageContaining("no trial 9");
  }

  @Test
  void whatASweepThatIsOverDoesNotAllowIsRefused() throws Exception {
    Sweeps sweeps = server();
    begin(sweeps);
    end(sweeps);
    assertThatThrownBy(() -> sweeps.pause(1, "")).isInstanceOf(NotAllowedException.class);
    assertThatThrownBy(() -> sweeps.prioritise(1, 3))
        .isInstanceOf(NotAllowedException.class)
        .hasMessage(
            "Sweep 1 is completed; only one that is waiting, running or paused can be given another"
                + " priority.");
  }

  @Test
  void aSweepIsDeletedOnceItIsOverWithItsFiles() throws Exception {
    held = true;
    Sweeps sweeps = server();
    begin(sweeps);
    awaitRunning(0);
    assertThatThrownBy(() -> sweeps.delete(1))
        .isInstanceOf(NotAllowedException.class)
        .hasMessageContaining("is running")
        .hasMessageContaining("cancel it first");
    sweeps.cancel(1, "not needed");
    end(sweeps);
    stuck = true;
    assertThatThrownBy(() -> sweeps.delete(1)).hasMessageContaining("trial-0: busy");
    assertThat(store.load(1)).as("so that it can be deleted again").isPresent();
    stuck = false;
    sweeps.delete(1);
    assertThat(deleted).containsExactly(1);
    assertThat(store.load(1)).isEmpty();
    assertThatThrownBy(() -> sweeps.delete(1)).isInstanceOf(IllegalArgumentException.class);
    assertThat(begin(sweeps)).isEqualTo(2);
  }

  @Test
  void aSweepThatNoServerHasTakenUpIsCancelledWithItsTrials() throws Exception {
    held = true;
    Sweeps sweeps = server();
    begin(sweeps);
    awaitRunning(0);
    int named = sweeps.enqueue(1, "x: 0.5\nkind: plain", "by hand");
    sweeps.pause(1, "for now");
    gate.countDown();
    await().until(() -> store.sweep(1).orElseThrow().state() == SweepState.PAUSED);
    await().until(() -> trials().get(0).state() == TrialState.COMPLETED);
    close();
    Sweeps next = server();
    next.cancel(1, "not needed");
    assertThat(store.sweep(1).orElseThrow().state()).isEqualTo(SweepState.CANCELLED);
    assertThat(trials().get(0).state()).isEqualTo(TrialState.COMPLETED);
    assertThat(trials().get(named).state()).isEqualTo(TrialState.CANCELLED);
    next.cancel(1, "again");
    assertThat(store.sweep(1).orElseThrow().reason()).isEqualTo("not needed");
    next.delete(1);
    assertThat(deleted).containsExactly(1);
  }

  @Test
  void aSweepGoesOnThoughWhatItLearntFromIsGone() throws Exception {
    Sweeps sweeps = server();
    begin(sweeps);
    end(sweeps);
    String learning = SPEC.replace("seed: 3", "seed: 4, learn_from: [1]");
    assertThat(sweeps.start(learning, Path.of("/"), Overrides.NONE)).isEqualTo(2);
    assertThat(sweeps.whenDone(2).get(20, SECONDS)).isEqualTo(SweepState.COMPLETED);
    sweeps.delete(1);
    assertThat(server().extend(2, 1)).isEqualTo(4);
  }

  @Test
  void aTrialThatWaitsForItsRetryIsStoppedWithWhatItHasReached() throws Exception {
    breaks = true;
    Sweeps sweeps = server();
    String patient = "trial: {kind: steered, retries: {crash: {times: 3, backoff: 1h}}}";
    String spec = SPEC.replace("trial: {kind: steered}", patient).replace("trials: 3", "trials: 1");
    sweeps.start(spec, Path.of("/"), Overrides.NONE);
    await().until(() -> !trials().isEmpty() && trials().get(0).reason().startsWith("retry 1 of 3"));
    sweeps.stopTrial(1, 0, "seen enough");
    assertThat(end(sweeps)).isEqualTo(SweepState.COMPLETED);
    assertThat(trials().get(0).state()).isEqualTo(TrialState.STOPPED);
    assertThat(trials().get(0).value()).isPresent();
    breaks = false;
    Sweeps next = server();
    assertThat(next.extend(1, 1)).as("its past can be replayed").isEqualTo(2);
    assertThat(end(next)).isEqualTo(SweepState.COMPLETED);
  }

  @Test
  void aTrialThatNeverBeganIsCancelledWhenItIsStopped() throws Exception {
    held = true;
    Sweeps sweeps = server();
    begin(sweeps);
    awaitRunning(0);
    int named = sweeps.enqueue(1, "x: 0.5\nkind: plain", "by hand");
    sweeps.stopTrial(1, named, "not needed");
    assertThat(trials().get(named).state()).isEqualTo(TrialState.CANCELLED);
  }

  @Test
  void othersAreSteeredWhileTheFilesOfASweepAreRemoved() throws Exception {
    Sweeps sweeps = server();
    begin(sweeps);
    end(sweeps);
    begin(sweeps);
    sweeps.whenDone(2).get(20, SECONDS);
    slow = true;
    CompletableFuture<Void> removal = CompletableFuture.runAsync(() -> sweeps.delete(1));
    CompletableFuture<Integer> other = CompletableFuture.supplyAsync(() -> sweeps.extend(2, 1));
    assertThat(other.get(20, SECONDS)).isEqualTo(4);
    assertThat(removal).isNotDone();
    filesGate.countDown();
    removal.get(20, SECONDS);
    assertThat(store.load(1)).isEmpty();
  }

  @Test
  void theBudgetOfAConfigurationIsStoredThoughNobodyWaitedForIt() throws Exception {
    held = true;
    Sweeps sweeps = server();
    sweeps.start(SPEC.replace("trials: 3", "trials: 1"), Path.of("/"), Overrides.NONE);
    awaitRunning(0);
    written.hold();
    CompletableFuture<Throwable> told = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                told.completeExceptionally(
                    new AssertionError(sweeps.enqueue(1, "x: 0.5\nkind: plain", "by hand")));
              } catch (StoreUnavailable e) {
                told.complete(e);
              }
            });
    caller.start();
    await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
    caller.interrupt();
    assertThat(told.get(20, SECONDS)).isInstanceOf(StoreUnavailable.class);
    written.letGo();
    await().until(() -> store.sweep(1).orElseThrow().budget() == 2);
    assertThat(trials()).hasSize(2);
    assertThat(sweeps.extend(1, 1)).isEqualTo(3);
  }
}
