package io.sonde.search.sweep;

import io.sonde.search.event.SweepEvent;
import io.sonde.search.event.SweepState;
import io.sonde.search.port.PreparedTrials;
import io.sonde.search.port.ReportInbox.Refused;
import io.sonde.search.port.ReportInbox.Why;
import io.sonde.search.port.StartLimits;
import io.sonde.search.port.SweepPlan;
import io.sonde.search.port.SweepRequest;
import io.sonde.search.port.SweepStore;
import io.sonde.search.port.SweepStore.NewSweep;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.port.SweepStore.StoredSweep;
import io.sonde.search.port.SweepStore.SweepHead;
import io.sonde.search.port.TrialLauncher;
import io.sonde.search.proposal.WarmStart;
import io.sonde.search.report.TokenKey;
import io.sonde.search.sampler.Samplers;
import io.sonde.search.spec.SpecException;
import io.sonde.search.spec.SweepSpec;
import io.sonde.search.stopper.Stoppers;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Begins new sweeps and goes on with stored ones: from what the store holds of one to the loop that
 * runs it. Thread-safe.
 */
final class Beginnings {
  private static final int DRAWN = 200;
  private static final int SHOWN = 3;

  private final SweepStore store;
  private final Journal journal;
  private final SpecsOfSweeps specs;
  private final TrialLauncher launcher;
  private final Clock clock;
  private final TokenKey key;
  private final Map<Integer, SweepLoop> loops;
  private final SweepLocks locks;
  private final SweepsAtRest atRest;
  private final SecureRandom seeds = new SecureRandom();
  private volatile boolean closing;

  /** Puts the loops that it begins among those that run, and takes them out when they are over. */
  Beginnings(
      SweepStore store,
      Journal journal,
      SpecsOfSweeps specs,
      TrialLauncher launcher,
      Clock clock,
      TokenKey key,
      Map<Integer, SweepLoop> loops,
      SweepLocks locks,
      SweepsAtRest atRest) {
    this.store = store;
    this.journal = journal;
    this.specs = specs;
    this.launcher = launcher;
    this.clock = clock;
    this.key = key;
    this.loops = loops;
    this.locks = locks;
    this.atRest = atRest;
  }

  /** What a request would begin. */
  SweepPlan plan(SweepRequest request) {
    SweepSpec spec = specs.of(request);
    require(request.limits(), spec);
    int parallel = parallel(spec);
    PreparedTrials trials = specs.prepare(spec);
    warmStart(spec);
    long seed = spec.search().seed().orElse(0);
    return new SweepPlan(
        spec.name(),
        spec.space().parameters().size(),
        spec.budget().trials(),
        Math.min(parallel, spec.budget().trials()),
        new SampledConfigurations(spec, trials, seed).draw(DRAWN, SHOWN));
  }

  /** Throws {@link StartLimits.Exceeded} where the limits do not allow a spec. */
  void require(StartLimits limits, SweepSpec spec) {
    limits.require(spec, specs.kind(spec));
    for (int earlier : spec.search().learnFrom()) {
      if (!store.load(earlier).map(s -> limits.covers(s.sweep().project())).orElse(true)) {
        throw SpecsOfSweeps.refusal("search.learn_from", "there is no sweep " + earlier);
      }
    }
  }

  /** Begins what a request asks for; answers its number once it is stored. */
  int begin(SweepRequest request) {
    requireOpen();
    SweepSpec spec = specs.of(request);
    int parallel = parallel(spec);
    PreparedTrials trials = specs.prepare(spec);
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
                request.key(),
                spec.project()),
            new SweepHead(spec.goal().objectives(), spec.budget().trials()));
    Tokens tokens = new Tokens(key, created);
    locks.hold(
        number,
        () -> {
          if (toBegin(number).isPresent()) {
            run(
                number,
                loop(number, spec, seed, parallel, trials, warmStart, tokens, List.of()),
                false,
                () -> {});
          }
        });
    return number;
  }

  /**
   * Begins a sweep that is stored, unless somebody has: the one who stored it may not have heard
   * that it is.
   *
   * @return its number
   */
  int beginStored(int sweep) {
    locks.hold(
        sweep, () -> toBegin(sweep).ifPresent(s -> takeUp(s, Overrides.NONE, false, loop -> {})));
    return sweep;
  }

  /** As long as a sweep is only stored, anybody may begin, cancel or delete it. */
  private Optional<StoredSweep> toBegin(int sweep) {
    return loops.containsKey(sweep)
        ? Optional.empty()
        : store.load(sweep).filter(stored -> stored.state() == SweepState.WAITING);
  }

  /** See {@link Sweeps#takeUpUnfinished}. */
  boolean takeUpUnfinished(int sweep) {
    return locks.holding(
        sweep,
        () -> {
          Optional<StoredSweep> stored = store.load(sweep).filter(s -> !s.state().ended());
          return loops.containsKey(sweep) || (!closing && stored.isPresent() && goOn(stored.get()));
        });
  }

  private boolean goOn(StoredSweep unfinished) {
    boolean paused = unfinished.state() == SweepState.PAUSED;
    try {
      SweepLoop loop = takeUp(unfinished, Overrides.NONE, paused, one -> {});
      return !paused && !loop.toCancel();
    } catch (SpecException e) {
      if (atRest.finishCancel(unfinished)) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Goes on with a sweep that does not run.
   *
   * @param asPaused whether it stays paused until it is resumed
   * @param first happens before anything is proposed
   */
  SweepLoop takeUp(
      StoredSweep stored, Overrides overrides, boolean asPaused, Consumer<SweepLoop> first) {
    requireOpen();
    int sweep = stored.number();
    Overrides both = stored.sweep().overrides().with(overrides);
    SweepSpec spec = specs.of(stored, both);
    int parallel = parallel(spec);
    PreparedTrials trials = specs.prepare(spec);
    if (!trials.dataHash().equals(stored.sweep().dataHash())) {
      throw SpecsOfSweeps.refusal(
          "trial.data",
          "the data have changed since sweep "
              + sweep
              + " began, so its trials could not be compared; start a new sweep instead");
    }
    if (!both.equals(stored.sweep().overrides())) {
      store.override(sweep, overrides);
    }
    long seed = stored.sweep().seed();
    Tokens tokens = new Tokens(key, stored.sweep().created());
    List<SweepEvent> past = store.events(sweep);
    WarmStart warmStart =
        new WarmStart(spec.search().start(), new EarlierSweeps(store, specs.reader()).again(spec));
    SweepLoop loop = loop(sweep, spec, seed, parallel, trials, warmStart, tokens, past);
    run(sweep, loop, asPaused, () -> first.accept(loop));
    return loop;
  }

  private SweepLoop loop(
      int sweep,
      SweepSpec spec,
      long seed,
      int parallel,
      PreparedTrials trials,
      WarmStart warmStart,
      Tokens tokens,
      List<SweepEvent> past) {
    return new SweepLoop(
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
            past,
            !specs.kind(spec).launchable()));
  }

  private void run(int sweep, SweepLoop loop, boolean asPaused, Runnable first) {
    loops.put(sweep, loop);
    var unused = loop.done().whenComplete((state, e) -> loops.remove(sweep, loop));
    loop.start(asPaused, first);
    if (closing) {
      loop.interrupt();
    }
  }

  private void requireOpen() {
    if (closing) {
      throw new Refused(Why.LATER, "the server is being stopped; try again in a while");
    }
  }

  /** Begins nothing any more: that is left to a later server. */
  void close() {
    closing = true;
  }

  private WarmStart warmStart(SweepSpec spec) {
    return new WarmStart(spec.search().start(), new EarlierSweeps(store, specs.reader()).of(spec));
  }

  /** How many trials at a time: what was asked for, within what the devices can hold. */
  private int parallel(SweepSpec spec) {
    var unused = specs.kind(spec);
    int capacity = launcher.capacity(spec);
    if (capacity == 0) {
      throw SpecsOfSweeps.refusal(
          "resources",
          "a trial needs "
              + (spec.resources().gpus() > 0
                  ? spec.resources().gpus() + " GPU(s)"
                  : spec.resources().cpus() + " CPU slot(s)")
              + ", more than this machine has");
    }
    return Math.min(capacity, spec.budget().parallel().orElse(capacity));
  }
}
