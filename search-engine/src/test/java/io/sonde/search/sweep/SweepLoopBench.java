package io.sonde.search.sweep;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sonde.search.event.SweepEvent;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.Constraint;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Goal;
import io.sonde.search.history.History;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.InMemorySweepStore;
import io.sonde.search.port.PreparedTrials;
import io.sonde.search.port.ReportInbox.Refused;
import io.sonde.search.port.ReportInbox.Why;
import io.sonde.search.port.Stopper;
import io.sonde.search.port.SweepReader.TrialQuery;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.search.port.SweepStore;
import io.sonde.search.port.SweepStore.StoreUnavailable;
import io.sonde.search.port.TrialLauncher;
import io.sonde.search.proposal.WarmStart;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.Cause;
import io.sonde.search.report.TokenKey;
import io.sonde.search.report.Verdict;
import io.sonde.search.request.RequestKey;
import io.sonde.search.space.Configuration;
import io.sonde.search.space.Domain;
import io.sonde.search.space.Scale;
import io.sonde.search.space.Space;
import io.sonde.search.spec.SweepSpec;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;

/** A sweep whose trials are functions, over a store that can be cut off, for tests of its loop. */
abstract class SweepLoopBench {
  static final Objective ACCURACY = new Objective("accuracy", Direction.MAXIMIZE);

  static final Stopper NEVER = (history, trial, step) -> Verdict.goOn("");

  static final AttemptEnd COMPLETED =
      new AttemptEnd(Cause.COMPLETED, "", Map.of("test_accuracy", 0.5));

  final InMemorySweepStore kept = new InMemorySweepStore();

  final AtomicBoolean away = new AtomicBoolean();

  /** What a store that is away does before it says so. */
  Runnable refusal = () -> {};

  final ConcurrentLinkedQueue<String> health = new ConcurrentLinkedQueue<>();

  final List<AutoCloseable> toClose = new ArrayList<>();

  Stopper stopper = NEVER;

  List<Constraint> constraints = List.of();

  Map<Cause, SweepSpec.Retry> retries = Map.of();

  Optional<Duration> wall = Optional.empty();

  List<Map<String, Object>> first = List.of();

  Duration patience = Duration.ofSeconds(30);

  int budget = 6;

  int parallel = 1;

  final Set<TrialLauncher.Reached> checkpoints = ConcurrentHashMap.newKeySet();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable closeable : toClose) {
      closeable.close();
    }
  }

  /** The first trial is paused at once; the others hold the sweep up until it is interrupted. */
  AttemptEnd trainUntilTold(TrialLauncher.Request request, InProcessLauncher.Reporter reporter) {
    if (request.attempt().trial() == 0) {
      return train(request, reporter);
    }
    await().until(reporter::cancelled);
    return COMPLETED;
  }

  /** Pauses every trial after its first step, and takes the better of every two further. */
  static final class PauseAtFirst implements Stopper {
    @Override
    public Verdict judge(History history, int trial, int step) {
      return step == 1 ? Verdict.pause("paused at step 1") : Verdict.goOn("");
    }

    @Override
    public Optional<Resumption> resume(History history) {
      List<Integer> reached = new ArrayList<>();
      int further = 0;
      for (int trial = 0; trial < history.size(); trial++) {
        boolean waits = history.state(trial) == TrialState.PAUSED;
        further += !waits && history.reports(trial) > 0 ? 1 : 0;
        if (waits) {
          reached.add(trial);
        }
      }
      return reached.size() + further >= 2 * (further + 1)
          ? Optional.of(new Resumption(reached.get(0), OptionalInt.empty(), "taken further"))
          : Optional.empty();
    }
  }

  AttemptEnd train(TrialLauncher.Request request, InProcessLauncher.Reporter reporter) {
    double x = (double) request.configuration().values().get("x");
    int after = reporter.after();
    for (int step = after + 1; step <= 3; step++) {
      if (!reporter.report(step, x * step / 3)) {
        return new AttemptEnd(Cause.STOPPED, "told to stop");
      }
    }
    return COMPLETED;
  }

  SweepState run(InProcessLauncher.Training training) throws Exception {
    return start(training).done().get(20, SECONDS);
  }

  SweepLoop start(InProcessLauncher.Training training) {
    return start(create(), training);
  }

  SweepLoop start(int sweep, InProcessLauncher.Training training) {
    InProcessLauncher launcher = new InProcessLauncher(training, checkpoints);
    toClose.add(launcher);
    SweepLoop loop = loop(sweep, launcher);
    launcher.reportTo(loop);
    loop.start();
    return loop;
  }

  SweepLoop loop(int sweep, TrialLauncher launcher) {
    Journal journal = new Journal(new SometimesAway(), Clock.systemUTC(), patience, new Health());
    toClose.add(journal);
    return new SweepLoop(
        new SweepLoop.Parts(
            sweep,
            spec(),
            7,
            parallel,
            new UnitSize(),
            SweepLoopBench::propose,
            stopper,
            WarmStart.of(first, spec().space(), spec().goal()),
            launcher,
            journal,
            new Tokens(new TokenKey(new byte[TokenKey.BYTES]), Instant.EPOCH),
            kept.events(sweep),
            false));
  }

  int create() {
    return kept.create(
        new SweepStore.NewSweep(
            "test",
            "",
            "/",
            SweepStore.Overrides.NONE,
            Optional.empty(),
            7,
            Instant.parse("2026-11-21T12:00:00Z")),
        new SweepStore.SweepHead(ACCURACY, budget));
  }

  /** Depends on the history, so that a rebuilt one that differs would be seen. */
  private static Optional<Configuration> propose(History history, RandomGenerator random) {
    double shift = 0;
    for (int i = 0; i < history.size(); i++) {
      shift += Double.isNaN(history.value(i)) ? 0.01 : history.value(i) / 10;
    }
    double code = (random.nextDouble() + shift) % 1;
    return Optional.of(history.space().configure(parameter -> code));
  }

  SweepSpec spec() {
    Map<String, Domain> domains = new LinkedHashMap<>();
    domains.put("x", new Domain.FloatRange(0, 1, Scale.LINEAR, OptionalDouble.empty()));
    return new SweepSpec(
        "test",
        new Goal(List.of(ACCURACY), constraints),
        Space.flat(domains),
        new SweepSpec.Search("test", OptionalLong.of(7), Map.of()),
        new SweepSpec.EarlyStopping("none", Map.of()),
        new SweepSpec.Budget(budget, wall, OptionalInt.of(parallel)),
        new SweepSpec.Resources(0, 1, OptionalLong.empty(), 50),
        new SweepSpec.Trial("test", Map.of(), Optional.empty(), retries),
        "",
        Path.of("/"));
  }

  List<TrialRow> trials() {
    return trials(1);
  }

  List<TrialRow> trials(int sweep) {
    return kept.trials(sweep, new TrialQuery(Set.of(), "number", false, 0, 1000)).rows();
  }

  static void assertRefused(CompletableFuture<?> answer, Why why) {
    assertThatThrownBy(() -> answer.get(10, SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.why()).isEqualTo(why));
  }

  static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Every configuration's size is its x. */
  private static final class UnitSize implements PreparedTrials {
    @Override
    public Feasibility assess(Configuration configuration) {
      return new Feasible(Map.of("size", (double) configuration.values().get("x")));
    }

    @Override
    public Optional<String> dataHash() {
      return Optional.empty();
    }
  }

  private final class Health implements Journal.StoreWatch {
    @Override
    public void away(String message) {
      health.add("away");
    }

    @Override
    public void back() {
      health.add("back");
    }

    @Override
    public void gone(String message) {
      health.add("gone");
    }
  }

  /** The kept sweeps behind a connection that can be cut. */
  private final class SometimesAway implements SweepStore {
    @Override
    public int create(NewSweep sweep, SweepHead head) {
      return kept.create(sweep, head);
    }

    @Override
    public OptionalInt startedBy(RequestKey key) {
      return kept.startedBy(key);
    }

    @Override
    public OptionalInt answer(int sweep, RequestKey key) {
      return kept.answer(sweep, key);
    }

    @Override
    public void override(int sweep, Overrides fresh) {
      kept.override(sweep, fresh);
    }

    @Override
    public void commit(List<SweepEvent> events) {
      if (away.get()) {
        refusal.run();
        throw new StoreUnavailable("cut", new IllegalStateException("cut"));
      }
      kept.commit(events);
    }

    @Override
    public void delete(int sweep) {
      kept.delete(sweep);
    }

    @Override
    public long lastSequence() {
      return kept.lastSequence();
    }

    @Override
    public Optional<StoredSweep> load(int sweep) {
      return kept.load(sweep);
    }

    @Override
    public List<SweepEvent> events(int sweep) {
      return kept.events(sweep);
    }

    @Override
    public List<Integer> unfinished() {
      return kept.unfinished();
    }
  }
}
