package io.sonde.search.sweep;

import io.sonde.search.event.SweepState;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.SweepControl;
import io.sonde.search.port.SweepFolders;
import io.sonde.search.port.SweepPlan;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.search.port.SweepStore;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.port.SweepStore.StoredSweep;
import io.sonde.search.port.TrialLauncher;
import io.sonde.search.request.RequestKey;
import io.sonde.search.spec.SweepSpec;
import io.sonde.search.steering.NotAllowedException;
import io.sonde.search.steering.SweepAction;
import io.sonde.search.steering.TrialAction;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * What people do to sweeps, whether they run or not: a sweep that runs is asked through its loop,
 * one that is over goes on where there is something to do for it. What each is for says {@link
 * SweepControl}. Thread-safe.
 */
final class SweepSteering {
  private final SweepStore store;
  private final SweepReader results;
  private final SweepFolders folders;
  private final SweepsAtRest atRest;
  private final SpecsOfSweeps specs;
  private final Candidates candidates;
  private final KeyedRequests requests;
  private final TrialLauncher launcher;
  private final Map<Integer, SweepLoop> loops;
  private final SweepLocks locks;
  private final TakeUp takeUp;

  /** Goes on with sweeps that do not run. */
  @FunctionalInterface
  interface TakeUp {
    /** Goes on with one; {@code first} happens before anything is proposed. */
    void go(StoredSweep stored, Overrides overrides, Consumer<SweepLoop> first);
  }

  SweepSteering(
      SweepStore store,
      SweepReader results,
      SweepFolders folders,
      SweepsAtRest atRest,
      SpecsOfSweeps specs,
      TrialLauncher launcher,
      Map<Integer, SweepLoop> loops,
      SweepLocks locks,
      TakeUp takeUp) {
    this.store = store;
    this.results = results;
    this.folders = folders;
    this.atRest = atRest;
    this.specs = specs;
    this.candidates = new Candidates(specs, results);
    this.requests = new KeyedRequests(store);
    this.launcher = launcher;
    this.loops = loops;
    this.locks = locks;
    this.takeUp = takeUp;
  }

  void resume(int sweep, Overrides fresh) {
    locks.hold(
        sweep,
        () ->
            new OwnedLoop(loops, sweep)
                .tell(
                    loop -> goOn(sweep, loop, fresh),
                    () -> takeUp.go(settled(sweep), fresh, loop -> {})));
  }

  /** As it is once a cancel is finished that a former server took in. */
  private StoredSweep settled(int sweep) {
    StoredSweep now = stored(sweep);
    return atRest.finishCancel(now) ? stored(sweep) : now;
  }

  /** One that runs, or was paused by this server, goes on as far and as wide as is wanted. */
  private CompletableFuture<Void> goOn(int sweep, SweepLoop loop, Overrides fresh) {
    int budget = budget(sweep);
    int wanted = fresh.trials().orElse(budget);
    if (wanted < budget && budget < SweepSpec.Budget.UNLIMITED) {
      throw new NotAllowedException(
          "Sweep %d is under way; its budget of %d trials can be raised, not lowered to %d."
              .formatted(sweep, budget, wanted));
    }
    CompletableFuture<Integer> reached = CompletableFuture.completedFuture(budget);
    if (wanted != budget) {
      requireRoom(sweep, budget, wanted - budget);
      reached = loop.extend(wanted - budget, Optional.empty());
    }
    if (fresh.parallel().isPresent()) {
      store.override(
          sweep, new Overrides(OptionalInt.empty(), fresh.parallel(), OptionalLong.empty()));
      loop.widen(fresh.parallel().getAsInt());
    }
    return CompletableFuture.allOf(reached, loop.goOn());
  }

  /** Without the lock where it runs: whoever holds that may be waiting for the sweep. */
  void cancel(int sweep, String reason) {
    cancel(sweep, reason, () -> locks.hold(sweep, () -> cancelAlone(sweep, reason)));
  }

  private void cancel(int sweep, String reason, Runnable notRunning) {
    new OwnedLoop(loops, sweep).tell(loop -> loop.cancel(reason), notRunning);
  }

  /** One that no loop runs any more, or that could not be taken up, unless it was just now. */
  private void cancelAlone(int sweep, String reason) {
    cancel(
        sweep,
        reason,
        () -> {
          if (!stored(sweep).state().ended()) {
            atRest.cancel(sweep, reason);
          }
        });
  }

  void pause(int sweep, String reason) {
    locks.hold(
        sweep,
        () ->
            new OwnedLoop(loops, sweep)
                .tell(loop -> loop.pause(reason), () -> pauseAtRest(sweep, reason)));
  }

  private void pauseAtRest(int sweep, String reason) {
    SweepState state = settled(sweep).state();
    SweepAction.PAUSE.require(sweep, state);
    if (state != SweepState.PAUSED) {
      atRest.pause(sweep, reason);
    }
  }

  void prioritise(int sweep, int priority) {
    locks.hold(
        sweep,
        () -> {
          SweepAction.PRIORITISE.require(sweep, stored(sweep).state());
          store.override(sweep, Overrides.NONE.withPriority(priority));
          if (loops.containsKey(sweep)) {
            launcher.prioritise(sweep, priority);
          }
        });
  }

  int extend(int sweep, int more, Optional<RequestKey> key) {
    return once(
        sweep,
        key,
        () -> {
          requireRoom(sweep, budget(sweep), more);
          return new OwnedLoop(loops, sweep)
              .ask(
                  loop -> requests.remember(sweep, key, loop.extend(more, key)),
                  () -> extendAtRest(stored(sweep), more, key));
        });
  }

  /** Alone with the sweep, and not again where the same request has come before. */
  private int once(int sweep, Optional<RequestKey> key, IntSupplier act) {
    return locks.holding(sweep, () -> requests.once(sweep, key, act));
  }

  private int budget(int sweep) {
    return specs.of(stored(sweep)).budget().trials();
  }

  private static void requireRoom(int sweep, int budget, int more) {
    if (budget >= SweepSpec.Budget.UNLIMITED) {
      throw new NotAllowedException(
          "Sweep " + sweep + " has no budget of trials that could be raised.");
    } else if (more < 1 || (long) budget + more > SweepControl.MOST_TRIALS) {
      throw new NotAllowedException(
          "The budget of sweep "
              + sweep
              + " is "
              + budget
              + " trials, and at most "
              + SweepControl.MOST_TRIALS
              + "; it cannot be given "
              + more
              + " more.");
    }
  }

  private int extendAtRest(StoredSweep stored, int more, Optional<RequestKey> key) {
    int sweep = stored.number();
    if (!stored.state().ended()) {
      return OwnedLoop.await(
          requests.remember(sweep, key, atRest.raise(sweep, budget(sweep) + more, key)));
    }
    CompletableFuture<Integer> answer = new CompletableFuture<>();
    takeUp.go(stored, Overrides.NONE, loop -> loop.raise(more, key, answer));
    return OwnedLoop.await(requests.remember(sweep, key, answer));
  }

  Map<String, String> searched(int sweep) {
    return candidates.searched(stored(sweep));
  }

  SweepPlan.Sample check(int sweep, String values) {
    StoredSweep stored = stored(sweep);
    return candidates.check(stored, candidates.read(stored, values));
  }

  int enqueue(int sweep, String values, String reason, Optional<RequestKey> key) {
    return once(
        sweep, key, () -> enqueue(sweep, candidates.read(stored(sweep), values), reason, key));
  }

  private int enqueue(
      int sweep, Map<String, Object> values, String reason, Optional<RequestKey> key) {
    return new OwnedLoop(loops, sweep)
        .ask(
            loop -> requests.remember(sweep, key, loop.enqueue(values, reason, key)),
            () -> goOnWith(stored(sweep), values, reason, key));
  }

  /** Takes a sweep up that is over, once it is clear that there is something to do for it. */
  private int goOnWith(
      StoredSweep stored, Map<String, Object> values, String reason, Optional<RequestKey> key) {
    if (!stored.state().ended()) {
      throw notTakenUp(stored);
    }
    candidates
        .check(stored, values)
        .infeasible()
        .ifPresent(
            why -> {
              throw SpecsOfSweeps.refusal("", "it cannot run: " + why);
            });
    CompletableFuture<Integer> answer = new CompletableFuture<>();
    takeUp.go(stored, Overrides.NONE, loop -> loop.takeIn(values, reason, key, answer));
    return OwnedLoop.await(requests.remember(stored.number(), key, answer));
  }

  private static NotAllowedException notTakenUp(StoredSweep stored) {
    return new NotAllowedException(
        "Sweep "
            + stored.number()
            + " is "
            + stored.state().word()
            + " since before the server was started; resume it first.");
  }

  int retry(int sweep, int trial, Optional<RequestKey> key) {
    return once(
        sweep,
        key,
        () -> {
          TrialRow failed = trial(sweep, trial);
          TrialAction.RETRY.require(sweep, stored(sweep).state(), trial, failed.state());
          return enqueue(sweep, failed.values(), "tries trial " + trial + " again", key);
        });
  }

  void stopTrial(int sweep, int trial, String reason) {
    TrialState state = trial(sweep, trial).state();
    TrialAction.STOP.require(sweep, stored(sweep).state(), trial, state);
    new OwnedLoop(loops, sweep)
        .ask(
            loop -> loop.stop(trial, reason),
            () -> {
              throw notTakenUp(stored(sweep));
            });
  }

  void delete(int sweep) {
    locks.hold(sweep, () -> deleteAlone(sweep));
  }

  /** The files first: as long as the sweep is stored, it can be deleted again. */
  private void deleteAlone(int sweep) {
    SweepAction.DELETE.require(sweep, stored(sweep).state());
    SweepLoop ending = loops.get(sweep);
    if (ending != null) {
      OwnedLoop.await(ending.done());
    }
    try {
      folders.delete(sweep);
    } catch (IOException e) {
      throw new NotAllowedException(
          "A file of sweep "
              + sweep
              + " cannot be removed ("
              + e.getMessage()
              + "); see to it and delete the sweep again.");
    }
    store.delete(sweep);
  }

  private TrialRow trial(int sweep, int trial) {
    return results
        .trial(sweep, trial)
        .orElseThrow(
            () -> new IllegalArgumentException("sweep " + sweep + " has no trial " + trial));
  }

  private StoredSweep stored(int sweep) {
    return store
        .load(sweep)
        .orElseThrow(() -> new IllegalArgumentException("there is no sweep " + sweep));
  }
}
