package io.sonde.search.sweep;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.sonde.search.event.SweepState;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.InMemorySweepStore;
import io.sonde.search.port.PreparedTrials;
import io.sonde.search.port.SweepReader.TrialQuery;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.port.TrialKind;
import io.sonde.search.port.TrialLauncher;
import io.sonde.search.reader.SpecReader;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.Cause;
import io.sonde.search.report.TokenKey;
import io.sonde.search.space.Configuration;
import io.sonde.search.spec.SweepSpec;
import io.sonde.search.spec.schema.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;

/** Servers over one store, with trials that go on for as long as a test wants. */
abstract class SteeringBench {
  static final String SPEC =
      """
      name: steered
      objective: {metric: accuracy, direction: maximize}
      space:
        x: {float: [0, 1]}
        kind: {choice: {plain: {}, deep: {layers: {int: [1, 9]}}}}
      search: {algorithm: random, seed: 3}
      budget: {trials: 3, parallel: 1}
      trial: {kind: steered}
      """;

  final InMemorySweepStore store = new InMemorySweepStore();
  final HeldStore written = new HeldStore(store);
  final CountDownLatch gate = new CountDownLatch(1);
  final CountDownLatch cancelled = new CountDownLatch(1);
  final List<Integer> deleted = new CopyOnWriteArrayList<>();
  final CountDownLatch filesGate = new CountDownLatch(1);
  volatile boolean stuck;
  volatile boolean slow;
  volatile boolean breaks;
  volatile boolean held;
  volatile boolean stubborn;
  volatile double failsAbove = 2;
  volatile String data = "as they were";
  private final Deque<AutoCloseable> servers = new ArrayDeque<>();

  @AfterEach
  void close() throws Exception {
    written.letGo();
    gate.countDown();
    while (!servers.isEmpty()) {
      servers.pop().close();
    }
  }

  /** A server over the same store. */
  Sweeps server() {
    return server(written);
  }

  /** The next server, after a kill of the one before: that one stores nothing any more. */
  Sweeps serverAfterAKill() {
    written.cut();
    return server(new HeldStore(store));
  }

  private Sweeps server(HeldStore through) {
    InProcessLauncher launcher = new InProcessLauncher(this::train, ConcurrentHashMap.newKeySet());
    Journal journal = new Journal(through, Clock.systemUTC(), Duration.ofSeconds(30), new Quiet());
    Sweeps sweeps =
        new Sweeps(
            through,
            store,
            this::deleteFiles,
            journal,
            new SpecReader(List.of(new Kind())),
            Map.of("steered", new Kind()),
            launcher,
            Clock.systemUTC(),
            new TokenKey(new byte[TokenKey.BYTES]));
    launcher.reportTo(sweeps);
    servers.push(launcher);
    servers.push(journal);
    servers.push(sweeps);
    return sweeps;
  }

  private void deleteFiles(int sweep) throws IOException {
    if (stuck) {
      throw new IOException("/sweeps/sweep-1/trial-0: busy");
    }
    if (slow) {
      await().atMost(60, SECONDS).until(() -> filesGate.getCount() == 0);
    }
    deleted.add(sweep);
  }

  private AttemptEnd train(TrialLauncher.Request request, InProcessLauncher.Reporter reporter) {
    double x = (double) request.configuration().values().get("x");
    reporter.report(1, x);
    if (held) {
      await().atMost(60, SECONDS).until(() -> gate.getCount() == 0 || mayGo(reporter));
    }
    if (breaks) {
      return new AttemptEnd(Cause.CRASH, "broke");
    }
    return x > failsAbove
        ? new AttemptEnd(Cause.CRASH, "too large", Map.of(), false)
        : new AttemptEnd(Cause.COMPLETED, "");
  }

  /** A stubborn trial hears that it is cancelled, and takes its time. */
  private boolean mayGo(InProcessLauncher.Reporter reporter) {
    if (reporter.cancelled()) {
      cancelled.countDown();
    }
    return reporter.cancelled() && !stubborn;
  }

  int begin(Sweeps sweeps) {
    return sweeps.start(SPEC, Path.of("/"), Overrides.NONE);
  }

  SweepState end(Sweeps sweeps) throws Exception {
    return sweeps.whenDone(1).get(20, SECONDS);
  }

  SweepState state() {
    return store.sweep(1).orElseThrow().state();
  }

  List<TrialRow> trials() {
    return store.trials(1, new TrialQuery(Set.of(), "number", false, 0, 100)).rows();
  }

  void awaitRunning(int trial) {
    await()
        .until(
            () ->
                trials().size() > trial
                    && trials().get(trial).state() == TrialState.RUNNING
                    && trials().get(trial).lastStep().isPresent());
  }

  /** Asks for something whose answer has to wait; returns once it is being waited for. */
  static CompletableFuture<Void> asked(Runnable question) {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                question.run();
                answer.complete(null);
              } catch (RuntimeException e) {
                answer.completeExceptionally(e);
              }
            });
    caller.start();
    await().until(() -> caller.getState() == Thread.State.TIMED_WAITING || answer.isDone());
    return answer;
  }

  /** Runs; an x of an eighth cannot. */
  private final class Kind implements TrialKind {
    @Override
    public String name() {
      return "steered";
    }

    @Override
    public Schema.Mapping space() {
      return Schema.mapping().open();
    }

    @Override
    public Schema.Mapping trial() {
      return Schema.mapping().closed();
    }

    @Override
    public Optional<Set<String>> reported() {
      return Optional.empty();
    }

    @Override
    public Set<String> knownBefore() {
      return Set.of();
    }

    @Override
    public boolean launchable() {
      return true;
    }

    @Override
    public PreparedTrials prepare(SweepSpec spec) {
      return new PreparedTrials() {
        @Override
        public Feasibility assess(Configuration configuration) {
          return configuration.values().get("x").equals(0.125)
              ? new Infeasible("an eighth")
              : new Feasible(Map.of());
        }

        @Override
        public Optional<String> dataHash() {
          return Optional.of(data);
        }
      };
    }
  }

  private static final class Quiet implements Journal.StoreWatch {
    @Override
    public void away(String message) {}

    @Override
    public void back() {}

    @Override
    public void gone(String message) {}
  }
}
