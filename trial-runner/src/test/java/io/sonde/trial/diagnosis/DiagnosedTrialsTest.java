package io.sonde.trial.diagnosis;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.local.LocalBackend;
import io.sonde.scheduler.port.InMemoryLeaseStore;
import io.sonde.scheduler.queue.Scheduler;
import io.sonde.search.port.ReportInbox;
import io.sonde.search.port.TrialLauncher;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import io.sonde.search.space.Configuration;
import io.sonde.search.spec.LogRule;
import io.sonde.search.spec.SweepSpec;
import io.sonde.trial.checkpoint.RunFolders;
import io.sonde.trial.kind.Specs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real scheduler that has a GPU and a slot; what would run on them is played here. */
class DiagnosedTrialsTest {
  private static final AttemptId ATTEMPT = new AttemptId(1, 0, 1);
  private static final AttemptEnd CRASH = new AttemptEnd(Cause.CRASH, "exited with code 1");
  private static final LogRule ECC =
      new LogRule(
          Pattern.compile("ECC"),
          Optional.of("broken card"),
          Optional.of(Cause.INFRASTRUCTURE),
          true,
          true);
  private static final LogRule NO_FILE =
      new LogRule(
          Pattern.compile("FileNotFound"), Optional.empty(), Optional.empty(), false, false);

  @TempDir Path folder;

  private final CompletableFuture<AttemptEnd> heard = new CompletableFuture<>();
  private final CompletableFuture<AttemptEnd> posted = new CompletableFuture<>();
  private final Played played = new Played();
  private Scheduler scheduler;
  private DiagnosedTrials trials;

  /** A launcher that does nothing, and hands out whom it should tell. */
  private static final class Played implements TrialLauncher {
    private Listener listener;

    @Override
    public Handle launch(Request request, Listener told) {
      listener = told;
      return handle();
    }

    @Override
    public Optional<Handle> adopt(Request request, Course course, Listener told) {
      listener = told;
      return Optional.of(handle());
    }

    private static Handle handle() {
      return new Handle() {
        @Override
        public void cancel(String reason) {}

        @Override
        public void release() {}
      };
    }

    @Override
    public int capacity(SweepSpec spec) {
      return 1;
    }

    @Override
    public void sweepEnded(int sweep) {}
  }

  private final class Sweep implements TrialLauncher.Listener, ReportInbox {
    @Override
    public void started(List<String> devices, String log, OptionalInt after) {}

    @Override
    public void ended(AttemptEnd end) {
      heard.complete(end);
    }

    @Override
    public CompletionStage<Verdict> report(AttemptId attempt, String token, Report report) {
      return CompletableFuture.completedFuture(Verdict.goOn(""));
    }

    @Override
    public CompletionStage<Void> end(AttemptId attempt, String token, AttemptEnd end) {
      posted.complete(end);
      return CompletableFuture.completedFuture(null);
    }
  }

  @BeforeEach
  void open() {
    Device gpu = new Device("GPU-7", Device.Kind.GPU, "a card", 1L << 30, Optional.empty());
    Device slot = new Device("cpu-0", Device.Kind.CPU_SLOT, "a slot", 0, Optional.empty());
    scheduler =
        new Scheduler(
            new LocalBackend(), new InMemoryLeaseStore(), List.of(() -> List.of(gpu, slot)));
    trials = new DiagnosedTrials(scheduler, played, new Sweep(), new RunFolders(folder));
  }

  @AfterEach
  void close() {
    trials.close();
    scheduler.close();
  }

  @Test
  void aLineInTheLogChangesTheCauseAndSetsTheGpuAside() throws Exception {
    launch(ECC);
    played.listener.started(List.of("GPU-7", "cpu-0"), "", OptionalInt.empty());
    print("CUDA error: uncorrectable ECC\n");
    played.listener.ended(CRASH);
    AttemptEnd end = heard.get(20, SECONDS);
    assertThat(end.cause()).isEqualTo(Cause.INFRASTRUCTURE);
    assertThat(end.retry()).isTrue();
    assertThat(end.reason())
        .isEqualTo(
            "broken card (its log: CUDA error: uncorrectable ECC): exited with code 1; set aside:"
                + " GPU-7");
    await().untilAsserted(() -> assertThat(aside()).containsOnlyKeys("GPU-7"));
    assertThat(aside().get("GPU-7")).contains("broken card", "uncorrectable ECC", "1-0-1");
  }

  @Test
  void anEndThatTheProcessTellsItselfIsReadLikewise() throws Exception {
    launch(NO_FILE);
    print("FileNotFoundError: a.csv\n");
    var unused = trials.end(ATTEMPT, "secret", new AttemptEnd(Cause.CRASH, "it threw"));
    AttemptEnd end = posted.get(20, SECONDS);
    assertThat(end.cause()).isEqualTo(Cause.CRASH);
    assertThat(end.retry()).isFalse();
    assertThat(end.reason())
        .isEqualTo("rule 'FileNotFound' (its log: FileNotFoundError: a.csv): it threw");
    assertThat(aside()).isEmpty();
  }

  @Test
  void anAttemptOfAnEarlierServerHasItsDevicesStill() throws Exception {
    TrialLauncher.Course course =
        new TrialLauncher.Course(
            Instant.now(), List.of("GPU-7"), OptionalInt.empty(), true, Optional.empty());
    assertThat(trials.adopt(request(ECC), course, new Sweep())).isPresent();
    print("ECC\n");
    played.listener.ended(CRASH);
    assertThat(heard.get(20, SECONDS).reason()).endsWith("set aside: GPU-7");
  }

  @Test
  void whatFitsNoRuleAndWhatIsNoFailurePassesUntouched() throws Exception {
    launch(ECC, NO_FILE);
    print("ECC\n");
    AttemptEnd stopped = new AttemptEnd(Cause.STOPPED, "poor");
    trials.end(ATTEMPT, "secret", stopped).toCompletableFuture().get(20, SECONDS);
    assertThat(posted).isCompletedWithValue(stopped);
    print("nothing\n");
    played.listener.ended(CRASH);
    assertThat(heard.get(20, SECONDS)).isEqualTo(CRASH);
  }

  @Test
  void anotherTokenLearnsNothingOfTheLog() throws Exception {
    launch(ECC);
    print("ECC\n");
    trials.end(ATTEMPT, "guess", CRASH).toCompletableFuture().get(20, SECONDS);
    assertThat(posted).isCompletedWithValue(CRASH);
    assertThat(aside()).isEmpty();
  }

  private void launch(LogRule... rules) {
    var unused = trials.launch(request(rules), new Sweep());
  }

  private TrialLauncher.Request request(LogRule... rules) {
    SweepSpec plain = Specs.of(folder, Map.of());
    SweepSpec.Trial trial =
        new SweepSpec.Trial(
            "command",
            Map.of(),
            Optional.empty(),
            Map.of(),
            SweepSpec.Keep.DEFAULT,
            List.of(rules));
    SweepSpec spec =
        new SweepSpec(
            plain.name(),
            plain.goal(),
            plain.space(),
            plain.search(),
            plain.earlyStopping(),
            plain.budget(),
            plain.resources(),
            trial,
            "",
            folder);
    return new TrialLauncher.Request(
        ATTEMPT,
        "secret",
        spec,
        new Configuration(Map.of(), Map.of()),
        1,
        1,
        List.of(),
        Optional.empty());
  }

  private void print(String text) throws IOException {
    Path log = new RunFolders(folder).log(ATTEMPT);
    Files.createDirectories(log.getParent());
    Files.writeString(log, text);
  }

  private Map<String, String> aside() {
    return scheduler.status().devices().stream()
        .filter(status -> status.aside().isPresent())
        .collect(
            Collectors.toMap(
                status -> status.device().id(), status -> status.aside().orElseThrow()));
  }
}
