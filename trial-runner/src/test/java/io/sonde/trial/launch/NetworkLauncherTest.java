package io.sonde.trial.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sonde.scheduler.local.LocalBackend;
import io.sonde.scheduler.port.InMemoryLeaseStore;
import io.sonde.scheduler.port.Lease;
import io.sonde.scheduler.probe.CpuSlotProbe;
import io.sonde.scheduler.queue.Scheduler;
import io.sonde.search.port.TrialLauncher.Reached;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.search.report.TokenKey;
import io.sonde.search.spec.SweepSpec;
import io.sonde.trial.checkpoint.Checkpoints;
import io.sonde.trial.checkpoint.RunFolders;
import io.sonde.trial.kind.Specs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real workers in real processes, leased by a real scheduler, talking over a real socket. */
class NetworkLauncherTest {
  private static final Map<String, Object> DATA =
      Map.of("csv", Map.of("file", "data.csv", "label", "kind"));

  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir Path folder;
  private final InMemoryLeaseStore leases = new InMemoryLeaseStore();
  private TestServer server;
  private Scheduler scheduler;
  private NetworkLauncher launcher;

  @BeforeEach
  void open() throws IOException {
    writeData();
    server = new TestServer();
    scheduler = new Scheduler(new LocalBackend(), leases, List.of(new CpuSlotProbe(1)));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path cache = Path.of(System.getProperty("user.home"), ".javacpp", "cache");
    WorkerCommand command = new WorkerCommand(java, System.getProperty("java.class.path"), cache);
    launcher =
        new NetworkLauncher(
            scheduler,
            command,
            folder.resolve("runs"),
            server::address,
            new TokenKey(new byte[TokenKey.BYTES]));
    server.serve(launcher);
  }

  @AfterEach
  void close() {
    scheduler.close();
    launcher.close();
    server.close();
    assertThat(leases.all()).as("leases after everything was closed").isEmpty();
  }

  private void writeData() throws IOException {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder("x,y,kind\n");
    for (int i = 0; i < 120; i++) {
      double centre = i % 2 == 0 ? -1 : 1;
      text.append(centre + random.nextGaussian() / 2)
          .append(',')
          .append(centre + random.nextGaussian() / 2)
          .append(i % 2 == 0 ? ",left\n" : ",right\n");
    }
    Files.writeString(folder.resolve("data.csv"), text);
  }

  @Test
  void oneWorkerRunsTrialAfterTrial() throws Exception {
    SweepSpec spec = spec(Optional.empty(), OptionalLong.empty());
    TestTrial first = launch(0, spec, tree(3), 99);
    TestTrial second = launch(1, spec, tree(50), 2);
    AttemptEnd completed = first.awaitTold();
    assertThat(completed.cause()).isEqualTo(Cause.COMPLETED);
    assertThat(completed.metrics()).containsOnlyKeys("test_accuracy", "test_loss");
    assertThat(first.reports().keySet()).containsExactly(1, 2, 3);
    assertThat(first.reports().get(1))
        .containsOnlyKeys("loss", "accuracy", "training_loss", "training_accuracy");
    AttemptEnd stopped = second.awaitTold();
    assertThat(stopped.cause()).isEqualTo(Cause.STOPPED);
    assertThat(stopped.reason()).isEqualTo("as told");
    assertThat(second.reports().keySet()).containsExactly(1, 2);
    assertThat(holders()).hasSize(1);

    Path kept = folder.resolve("runs/sweep-1/trial-0/attempt-1");
    assertThat(kept).isDirectoryContaining("glob:**/model.zip");
    assertThat(kept).isDirectoryContaining("glob:**/preprocessing.json");
    assertThat(kept).isDirectoryContaining("glob:**/configuration.json");
    assertThat(Path.of(first.awaitStart()))
        .content()
        .contains("attempt 1-0-1", "parameters", "epoch 3: loss", "test: loss", "completed:");

    TestTrial again = launch(2, spec, tree(3), 99);
    assertThat(again.awaitTold().metrics()).isEqualTo(completed.metrics());
    assertThat(again.reports()).isEqualTo(first.reports());

    launcher.sweepEnded(1);
    await().atMost(Duration.ofMinutes(1)).until(() -> leases.all().isEmpty());
    assertThat(first.endedByLauncher() || second.endedByLauncher()).isFalse();
  }

  @Test
  void aChildStartsWhereItsParentStopped() throws Exception {
    SweepSpec spec = spec(Optional.empty(), OptionalLong.empty());
    TestTrial parent = launch(0, spec, relu(6), 99);
    assertThat(parent.awaitTold().metrics()).doesNotContainKey("inherited");
    double reached = lossOfTheKeptModel(parent);

    TestTrial afresh = launch(1, spec, relu(9, 9), 1);
    TestTrial child = child(2, spec, relu(9, 9), Optional.of(parent.id()));
    assertThat(child.awaitTold().metrics()).containsEntry("inherited", 1.0);
    afresh.awaitTold();
    double first = child.reports().get(1).get("loss");
    assertThat(Math.abs(first - reached)).isLessThan(0.15);
    assertThat(afresh.reports().get(1).get("loss")).isGreaterThan(first + 0.1);
    assertThat(Path.of(child.awaitStart())).content().contains("passing on what they take");

    TestTrial other = child(3, spec, relu(5), Optional.of(parent.id()));
    assertThat(other.awaitTold().metrics()).containsEntry("inherited", 0.0);
    assertThat(Path.of(other.awaitStart())).content().contains("starts afresh", "0_dense");

    TestTrial orphan = child(4, spec, relu(9, 9), Optional.of(new AttemptId(1, 77, 1)));
    assertThat(orphan.awaitTold().metrics()).containsEntry("inherited", 0.0);
    assertThat(Path.of(orphan.awaitStart())).content().contains("starts afresh", "gone");
    assertThat(orphan.reports().get(1)).isEqualTo(afresh.reports().get(1));
  }

  /** The loss in the first of the epochs with the best accuracy, whose model is kept. */
  private static double lossOfTheKeptModel(TestTrial trial) {
    Map<String, Double> best = Map.of("accuracy", Double.NEGATIVE_INFINITY);
    for (Map<String, Double> metrics : new TreeMap<>(trial.reports()).values()) {
      best = metrics.get("accuracy") > best.get("accuracy") ? metrics : best;
    }
    return best.get("loss");
  }

  private TestTrial child(
      int trial, SweepSpec spec, Map<String, Object> tree, Optional<AttemptId> parent) {
    TestTrial result = new TestTrial(new AttemptId(1, trial, 1), 1);
    server.expect(result);
    result.launch(launcher, spec, tree, List.of(), parent);
    return result;
  }

  private static Map<String, Object> relu(long... units) {
    return Map.of(
        "training", Map.of("epochs", 40L),
        "optimizer", Map.of("adam", Map.of("learning_rate", 0.005)),
        "network",
            LongStream.of(units).mapToObj(u -> Map.of("dense", Map.of("units", u))).toList());
  }

  @Test
  void whatCannotBeTrainedIsToldAndTheWorkerGoesOn() throws Exception {
    SweepSpec spec = spec(Optional.empty(), OptionalLong.empty());
    Map<String, Object> flat = Map.of("network", List.of(Map.of("conv", Map.of("filters", 2L))));
    Map<String, Object> wild =
        Map.of(
            "training", Map.of("epochs", 30L),
            "optimizer", Map.of("sgd", Map.of("learning_rate", 1000L, "l2", 1L)),
            "network", List.of());
    TestTrial infeasible = launch(0, spec, flat, 99);
    TestTrial diverging = launch(1, spec, wild, 99);
    TestTrial fine = launch(2, spec, tree(1), 99);
    assertThat(infeasible.awaitTold().cause()).isEqualTo(Cause.INFEASIBLE);
    assertThat(infeasible.awaitTold().reason()).contains("a convolution needs an image");
    assertThat(diverging.awaitTold().cause()).isEqualTo(Cause.DIVERGED);
    assertThat(diverging.awaitTold().reason()).containsPattern("the loss became .* in epoch \\d+");
    assertThat(fine.awaitTold().cause()).isEqualTo(Cause.COMPLETED);
    assertThat(holders()).hasSize(1);
  }

  @Test
  void aKilledWorkerIsACrashAndItsSpareGoesOn() throws Exception {
    SweepSpec spec = spec(Optional.empty(), OptionalLong.empty());
    TestTrial killed = launch(0, spec, tree(1_000_000), Integer.MAX_VALUE);
    killed.awaitReport();
    ProcessHandle process = ProcessHandle.of(pid()).orElseThrow();
    process.destroyForcibly();
    AttemptEnd end = killed.awaitEnded();
    assertThat(process.isAlive()).isFalse();
    assertThat(end.cause()).isEqualTo(Cause.CRASH);
    assertThat(end.reason()).contains("the trial's process was killed");
    assertThat(Path.of(killed.awaitStart())).content().contains("epoch 1: loss", "last output");
    TestTrial retry = launch(0, 2, spec, tree(2), 99);
    assertThat(retry.awaitTold().cause()).isEqualTo(Cause.COMPLETED);
  }

  @Test
  void aKilledTrialGoesOnFromItsLatestCheckpoint() throws Exception {
    SweepSpec spec = withCheckpoints();
    TestTrial killed = launch(0, spec, tree(1_000_000), Integer.MAX_VALUE);
    await().atMost(LIMIT).until(() -> checkpoints(killed).whole().size() > 5);
    ProcessHandle.of(pid()).orElseThrow().destroyForcibly();
    assertThat(killed.awaitEnded().cause()).isEqualTo(Cause.CRASH);
    int last = Collections.max(killed.reports().keySet());
    int end = last + 5;

    TestTrial further = goOn(0, 2, spec, end, List.of(new Reached(killed.id(), last)));
    assertThat(further.awaitTold().cause()).isEqualTo(Cause.STOPPED);
    int after = further.awaitAfter().orElseThrow();
    assertThat(after).isBetween(6, last);
    TestTrial whole = launch(1, spec, tree(1_000_000), end);
    assertThat(whole.awaitTold().metrics()).isEqualTo(further.awaitTold().metrics());
    Map<Integer, Map<String, Double>> joined = new TreeMap<>(further.reports());
    assertThat(Collections.min(joined.keySet())).isEqualTo(after + 1);
    killed.reports().forEach((step, metrics) -> joined.computeIfAbsent(step, s -> metrics));
    assertThat(joined).isEqualTo(whole.reports());
  }

  @Test
  void aTornCheckpointIsSetAsideForTheOneBefore() throws Exception {
    SweepSpec spec = withCheckpoints();
    TestTrial first = launch(0, spec, tree(1_000_000), 5);
    first.awaitTold();
    List<Checkpoints.Saved> saved = checkpoints(first).whole();
    assertThat(saved).extracting(Checkpoints.Saved::step).containsExactly(4, 3, 2, 1);
    try (Stream<Path> files = Files.walk(saved.get(0).folder())) {
      for (Path file : files.filter(f -> f.toString().endsWith("network.zip")).toList()) {
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 100));
      }
    }
    List<Reached> earlier = List.of(new Reached(first.id(), 5));
    TestTrial torn = goOn(0, 2, spec, 9, earlier);
    assertThat(torn.awaitAfter()).hasValue(4);
    assertThat(torn.awaitTold().cause()).isEqualTo(Cause.LOST);
    assertThat(torn.awaitTold().reason()).contains("step-4 cannot be read", "set aside");
    assertThat(Path.of(torn.awaitStart())).content().contains("step-4 cannot be read");
    TestTrial further = goOn(0, 3, spec, 9, earlier);
    assertThat(further.awaitAfter()).hasValue(3);
    assertThat(further.awaitTold().cause()).isEqualTo(Cause.STOPPED);
    assertThat(further.reports().keySet()).containsExactly(4, 5, 6, 7, 8, 9);
    assertThat(holders()).hasSize(1);
  }

  @Test
  void checkpointsThatCannotBeWrittenAreToldOnceAndTheTrialGoesOn() throws Exception {
    Path attempt = folder.resolve("runs/sweep-1/trial-0/attempt-1");
    Files.createDirectories(attempt);
    Files.writeString(attempt.resolve("checkpoints"), "a file where the folder should be");
    TestTrial trial = launch(0, withCheckpoints(), tree(6), 99);
    assertThat(trial.awaitTold().cause()).isEqualTo(Cause.COMPLETED);
    assertThat(trial.reports().keySet()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(Path.of(trial.awaitStart()))
        .content()
        .containsOnlyOnce("no checkpoint could be written after step 1");
  }

  @Test
  void aShortTrialWritesNoCheckpoint() throws Exception {
    TestTrial trial = launch(0, spec(Optional.empty(), OptionalLong.empty()), tree(20), 99);
    trial.awaitTold();
    assertThat(folder.resolve("runs/sweep-1/trial-0/attempt-1/checkpoints")).doesNotExist();
  }

  private SweepSpec withCheckpoints() {
    return Specs.withSettings(folder, Map.of("data", DATA, "checkpoint", Map.of("every", 1L)));
  }

  private Checkpoints checkpoints(TestTrial trial) {
    return new RunFolders(folder.resolve("runs")).checkpoints(trial.id());
  }

  private TestTrial goOn(
      int trial, int attempt, SweepSpec spec, int stopAt, List<Reached> earlier) {
    TestTrial result = new TestTrial(new AttemptId(1, trial, attempt), stopAt);
    server.expect(result);
    result.launch(launcher, spec, tree(1_000_000), earlier, Optional.empty());
    return result;
  }

  @Test
  void aCancelledTrialLeavesNoProcess() throws Exception {
    SweepSpec spec = spec(Optional.empty(), OptionalLong.empty());
    TestTrial running = launch(0, spec, tree(1_000_000), Integer.MAX_VALUE);
    TestTrial waiting = launch(1, spec, tree(2), 99);
    running.awaitReport();
    waiting.handle().cancel("no longer wanted");
    assertThat(waiting.awaitEnded()).isEqualTo(new AttemptEnd(Cause.CANCELLED, "no longer wanted"));
    ProcessHandle process = ProcessHandle.of(pid()).orElseThrow();
    running.handle().cancel("a person said so");
    assertThat(running.awaitEnded()).isEqualTo(new AttemptEnd(Cause.CANCELLED, "a person said so"));
    assertThat(process.isAlive()).isFalse();
    assertThat(holders()).isEmpty();
  }

  @Test
  void aHangIsATimeout() throws Exception {
    Path pipe = folder.resolve("pipe.csv");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    SweepSpec spec =
        Specs.of(
            folder,
            Map.of("csv", Map.of("file", "pipe.csv", "label", "kind")),
            Optional.of(Duration.ofSeconds(2)),
            OptionalLong.empty());
    TestTrial hanging = launch(0, spec, tree(1), 99);
    AttemptEnd end = hanging.awaitEnded();
    assertThat(end.cause()).isEqualTo(Cause.TIMEOUT);
    assertThat(end.reason()).contains("the trial ran past its limit");
    assertThat(holders()).isEmpty();
  }

  @Test
  void tooLittleMemoryIsToldAsSuch() throws Exception {
    SweepSpec spec = spec(Optional.empty(), OptionalLong.of(700L << 20));
    Map<String, Object> huge =
        Map.of("network", List.of(dense(1 << 14), dense(1 << 14), dense(1 << 14)));
    TestTrial trial = launch(0, spec, huge, 99);
    await().atMost(Duration.ofMinutes(2)).until(() -> trial.endedByLauncher() || trial.toldAnEnd());
    AttemptEnd end = trial.endedByLauncher() ? trial.awaitEnded() : trial.awaitTold();
    assertThat(end.cause()).as(end.reason()).isEqualTo(Cause.OOM);
    assertThat(end.reason()).contains("more memory than it may have");
    TestTrial small = launch(1, spec, tree(1), 99);
    assertThat(small.awaitTold().cause()).isEqualTo(Cause.COMPLETED);
  }

  @Test
  void anIdleWorkerMakesRoomForAnotherSweep() throws Exception {
    SweepSpec spec = spec(Optional.empty(), OptionalLong.empty());
    TestTrial first = launch(0, spec, tree(1), 99);
    first.awaitTold();
    TestTrial other = new TestTrial(new AttemptId(2, 0, 1), 99);
    server.expect(other);
    other.launch(launcher, spec, tree(1));
    assertThat(other.awaitTold().cause()).isEqualTo(Cause.COMPLETED);
    assertThat(launcher.capacity(spec)).isEqualTo(1);
  }

  private static Map<String, Object> dense(long units) {
    return Map.of("dense", Map.of("units", units));
  }

  private static Map<String, Object> tree(long epochs) {
    return Map.of(
        "training", Map.of("epochs", epochs, "batch_size", 16L), "network", List.of(dense(4)));
  }

  private SweepSpec spec(Optional<Duration> timeout, OptionalLong memory) {
    return Specs.of(folder, DATA, timeout, memory);
  }

  private TestTrial launch(int trial, SweepSpec spec, Map<String, Object> tree, int stopAt) {
    return launch(trial, 1, spec, tree, stopAt);
  }

  private TestTrial launch(
      int trial, int attempt, SweepSpec spec, Map<String, Object> tree, int stopAt) {
    TestTrial result = new TestTrial(new AttemptId(1, trial, attempt), stopAt);
    server.expect(result);
    result.launch(launcher, spec, tree);
    return result;
  }

  /** The leases that hold devices; a parked process holds none. */
  private List<Lease> holders() {
    return leases.all().stream().filter(lease -> !lease.devices().isEmpty()).toList();
  }

  private long pid() {
    return holders().get(0).process().orElseThrow().pid();
  }
}
