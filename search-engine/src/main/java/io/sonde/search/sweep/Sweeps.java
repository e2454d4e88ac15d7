package io.sonde.search.sweep;

import io.sonde.search.event.SweepState;
import io.sonde.search.port.AskDesk;
import io.sonde.search.port.ReportInbox;
import io.sonde.search.port.StartLimits;
import io.sonde.search.port.SweepControl;
import io.sonde.search.port.SweepFolders;
import io.sonde.search.port.SweepPlan;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepRequest;
import io.sonde.search.port.SweepStore;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.port.SweepStore.StoredSweep;
import io.sonde.search.port.TrialKind;
import io.sonde.search.port.TrialLauncher;
import io.sonde.search.reader.SpecReader;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Report;
import io.sonde.search.report.TokenKey;
import io.sonde.search.report.Verdict;
import io.sonde.search.request.RequestKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * All sweeps of a server: begins them, takes them up again after a restart, and brings every report
 * to the loop it belongs to. Thread-safe.
 */
public final class Sweeps implements SweepControl, ReportInbox, AutoCloseable {
  private static final int READERS = 4;

  private final SweepStore store;
  private final SpecsOfSweeps specs;
  private final Map<Integer, SweepLoop> loops = new ConcurrentHashMap<>();
  private final ExecutorService readers = Executors.newFixedThreadPool(READERS, Sweeps::reader);
  private final ExternalTrials external;
  private final SweepLocks locks = new SweepLocks();
  private final Beginnings beginnings;
  private final SweepSteering steering;
  private volatile boolean settled;

  /**
   * With the ports it works through; it closes none of them.
   *
   * @param results what the store holds, for questions about single trials
   * @param key from which the tokens of attempts are made; the same after a restart
   */
  public Sweeps(
      SweepStore store,
      SweepReader results,
      SweepFolders folders,
      Journal journal,
      SpecReader reader,
      Map<String, TrialKind> kinds,
      TrialLauncher launcher,
      Clock clock,
      TokenKey key) {
    this.store = store;
    this.specs = new SpecsOfSweeps(reader, kinds);
    SweepsAtRest atRest = new SweepsAtRest(store, results, journal);
    this.beginnings =
        new Beginnings(store, journal, specs, launcher, clock, key, loops, locks, atRest);
    this.external =
        new ExternalTrials(
            loops, results, new EndedAttempts(store, results, key), new Resting(), readers, clock);
    this.steering =
        new SweepSteering(
            store, results, folders, atRest, specs, launcher, loops, locks, this::takeUp);
  }

  private static Thread reader(Runnable task) {
    Thread thread = new Thread(task, "sonde-external");
    thread.setDaemon(true);
    return thread;
  }

  /** Where trials that run elsewhere are asked for and told. */
  public AskDesk external() {
    return external;
  }

  /** Those without a loop. */
  private final class Resting implements ExternalTrials.Rest {
    @Override
    public boolean settled() {
      return settled;
    }

    @Override
    public boolean lends(int sweep) {
      return !specs.kind(specs.of(stored(sweep))).launchable();
    }

    @Override
    public void wake(int sweep) {
      locks.hold(
          sweep,
          () -> {
            StoredSweep stored = stored(sweep);
            if (stored.state() == SweepState.PAUSED && !loops.containsKey(sweep)) {
              beginnings.takeUp(stored, Overrides.NONE, true, loop -> {});
            }
          });
    }
  }

  private StoredSweep stored(int sweep) {
    return store
        .load(sweep)
        .orElseThrow(() -> new IllegalArgumentException("there is no sweep " + sweep));
  }

  @Override
  public int start(SweepRequest request) {
    if (!request.limits().equals(StartLimits.NONE)) {
      // Also when the key is known: what it started is told only to those who may start it.
      beginnings.require(request.limits(), specs.of(request));
    }
    OptionalInt known =
        request.key().isPresent() ? store.startedBy(request.key().get()) : OptionalInt.empty();
    int number = known.isPresent() ? beginnings.beginStored(known.getAsInt()) : beginOnce(request);
    if (request.supersedes()) {
      new Superseded(store).by(number).forEach(old -> cancel(old, Superseded.reason(number)));
    }
    return number;
  }

  @Override
  public SweepPlan plan(SweepRequest request) {
    return beginnings.plan(request);
  }

  /** The same request may have come in meanwhile: only one of them begins a sweep. */
  private int beginOnce(SweepRequest request) {
    try {
      return beginnings.begin(request);
    } catch (RequestKey.Known e) {
      return beginnings.beginStored(e.sweep());
    }
  }

  @Override
  public void resume(int sweep, Overrides overrides) {
    steering.resume(sweep, overrides);
  }

  /** Goes on with a sweep that does not run; {@code first} happens before anything is proposed. */
  private void takeUp(StoredSweep stored, Overrides overrides, Consumer<SweepLoop> first) {
    beginnings.takeUp(stored, overrides, false, first);
  }

  /** The sweeps that a former server left unfinished, but for those that were paused. */
  public List<Integer> unfinished() {
    return store.unfinished().stream()
        .filter(n -> !loops.containsKey(n))
        .filter(n -> store.load(n).filter(s -> s.state() == SweepState.PAUSED).isEmpty())
        .toList();
  }

  /**
   * Goes on with one of these as far as it still is one: it may have been cancelled, deleted or
   * resumed meanwhile. One that was paused meanwhile stays so, and what runs of it goes on to its
   * end.
   *
   * @return whether it goes on
   * @throws io.sonde.search.spec.SpecException when it cannot go on
   */
  public boolean takeUpUnfinished(int sweep) {
    return beginnings.takeUpUnfinished(sweep);
  }

  /**
   * Every sweep that goes on has been taken up: attempts of other sweeps, which were asked to try
   * again later until now, are refused from now on. Completes once the launcher knows of every
   * attempt that goes on from an earlier server's time.
   */
  public CompletableFuture<Void> settle() {
    List<CompletableFuture<Void>> begun = new ArrayList<>();
    loops.values().forEach(loop -> begun.add(loop.begun()));
    settled = true;
    return CompletableFuture.allOf(begun.toArray(new CompletableFuture<?>[0]));
  }

  /** The sweeps that run now. */
  public List<Integer> running() {
    return List.copyOf(loops.keySet());
  }

  @Override
  public void cancel(int sweep, String reason) {
    steering.cancel(sweep, reason);
  }

  @Override
  public void pause(int sweep, String reason) {
    steering.pause(sweep, reason);
  }

  @Override
  public void prioritise(int sweep, int priority) {
    steering.prioritise(sweep, priority);
  }

  @Override
  public int extend(int sweep, int more, Optional<RequestKey> request) {
    return steering.extend(sweep, more, request);
  }

  @Override
  public Map<String, String> searched(int sweep) {
    return steering.searched(sweep);
  }

  @Override
  public SweepPlan.Sample check(int sweep, String values) {
    return steering.check(sweep, values);
  }

  @Override
  public int enqueue(int sweep, String values, String reason, Optional<RequestKey> request) {
    return steering.enqueue(sweep, values, reason, request);
  }

  @Override
  public int retry(int sweep, int trial, Optional<RequestKey> request) {
    return steering.retry(sweep, trial, request);
  }

  @Override
  public void stopTrial(int sweep, int trial, String reason) {
    steering.stopTrial(sweep, trial, reason);
  }

  @Override
  public void delete(int sweep) {
    steering.delete(sweep);
  }

  /** Completes once a running sweep is over or interrupted; at once when it does not run. */
  public CompletableFuture<SweepState> whenDone(int sweep) {
    SweepLoop loop = loops.get(sweep);
    return loop != null
        ? loop.done()
        : CompletableFuture.completedFuture(
            store.load(sweep).map(StoredSweep::state).orElse(SweepState.FAILED));
  }

  @Override
  public CompletionStage<Verdict> report(AttemptId attempt, String token, Report report) {
    SweepLoop loop = loops.get(attempt.sweep());
    if (loop == null && settled) {
      return external
          .read(() -> known(attempt))
          .thenCompose(lent -> lent ? external.report(attempt, token, report) : refused(attempt));
    }
    if (loop == null) {
      return refused(attempt);
    }
    return loop.lends()
        ? external.report(attempt, token, report)
        : loop.entered().thenCompose(ok -> loop.report(attempt, token, report));
  }

  /** Whether a trial is one of those that run elsewhere, of a sweep that does not run. */
  private boolean known(AttemptId attempt) {
    return store.load(attempt.sweep()).isPresent() && external.lends(attempt.sweep());
  }

  @Override
  public CompletionStage<Void> end(AttemptId attempt, String token, AttemptEnd end) {
    SweepLoop loop = loops.get(attempt.sweep());
    return loop == null
        ? refused(attempt)
        : loop.entered().thenCompose(ok -> loop.attemptEnded(attempt, token, end));
  }

  private <T> CompletionStage<T> refused(AttemptId attempt) {
    return CompletableFuture.failedFuture(
        settled
            ? new Refused(Why.FENCED, "sweep " + attempt.sweep() + " does not run")
            : new Refused(Why.LATER, "the server has just started; try again in a while"));
  }

  /** Interrupts every sweep and waits until their trials are gone and all is stored. */
  @Override
  public void close() {
    beginnings.close();
    List<SweepLoop> running = new ArrayList<>(loops.values());
    running.forEach(SweepLoop::interrupt);
    for (SweepLoop loop : running) {
      try {
        loop.done().handle((state, e) -> state).get(30, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException | TimeoutException e) {
        // whatever is left is repeated when the sweep is taken up again
      }
    }
    readers.shutdown();
  }
}
