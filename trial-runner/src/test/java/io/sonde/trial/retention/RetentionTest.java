package io.sonde.trial.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.EventFeed;
import io.sonde.search.port.InMemorySweepStore;
import io.sonde.search.port.SweepStore.NewSweep;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.port.SweepStore.SweepHead;
import io.sonde.search.reader.SpecReader;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import io.sonde.search.space.Configuration;
import io.sonde.trial.checkpoint.Checkpoints;
import io.sonde.trial.checkpoint.RunFolders;
import io.sonde.trial.kind.NetworkKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stays on a real disk, and what goes. */
class RetentionTest {
  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
  private static final int SWEEP = 1;

  @TempDir Path folder;
  private final InMemorySweepStore store = new InMemorySweepStore();
  private final Feed feed = new Feed();
  private final SpecReader specs = new SpecReader(List.of(new NetworkKind()));
  private RunFolders folders;
  private Optional<Retention> retention = Optional.empty();

  @BeforeEach
  void makeFolders() {
    folders = new RunFolders(folder.resolve("runs"));
  }

  @AfterEach
  void close() {
    retention.ifPresent(Retention::close);
  }

  @Test
  void theBestStayAndOthersArePushedOut() throws IOException {
    create("{best: 2, latest: 1}");
    open();
    for (int trial = 0; trial < 4; trial++) {
      run(trial, 1, 3);
    }
    end(0, 1, 0.5);
    end(1, 1, 0.7);
    awaitTidy(
        () -> {
          assertWhole(0, 1);
          assertWhole(1, 1);
          assertThat(saved(2, 1)).containsExactly(3);
        });
    end(2, 1, 0.6);
    awaitTidy(
        () -> {
          assertBare(0, 1);
          assertWhole(1, 1);
          assertWhole(2, 1);
        });
    end(3, 1, 0.1);
    awaitTidy(
        () -> {
          assertBare(3, 1);
          assertWhole(1, 1);
          assertWhole(2, 1);
        });
  }

  @Test
  void whatFailedLeavesItsLogAlone() throws IOException {
    create("{best: 5}");
    open();
    run(0, 1, 3);
    half(0, 1);
    tell(new Change.AttemptEnded(id(0, 1), Cause.DIVERGED, "NaN"));
    tell(became(0, TrialState.FAILED, 0.9));
    awaitTidy(() -> assertBare(0, 1));
  }

  @Test
  void ofATrialThatRunsTheLatestStay() throws IOException {
    create("{latest: 2}");
    open();
    propose(0);
    start(0, 1, OptionalInt.empty());
    for (int step = 1; step <= 5; step++) {
      report(0, 1, step);
      checkpoint(0, 1, step);
    }
    report(0, 1, 6);
    awaitTidy(() -> assertThat(saved(0, 1)).containsExactly(5, 4));
    half(0, 1);
    tell(new Change.AttemptEnded(id(0, 1), Cause.CRASH, "gone"));
    tell(became(0, TrialState.WAITING, Double.NaN));
    start(0, 2, OptionalInt.of(5));
    report(0, 2, 6);
    checkpoint(0, 2, 6);
    report(0, 2, 7);
    awaitTidy(
        () -> {
          assertThat(saved(0, 2)).containsExactly(6);
          assertThat(saved(0, 1)).containsExactly(5);
          assertThat(folders.attempt(id(0, 1)).resolve("checkpoints/step-9.part")).doesNotExist();
          assertThat(folders.attempt(id(0, 1)).resolve("model.zip")).doesNotExist();
          assertThat(folders.attempt(id(0, 1)).resolve("artifacts/roc.png")).exists();
        });
  }

  @Test
  void aCheckpointBeyondWhatCountsDoesNotPushOutTheOneThatDoes() throws IOException {
    create("{latest: 1}");
    propose(0);
    start(0, 1, OptionalInt.empty());
    report(0, 1, 2);
    checkpoint(0, 1, 2);
    report(0, 1, 4);
    tell(new Change.AttemptEnded(id(0, 1), Cause.CRASH, "gone"));
    tell(became(0, TrialState.WAITING, Double.NaN));
    start(0, 2, OptionalInt.of(2));
    checkpoint(0, 1, 4);
    open();
    awaitTidy(() -> assertThat(saved(0, 1)).containsExactly(2));
  }

  @Test
  void aPausedTrialKeepsWhatItGoesOnFrom() throws IOException {
    create("{best: 1, latest: 1}");
    open();
    run(0, 1, 2);
    tell(new Change.AttemptEnded(id(0, 1), Cause.PAUSED, "paused"));
    tell(became(0, TrialState.PAUSED, 0.1));
    run(1, 1, 2);
    end(1, 1, 0.9);
    run(2, 1, 2);
    end(2, 1, 0.8);
    awaitTidy(() -> assertBare(2, 1));
    assertWhole(0, 1);
    tell(became(0, TrialState.STOPPED, 0.1));
    awaitTidy(() -> assertBare(0, 1));
    assertWhole(1, 1);
  }

  @Test
  void aLaterServerCatchesUpAndMarksWhatIsOver() throws IOException {
    create("{best: 1}");
    run(0, 1, 2);
    end(0, 1, 0.4);
    run(1, 1, 2);
    end(1, 1, 0.6);
    tell(new Change.SweepBecame(SweepState.COMPLETED, ""));
    Files.delete(folders.attempt(id(0, 1)).resolve("model.zip"));
    open();
    awaitTidy(
        () -> {
          assertBare(0, 1);
          assertWhole(1, 1);
          assertThat(folders.sweep(SWEEP).resolve(".tidied")).exists();
        });
  }

  @Test
  void ofEqualTrialsTheOneThatListsShowStays() throws IOException {
    create("{best: 1}");
    open();
    for (int trial = 2; trial >= 0; trial--) {
      propose(2 - trial);
    }
    for (int trial = 2; trial >= 0; trial--) {
      files(trial, 1, 2);
      start(trial, 1, OptionalInt.empty());
      report(trial, 1, 1, 0.5);
      end(trial, 1, 0.5);
    }
    awaitTidy(
        () -> {
          assertWhole(0, 1);
          assertBare(1, 1);
          assertBare(2, 1);
        });
    assertThat(store.sweep(SWEEP).orElseThrow().best()).hasValue(0);
  }

  @Test
  void nothingOutsideTheSweepIsTouched() throws IOException {
    create("{best: 1}");
    Path outside = Files.createDirectories(folder.resolve("outside/attempt-1/artifacts"));
    Files.writeString(outside.resolve("precious"), "stays");
    Files.writeString(folder.resolve("outside/attempt-1/model.zip"), "stays");
    run(0, 1, 2);
    Files.createSymbolicLink(
        folders.artifacts(id(0, 1)).resolve("link"), folder.resolve("outside"));
    end(0, 1, 0.4);
    run(1, 1, 2);
    end(1, 1, 0.6);
    propose(2);
    Files.createSymbolicLink(folders.trial(SWEEP, 2), folder.resolve("outside"));
    tell(became(2, TrialState.CANCELLED, Double.NaN));
    Path strange = Files.createDirectories(folders.sweep(SWEEP).resolve("trial-7/attempt-1"));
    Files.writeString(strange.resolve("model.zip"), "of no trial");
    Path other = Files.createDirectories(folders.sweep(99).resolve("trial-0/attempt-1"));
    Files.writeString(other.resolve("model.zip"), "of no sweep");
    open();
    awaitTidy(() -> assertBare(0, 1));
    assertThat(outside.resolve("precious")).exists();
    assertThat(folder.resolve("outside/attempt-1/model.zip")).exists();
    assertThat(strange.resolve("model.zip")).exists();
    assertThat(other.resolve("model.zip")).exists();
  }

  @Test
  void ofAnOldSweepFewerStayThanItsSpecAskedFor() throws IOException {
    create("{best: 5, latest: 1}");
    for (int trial = 0; trial < 3; trial++) {
      run(trial, 1, 1);
      end(trial, 1, 0.1 * trial);
    }
    OldFiles old = new OldFiles(store, specs, folders);
    assertThat(old.remove(SWEEP, 1).bytes()).as("it is not over").isZero();
    tell(new Change.SweepBecame(SweepState.COMPLETED, ""));
    assertThat(old.due(SWEEP, Instant.now(), 1)).isTrue();
    OldFiles.Freed seen = old.look(SWEEP, 1);
    assertThat(seen.trials()).isEqualTo(2);
    assertThat(seen.bytes()).isEqualTo(2L * ("model.zip" + "png" + "w").length());
    assertWhole(0, 1);
    assertThat(old.remove(SWEEP, 1)).isEqualTo(seen);
    assertBare(0, 1);
    assertBare(1, 1);
    assertWhole(2, 1);
    assertThat(folders.log(id(0, 1))).exists();
    assertThat(old.due(SWEEP, Instant.EPOCH, 1)).isFalse();
    assertThat(old.due(SWEEP, Instant.EPOCH, 2)).as("another choice").isTrue();
    assertThat(old.due(SWEEP, Instant.now().plusSeconds(9), 1)).as("it went on since").isTrue();
    assertThat(old.due(77, Instant.EPOCH, 1)).as("one without files").isFalse();
  }

  private void open() {
    retention = Optional.of(new Retention(feed, store, specs, folders, Duration.ofMillis(20)));
  }

  private void create(String keep) {
    String spec =
        """
        name: keeping
        objective: {metric: accuracy, direction: maximize}
        space: {network: [{dense: {units: {int: [4, 16]}}}]}
        budget: {trials: 9}
        trial: {kind: network, data: {csv: {file: iris.csv, label: species}}, keep: %s}
        """
            .formatted(keep);
    store.create(
        new NewSweep("keeping", spec, "/", Overrides.NONE, Optional.empty(), 7, NOON),
        new SweepHead(new Objective("accuracy", Direction.MAXIMIZE), 9));
    tell(new Change.SweepBecame(SweepState.RUNNING, ""));
  }

  /** An attempt with checkpoints at all its steps. */
  private void run(int trial, int attempt, int steps) throws IOException {
    propose(trial);
    start(trial, attempt, OptionalInt.empty());
    files(trial, attempt, steps);
    for (int step = 1; step <= steps; step++) {
      report(trial, attempt, step);
    }
  }

  private void files(int trial, int attempt, int steps) throws IOException {
    Path of = Files.createDirectories(folders.attempt(id(trial, attempt)));
    for (String name :
        List.of("model.zip", "configuration.json", "preprocessing.json", "log.txt")) {
      Files.writeString(of.resolve(name), name);
    }
    Files.createDirectories(of.resolve("artifacts"));
    Files.writeString(of.resolve("artifacts/roc.png"), "png");
    for (int step = 1; step <= steps; step++) {
      checkpoint(trial, attempt, step);
    }
  }

  private void checkpoint(int trial, int attempt, int step) throws IOException {
    folders
        .checkpoints(id(trial, attempt))
        .write(step, part -> Files.writeString(part.resolve("weights"), "w"));
  }

  private void half(int trial, int attempt) throws IOException {
    Path of = Files.createDirectories(folders.attempt(id(trial, attempt)));
    Files.writeString(of.resolve("model.zip.part"), "half");
    Files.writeString(of.resolve("model.zip"), "whole");
    Files.createDirectories(of.resolve("checkpoints/step-9.part"));
    Files.createDirectories(of.resolve("artifacts"));
    Files.writeString(of.resolve("artifacts/roc.png"), "png");
  }

  private void propose(int trial) {
    Configuration configuration =
        new Configuration(
            Map.of("network", List.of(Map.of("dense", Map.of("units", 4L + trial)))),
            Map.of("network[0].dense.units", 4L + trial));
    tell(new Change.TrialProposed(trial, configuration, Map.of()));
  }

  private void start(int trial, int attempt, OptionalInt after) {
    tell(new Change.AttemptStarted(id(trial, attempt), List.of("cpu-0"), "", after));
  }

  private void report(int trial, int attempt, int step) {
    report(trial, attempt, step, 0.01);
  }

  private void report(int trial, int attempt, int step, double accuracy) {
    tell(
        new Change.Reported(
            id(trial, attempt), new Report(step, Map.of("accuracy", accuracy)), Verdict.goOn("")));
  }

  private void end(int trial, int attempt, double accuracy) {
    report(trial, attempt, 99, accuracy);
    tell(new Change.AttemptEnded(id(trial, attempt), Cause.COMPLETED, ""));
    tell(became(trial, TrialState.COMPLETED, accuracy));
  }

  private static Change became(int trial, TrialState state, double value) {
    boolean none = Double.isNaN(value);
    return new Change.TrialBecame(
        trial,
        state,
        "",
        none ? OptionalDouble.empty() : OptionalDouble.of(value),
        none ? OptionalInt.empty() : OptionalInt.of(1),
        Map.of());
  }

  private void tell(Change change) {
    SweepEvent event = new SweepEvent(store.lastSequence() + 1, SWEEP, NOON, change);
    store.commit(List.of(event));
    feed.tell(event);
  }

  private static AttemptId id(int trial, int attempt) {
    return new AttemptId(SWEEP, trial, attempt);
  }

  private List<Integer> saved(int trial, int attempt) throws IOException {
    return folders.checkpoints(id(trial, attempt)).whole().stream()
        .map(Checkpoints.Saved::step)
        .toList();
  }

  private void assertWhole(int trial, int attempt) throws IOException {
    Path of = folders.attempt(id(trial, attempt));
    assertThat(of.resolve("model.zip")).exists();
    assertThat(of.resolve("artifacts/roc.png")).exists();
    assertThat(saved(trial, attempt)).hasSize(1);
  }

  private void assertBare(int trial, int attempt) throws IOException {
    Path of = folders.attempt(id(trial, attempt));
    assertThat(of.resolve("model.zip")).doesNotExist();
    assertThat(of.resolve("model.zip.part")).doesNotExist();
    assertThat(of.resolve("artifacts")).doesNotExist();
    assertThat(of.resolve("checkpoints")).doesNotExist();
  }

  private static void awaitTidy(Assertion assertion) {
    await().atMost(Duration.ofMinutes(1)).untilAsserted(assertion::check);
  }

  private interface Assertion {
    void check() throws IOException;
  }

  /** Tells at once, on the thread that stores. */
  private static final class Feed implements EventFeed {
    private final List<Consumer<List<SweepEvent>>> listeners = new CopyOnWriteArrayList<>();

    @Override
    public Subscription subscribe(Consumer<List<SweepEvent>> listener) {
      listeners.add(listener);
      return () -> listeners.remove(listener);
    }

    void tell(SweepEvent event) {
      listeners.forEach(listener -> listener.accept(List.of(event)));
    }
  }
}
