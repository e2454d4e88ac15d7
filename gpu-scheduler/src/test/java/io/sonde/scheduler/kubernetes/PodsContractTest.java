package io.sonde.scheduler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.JobEnd;
import io.sonde.scheduler.job.Limits;
import io.sonde.scheduler.port.Backend;
import io.sonde.scheduler.port.BackendContract;
import io.sonde.scheduler.port.Lease;
import io.sonde.scheduler.port.Observation;
import io.sonde.scheduler.port.RecordingObserver;
import io.sonde.scheduler.port.Recovery;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every backend promises, and more, with real containers on a real kubelet. */
@Tag("kubernetes")
@Tag("kubelet")
class PodsContractTest extends BackendContract {

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final KubernetesSettings settings = ClusterUnderTest.settings();
  private final KubernetesClient client = ClusterUnderTest.client();
  private KubernetesBackend backend;

  /** A pod takes seconds to begin where a process takes none. */
  @BeforeAll
  static void waitLonger() {
    Awaitility.setDefaultTimeout(PATIENCE);
  }

  @AfterAll
  static void waitAsUsual() {
    Awaitility.reset();
  }

  @BeforeEach
  void connect() {
    backend = new KubernetesBackend(ClusterUnderTest.client(), settings);
  }

  @AfterEach
  void close() {
    backend.close();
    client.close();
  }

  @Override
  protected Backend backend() {
    return backend;
  }

  @Override
  protected RecordingObserver submit(Job job) {
    return super.submit(ClusterUnderTest.seeing(job, folder));
  }

  private int secrets() {
    return client
        .secrets()
        .inNamespace("default")
        .withLabel(Marks.INSTALLATION, settings.installation())
        .list()
        .getItems()
        .size();
  }

  private void awaitBegun() {
    await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("begun")));
  }

  @Test
  void theInputComesByAPipeThatStaysOpenAndItsSecretGoesOnceTheCommandRuns() {
    RecordingObserver observer =
        submit(
            jobs()
                .withInput(
                    "job",
                    "read line; echo $line > begun; read more; echo ended >> begun",
                    "pear\n"));
    awaitBegun();
    await().atMost(PATIENCE).until(() -> secrets() == 0);
    assertThat(folder.resolve("begun")).hasContent("pear");
    backend.stop(List.of("job"), Duration.ofSeconds(5), Cause.STOPPED, "enough");
    assertThat(observer.end().signal()).isEqualTo(OptionalInt.of(15));
    assertThat(folder.resolve("begun")).hasContent("pear");
  }

  @Test
  void aCommandThatIsNotInTheImageIsToldAlsoWhereTheInputIsFed() {
    Job job = jobs().command("job", List.of("no-such-command"));
    JobEnd end = submit(withInput(job, "secret\n")).end();
    assertThat(end.cause()).isEqualTo(Cause.START_FAILED);
    assertThat(end.message()).contains("no-such-command");
  }

  private Job withInput(Job job, String input) {
    return new Job(
        job.id(),
        job.owner(),
        job.command(),
        job.environment(),
        job.directory(),
        job.log(),
        input,
        job.resources(),
        job.limits(),
        0,
        Optional.empty(),
        job.options());
  }

  @Test
  void whatRunsTooLongEndsAsTimedOutAndKeepsItsLog() {
    JobEnd end =
        submit(
                jobs()
                    .withLimits(
                        "job",
                        "echo begun; exec sleep 600",
                        new Limits(Optional.of(Duration.ofSeconds(15)), OptionalLong.empty())))
            .end();
    assertThat(end.cause()).isEqualTo(Cause.TIMED_OUT);
    assertThat(end.message()).contains("15 s");
    assertThat(folder.resolve("job.log")).hasContent("begun");
  }

  @Test
  void whatWritesTooMuchIsStoppedAndItsLogCut() {
    JobEnd end =
        submit(
                jobs()
                    .withLimits(
                        "job",
                        "while :; do echo 0123456789; done",
                        new Limits(Optional.empty(), OptionalLong.of(1000))))
            .end();
    assertThat(end.cause()).isEqualTo(Cause.TOO_MUCH_OUTPUT);
    assertThat(folder.resolve("job.log")).content().hasSizeLessThan(1200).contains("cut here");
  }

  @Test
  void whatTakesTooMuchMemoryEndsAsOutOfMemory() {
    JobEnd end = submit(jobs().withMemory("job", "exec tail -c 500m /dev/zero", 32L << 20)).end();
    assertThat(end.cause()).isEqualTo(Cause.OUT_OF_MEMORY);
  }

  @Test
  void anImageThatIsNowhereIsToldAndGivenUpAfterAWhile() {
    KubernetesSettings impatient =
        ClusterUnderTest.settings(settings.installation(), Duration.ofSeconds(2));
    try (KubernetesBackend other = new KubernetesBackend(ClusterUnderTest.client(), impatient)) {
      RecordingObserver observer = new RecordingObserver();
      other.submit(
          ClusterUnderTest.withOptions(
              jobs().script("job", "true"),
              Map.of(
                  "image",
                  "sonde.test/missing:1",
                  "template",
                  Map.of("containers", List.of(Map.of("imagePullPolicy", "IfNotPresent"))))),
          List.of(),
          observer);
      JobEnd end = observer.end();
      assertThat(end.cause()).isEqualTo(Cause.START_FAILED);
      assertThat(end.message()).contains("missing");
      assertThat(observer.observations()).hasSize(1);
    }
  }

  @Test
  void aPodThatIsTakenAwayIsTheInfrastructuresFailure() {
    RecordingObserver observer =
        submit(jobs().script("job", "echo begun >> begun; exec sleep 600"));
    awaitBegun();
    client
        .pods()
        .inNamespace("default")
        .withLabel(Marks.INSTALLATION, settings.installation())
        .withGracePeriod(1)
        .delete();
    JobEnd end = observer.end();
    assertThat(end.cause()).isEqualTo(Cause.INFRASTRUCTURE);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(livePods()).isZero());
    assertThat(folder.resolve("begun")).hasContent("begun");
  }

  private long livePods() {
    return client
        .pods()
        .inNamespace("default")
        .withLabel(Marks.INSTALLATION, settings.installation())
        .list()
        .getItems()
        .stream()
        .filter(pod -> PodState.of(pod).stage() == PodState.Stage.RUNNING)
        .count();
  }

  @Test
  void thePrintedIsInTheLogWhileTheCommandRuns() {
    RecordingObserver observer = submit(jobs().script("job", "echo one; exec sleep 600"));
    await().atMost(PATIENCE).until(() -> log().contains("one"));
    backend.stop(List.of("job"), Duration.ofSeconds(1), Cause.STOPPED, "enough");
    observer.end();
    assertThat(log()).startsWith("one\n");
  }

  private String log() throws java.io.UncheckedIOException {
    try {
      return Files.exists(folder.resolve("job.log"))
          ? Files.readString(folder.resolve("job.log"))
          : "";
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void whatRunsIsTakenUpByTheNextServer() {
    Job running =
        jobs()
            .script("job", "echo one; touch begun; until [ -e go ]; do sleep 0.1; done; echo two");
    submit(running);
    awaitBegun();
    await().atMost(PATIENCE).until(() -> log().contains("one"));
    // The first server dies: nothing of it speaks to the cluster any more, and nothing is stopped.
    try (KubernetesBackend next = new KubernetesBackend(ClusterUnderTest.client(), settings)) {
      Lease lease =
          new Lease("job", "sweep 1", "test-cluster", List.of(), Instant.now(), Optional.empty());
      Lease gone =
          new Lease("gone", "sweep 1", "test-cluster", List.of(), Instant.now(), Optional.empty());
      assertThat(next.recover(List.of(lease, gone)))
          .extracting(Recovery::outcome)
          .containsExactly(Recovery.Outcome.ADOPTED, Recovery.Outcome.GONE);
      RecordingObserver observer = new RecordingObserver();
      next.submit(ClusterUnderTest.seeing(running, folder), List.of(), observer);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(observer.observations())
                      .extracting(Observation::phase)
                      .containsExactly(Observation.Phase.RUNNING));
      write("go");
      assertThat(observer.end().clean()).isTrue();
    }
  }

  private void write(String name) {
    try {
      Files.createFile(folder.resolve(name));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
