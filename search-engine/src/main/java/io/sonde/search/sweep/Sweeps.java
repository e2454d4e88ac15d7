package io.sonde.search.sweep;

import io.sonde.search.event.SweepEvent;
import io.sonde.search.event.SweepState;
import io.sonde.search.port.PreparedTrials;
import io.sonde.search.port.ReportInbox;
import io.sonde.search.port.RequestKey;
import io.sonde.search.port.SweepControl;
import io.sonde.search.port.SweepPlan;
import io.sonde.search.port.SweepRequest;
import io.sonde.search.port.SweepStore;
import io.sonde.search.port.SweepStore.NewSweep;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.port.SweepStore.StoredSweep;
import io.sonde.search.port.SweepStore.SweepHead;
import io.sonde.search.port.TrialKind;
import io.sonde.search.port.TrialLauncher;
import io.sonde.search.proposal.WarmStart;
import io.sonde.search.reader.SpecReader;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Report;
import io.sonde.search.report.TokenKey;
import io.sonde.search.report.Verdict;
import io.sonde.search.sampler.Samplers;
import io.sonde.search.spec.Problem;
import io.sonde.search.spec.SpecException;
import io.sonde.search.spec.SweepSpec;
import io.sonde.search.stopper.Stoppers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * All sweeps of a server: begins them, takes them up again after a restart, and brings every report
 * to the loop it belongs to. Thread-safe.
 */
public final class Sweeps implements SweepControl, ReportInbox, AutoCloseable {
  private static final int SAMPLES = 3;
  private final SweepStore store;
  private final Journal journal;
  private final SpecReader reader;
  private final Map<String, TrialKind> kinds;
  private final TrialLauncher launcher;
  private final Clock clock;
  private final TokenKey key;
  private final SecureRandom seeds = new SecureRandom();
  private final Map<Integer, SweepLoop> loops = new ConcurrentHashMap<>();
  private volatile boolean settled;

  /**
   * With the ports it works through; it closes none of them.
   *
   * @param key from which the tokens of attempts are made; the same after a restart
   */
  public Sweeps(
      SweepStore store,
      Journal journal,
      SpecReader reader,
      Map<String, TrialKind> kinds,
      TrialLauncher launcher,
      Clock clock,
      TokenKey key) {
    this.store = store;
    this.journal = journal;
    this.reader = reader;
    this.kinds = Map.copyOf(kinds);
    this.launcher = launcher;
    this.clock = clock;
    this.key = key;
  }

  @Override
  public int start(SweepRequest request) {
    OptionalInt known =
        request.key().isPresent() ? store.startedBy(request.key().get()) : OptionalInt.empty();
    int number = known.isPresent() ? known.getAsInt() : beginOnce(request);
    if (request.supersedes()) {
      new Superseded(store).by(number).forEach(old -> cancel(old, Superseded.reason(number)));
    }
    return number;
  }

  @Override
  public SweepPlan plan(SweepRequest request) {
    SweepSpec spec =
        overridden(reader.read(request.specText(), request.folder()), request.overrides());
    int parallel = parallel(spec);
    var unused = kind(spec).prepare(spec);
    warmStart(spec);
    long seed = spec.search().seed().orElse(0);
    return new SweepPlan(
        spec.name(),
        spec.space().parameters().size(),
        spec.budget().trials(),
        parallel,
        new SampledConfigurations(spec, seed).first(SAMPLES));
  }

  /** The same request may have come in meanwhile: only one of them begins a sweep. */
  private int beginOnce(SweepRequest request) {
    try {
      return begin(request);
    } catch (RequestKey.Known e) {
      return e.sweep();
    }
  }

  private int begin(SweepRequest request) {
    SweepSpec spec =
        overridden(reader.read(request.specText(), request.folder()), request.overrides());
    int parallel = parallel(spec);
    PreparedTrials trials = kind(spec).prepare(spec);
    WarmStart warmStart = warmStart(spec);
    long seed = spec.search().seed().orElseGet(() -> seeds.nextInt(Integer.MAX_VALUE));
    Instant created = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    int number =
        store.create(
            new NewSweep(
                spec.name(),
                request.specText(),
                request.folder().toAbsolutePath().toString(),
                request.overrides(),
                trials.dataHash(),
                seed,
                created,
                request.origin(),
                request.key()),
            new SweepHead(spec.goal().objectives(), spec.budget().trials()));
    run(number, spec, seed, parallel, trials, warmStart, new Tokens(key, created), List.of());
    return number;
  }

  @Override
  public synchronized void resume(int sweep, Overrides overrides) {
    StoredSweep stored =
        store
            .load(sweep)
            .orElseThrow(() -> new IllegalArgumentException("there is no sweep " + sweep));
    SweepLoop present = loops.get(sweep);
    if (present != null) {
      present.goOn();
      return;
    }
    Overrides both = merge(stored.sweep().overrides(), overrides);
    SweepSpec spec =
        overridden(reader.read(stored.sweep().specText(), Path.of(stored.sweep().folder())), both);
    int parallel = parallel(spec);
    PreparedTrials trials = kind(spec).prepare(spec);
    if (!trials.dataHash().equals(stored.sweep().dataHash())) {
      throw new SpecException(
          List.of(
              new Problem(
                  0,
                  0,
                  "trial.data",
                  "the data have changed since sweep "
                      + sweep
                      + " began, so its trials could not be compared; start a new sweep instead")));
    }
    if (!both.equals(stored.sweep().overrides())) {
      store.override(sweep, both, spec.budget().trials());
    }
    long seed = stored.sweep().seed();
    Tokens tokens = new Tokens(key, stored.sweep().created());
    run(sweep, spec, seed, parallel, trials, warmStart(spec), tokens, store.events(sweep));
  }

  /** The sweeps that a former server left unfinished, but for those that were paused. */
  public List<Integer> unfinished() {
    return store.unfinished().stream()
        .filter(n -> !loops.containsKey(n))
        .filter(n -> store.load(n).filter(s -> s.state() == SweepState.PAUSED).isEmpty())
        .toList();
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
    SweepLoop loop = loops.get(sweep);
    if (loop != null) {
      loop.cancel(reason);
    } else if (store.load(sweep).isEmpty()) {
      throw new IllegalArgumentException("there is no sweep " + sweep);
    }
  }

  @Override
  public void pause(int sweep, String reason) {
    SweepLoop loop = loops.get(sweep);
    if (loop != null) {
      loop.pause(reason);
    } else if (store.load(sweep).isEmpty()) {
      throw new IllegalArgumentException("there is no sweep " + sweep);
    }
  }

  @Override
  public synchronized void prioritise(int sweep, int priority) {
    StoredSweep stored =
        store
            .load(sweep)
            .orElseThrow(() -> new IllegalArgumentException("there is no sweep " + sweep));
    Overrides now = stored.sweep().overrides().withPriority(priority);
    SweepSpec spec =
        overridden(reader.read(stored.sweep().specText(), Path.of(stored.sweep().folder())), now);
    store.override(sweep, now, spec.budget().trials());
    if (loops.containsKey(sweep)) {
      launcher.prioritise(sweep, priority);
    }
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
    return loop == null
        ? refused(attempt)
        : loop.entered().thenCompose(ok -> loop.report(attempt, token, report));
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
  }

  private void run(
      int sweep,
      SweepSpec spec,
      long seed,
      int parallel,
      PreparedTrials trials,
      WarmStart warmStart,
      Tokens tokens,
      List<SweepEvent> past) {
    SweepLoop loop =
        new SweepLoop(
            new SweepLoop.Parts(
                sweep,
                spec,
                seed,
                parallel,
                trials,
                Samplers.create(
                    spec.search().algorithm(), spec.space(), seed, spec.search().settings()),
                Stoppers.create(spec.earlyStopping().rule(), spec.earlyStopping().settings()),
                warmStart,
                launcher,
                journal,
                tokens,
                past));
    loops.put(sweep, loop);
    var unused = loop.done().whenComplete((state, e) -> loops.remove(sweep, loop));
    loop.start();
  }

  private WarmStart warmStart(SweepSpec spec) {
    return new WarmStart(spec.search().start(), new EarlierSweeps(store, reader).of(spec));
  }

  private TrialKind kind(SweepSpec spec) {
    @Nullable TrialKind kind = kinds.get(spec.trial().kind());
    if (kind == null || !kind.launchable()) {
      throw refusal(
          "trial.kind",
          "trials of kind '"
              + spec.trial().kind()
              + "' run elsewhere, by ask and tell; Sonde cannot start them");
    }
    return kind;
  }

  /** How many trials at a time: what was asked for, within what the devices can hold. */
  private int parallel(SweepSpec spec) {
    kind(spec);
    int capacity = launcher.capacity(spec.resources());
    if (capacity == 0) {
      throw refusal(
          "resources",
          "a trial needs "
              + (spec.resources().gpus() > 0
                  ? spec.resources().gpus() + " GPU(s)"
                  : spec.resources().cpus() + " CPU slot(s)")
              + ", more than this machine has");
    }
    return Math.min(capacity, spec.budget().parallel().orElse(capacity));
  }

  private static SpecException refusal(String path, String message) {
    return new SpecException(List.of(new Problem(0, 0, path, message)));
  }

  private static Overrides merge(Overrides old, Overrides fresh) {
    return new Overrides(
        fresh.trials().isPresent() ? fresh.trials() : old.trials(),
        fresh.parallel().isPresent() ? fresh.parallel() : old.parallel(),
        old.seed(),
        fresh.priority().isPresent() ? fresh.priority() : old.priority());
  }

  private static SweepSpec overridden(SweepSpec spec, Overrides overrides) {
    SweepSpec.Budget budget = spec.budget();
    OptionalInt parallel =
        overrides.parallel().isPresent() ? overrides.parallel() : budget.parallel();
    OptionalLong seed = overrides.seed().isPresent() ? overrides.seed() : spec.search().seed();
    return spec.with(
            new SweepSpec.Budget(
                overrides.trials().orElse(budget.trials()), budget.wall(), parallel))
        .with(spec.search().with(seed))
        .with(
            spec.resources()
                .withPriority(overrides.priority().orElse(spec.resources().priority())));
  }
}
