package io.sonde.scheduler.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.JobEnd;
import io.sonde.scheduler.job.Resources;
import io.sonde.scheduler.local.LiveProcess;
import io.sonde.scheduler.port.Backend;
import io.sonde.scheduler.port.BackendContract;
import io.sonde.scheduler.port.InMemoryLeaseStore;
import io.sonde.scheduler.port.Lease;
import io.sonde.scheduler.port.Observation;
import io.sonde.scheduler.port.Observation.Phase;
import io.sonde.scheduler.port.RecordingObserver;
import io.sonde.scheduler.port.Recovery;
import io.sonde.scheduler.queue.RecordingListener;
import io.sonde.scheduler.queue.Scheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Slurm, whose controller and nodes are killed. */
class SlurmBackendTest extends BackendContract {

  private static RealSlurm slurm;

  private @TempDir Path shared;
  private String installation;
  private SlurmBackend backend;

  @BeforeAll
  static void startSlurm() throws IOException {
    RealSlurm.assumePresent();
    slurm = RealSlurm.start();
  }

  @AfterAll
  static void endSlurm() throws IOException {
    if (slurm != null) {
      slurm.close();
    }
  }

  @BeforeEach
  void begin() {
    installation = UUID.randomUUID().toString().substring(0, 8);
    backend = server();
  }

  @AfterEach
  void close() {
    backend.close();
    assertThat(slurm.run("squeue", "--noheader", "--format=%j|%T")).doesNotContain(installation);
  }

  private SlurmBackend server() {
    SlurmSettings settings =
        new SlurmSettings(
            shared.resolve("jobs"),
            installation,
            100,
            100,
            Duration.ofMillis(50),
            Duration.ofMillis(400),
            Duration.ofSeconds(10),
            Duration.ofSeconds(2));
    return new SlurmBackend(settings, slurm.environment());
  }

  @Override
  protected Backend backend() {
    return backend;
  }

  private Observation observation(String job) {
    return backend.observe().jobs().stream()
        .filter(one -> one.jobId().equals(job))
        .findFirst()
        .orElseThrow();
  }

  private void awaitRunning(RecordingObserver observer) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> observer.observations().stream().anyMatch(one -> one.phase() == Phase.RUNNING));
  }

  private String number(String job) {
    String name = JobName.of(installation, job).text();
    return slurm.run("squeue", "--noheader", "--name=" + name, "--format=%A");
  }

  private static Job with(Job job, Map<String, Object> options) {
    return new Job(
        job.id(),
        job.owner(),
        job.command(),
        job.environment(),
        job.directory(),
        job.log(),
        job.input(),
        job.resources(),
        job.limits(),
        job.priority(),
        Optional.empty(),
        Map.of("slurm", options),
        job.standing());
  }

  private static Lease lease(String job) {
    return new Lease(job, "sweep 1", "slurm", List.of(), Instant.now(), Optional.empty());
  }

  /** Leaves the jobs to themselves, as a server does that is killed. */
  private SlurmBackend killServer() {
    backend.abandon();
    return server();
  }

  @Test
  void childrenInOtherSessionsEndWithTheirJob() throws Exception {
    RecordingObserver observer =
        submit(jobs().script("children", "setsid sleep 600 & echo $! > child; sleep 0.5"));
    assertThat(observer.end().clean()).isTrue();
    assertThat(LiveProcess.lives(written("child"))).isFalse();
  }

  private long written(String file) throws IOException {
    return Long.parseLong(Files.readString(folder.resolve(file)).strip());
  }

  @Test
  void twoGpusAreChosenBySlurm() throws Exception {
    Job job = jobs().withResources("two", "echo $CUDA_VISIBLE_DEVICES > seen", Resources.ofGpus(2));
    RecordingObserver observer = submit(job);
    assertThat(observer.end().clean()).isTrue();
    assertThat(Files.readString(folder.resolve("seen")).strip().split(",")).hasSize(2);
    assertThat(observer.observations())
        .last()
        .satisfies(end -> assertThat(end.devices()).hasSize(2));
  }

  @Test
  void aJobWithoutGpusSeesNone() {
    submit(jobs().script("none", "echo \"<$CUDA_VISIBLE_DEVICES>\" > seen")).end();
    assertThat(folder.resolve("seen")).hasContent("<>");
  }

  @Test
  void whatSlurmRefusesIsAStartFailureWithItsWords() {
    JobEnd end = submit(with(jobs().script("job", "true"), Map.of("partition", "moon"))).end();
    assertThat(end.cause()).isEqualTo(Cause.START_FAILED);
    assertThat(end.message()).contains("partition").contains("moon");
    Job greedy = jobs().withResources("greedy", "true", Resources.ofGpus(5));
    assertThat(submit(greedy).end().cause()).isEqualTo(Cause.START_FAILED);
    JobEnd ours =
        submit(with(jobs().script("ours", "true"), Map.of("options", List.of("--requeue")))).end();
    assertThat(ours.cause()).isEqualTo(Cause.START_FAILED);
    assertThat(ours.message()).contains("--requeue");
  }

  @Test
  void whatTheSpecAsksForReachesSlurm() {
    Map<String, Object> options =
        Map.of("partition", "short", "time", 3, "options", List.of("--comment=pear"));
    RecordingObserver observer = submit(with(jobs().script("job", "exec sleep 600"), options));
    awaitRunning(observer);
    assertThat(slurm.run("squeue", "--noheader", "--jobs=" + number("job"), "--format=%P|%l|%k"))
        .isEqualTo("short|3:00|pear");
  }

  @Test
  void aJobThatWaitsSaysWhy() {
    submit(with(jobs().script("job", "true"), Map.of("options", List.of("--begin=now+1hour"))));
    await().until(() -> observation("job").detail().contains("BeginTime"));
    assertThat(observation("job").phase()).isEqualTo(Phase.PENDING);
  }

  @Test
  void cancelledByHandIsAStop() {
    RecordingObserver observer = submit(jobs().script("job", "exec sleep 600"));
    awaitRunning(observer);
    slurm.run("scancel", number("job"));
    JobEnd end = observer.end();
    assertThat(end.cause()).isEqualTo(Cause.STOPPED);
    assertThat(end.message()).contains("cancelled in Slurm");
  }

  @Test
  void slurmsTimeLimitIsATimeOut() {
    RecordingObserver observer = submit(jobs().script("job", "exec sleep 600"));
    awaitRunning(observer);
    slurm.run("scontrol", "update", "JobId=" + number("job"), "EndTime=now+1");
    assertThat(observer.end().cause()).isEqualTo(Cause.TIMED_OUT);
  }

  @Test
  void secretsAreForTheOwnerAloneAndGoWithTheJob() throws Exception {
    RecordingObserver observer =
        submit(
            jobs()
                .withInput(
                    "job", "while [ ! -e go ]; do sleep 0.1; done; read line; echo $line", "pear\n")
                .withEnvironment(Map.of("SECRET", "plum")));
    awaitRunning(observer);
    Path own = shared.resolve("jobs").resolve(JobName.of(installation, "job").text());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
        .isEqualTo("rwx------");
    assertThat(Files.readString(own.resolve("script"))).doesNotContain("pear", "plum");
    Files.createFile(folder.resolve("go"));
    assertThat(observer.end().clean()).isTrue();
    assertThat(own.resolve("input")).doesNotExist();
    assertThat(own.resolve("environment")).doesNotExist();
  }

  @Test
  void jobsRunOnWhileTheControllerIsAwayAndNothingIsConcluded() throws Exception {
    RecordingObserver observer =
        submit(jobs().script("job", "while [ ! -e go ]; do sleep 0.1; done; exit 7"));
    awaitRunning(observer);
    slurm.awaitWrittenDown(number("job"));
    slurm.kill("slurmctld");
    await().atMost(Duration.ofSeconds(60)).until(() -> backend.observe().unavailable().isPresent());
    assertThat(observation("job").phase()).isEqualTo(Phase.RUNNING);
    RecordingObserver later = submit(jobs().script("later", "exit 8"));
    slurm.startAgain("slurmctld");
    await().atMost(Duration.ofSeconds(60)).until(() -> backend.observe().unavailable().isEmpty());
    assertThat(observation("job").phase()).isEqualTo(Phase.RUNNING);
    Files.createFile(folder.resolve("go"));
    assertThat(observer.end().exitCode()).hasValue(7);
    assertThat(later.end().exitCode()).hasValue(8);
  }

  @Test
  void aNodeThatFailsIsInfrastructure() {
    RecordingObserver observer =
        submit(
            with(
                jobs().script("job", "exec sleep 600"),
                Map.of("options", List.of("--nodelist=n3"))));
    awaitRunning(observer);
    slurm.kill("n3");
    slurm.run("scontrol", "update", "NodeName=n3", "State=DOWN", "Reason=test");
    JobEnd end = observer.end();
    assertThat(end.cause()).isEqualTo(Cause.INFRASTRUCTURE);
    assertThat(end.message()).contains("node");
    slurm.startAgain("n3");
    slurm.run("scontrol", "update", "NodeName=n3", "State=IDLE");
  }

  @Test
  void theNextServerTakesUpWhatRunsAndWhatEndedMeanwhile() throws Exception {
    RecordingObserver runs =
        submit(jobs().script("runs", "while [ ! -e go ]; do sleep 0.1; done; exit 3"));
    RecordingObserver ends =
        submit(jobs().script("ends", "while [ ! -e end ]; do sleep 0.1; done"));
    awaitRunning(runs);
    awaitRunning(ends);
    backend = killServer();
    Files.createFile(folder.resolve("end"));
    await().until(() -> number("ends").isEmpty());
    assertThat(backend.recover(List.of(lease("runs"), lease("ends"), lease("never"))))
        .extracting(Recovery::outcome)
        .containsExactly(Recovery.Outcome.ADOPTED, Recovery.Outcome.ADOPTED, Recovery.Outcome.GONE);
    RecordingObserver again = submit(jobs().script("runs", "echo twice >> log"));
    assertThat(submit(jobs().script("ends", "echo twice >> log")).end().clean()).isTrue();
    awaitRunning(again);
    Files.createFile(folder.resolve("go"));
    assertThat(again.end().exitCode()).hasValue(3);
    assertThat(folder.resolve("log")).doesNotExist();
  }

  @Test
  void whatTheNextServerDoesNotWantIsStopped() {
    awaitRunning(submit(jobs().script("job", "exec sleep 600")));
    backend = killServer();
    backend.recover(List.of(lease("job")));
    backend.stop(List.of("job"), Duration.ZERO, Cause.STOPPED, "not wanted");
    await().atMost(Duration.ofSeconds(30)).until(() -> backend.observe().jobs().isEmpty());
    assertThat(number("job")).isEmpty();
  }

  @Test
  void whatNoLeaseSpeaksOfIsCancelled() {
    awaitRunning(submit(jobs().script("stray", "exec sleep 600")));
    awaitRunning(submit(jobs().script("kept", "exec sleep 600")));
    backend = killServer();
    assertThat(backend.recover(List.of(lease("kept")))).hasSize(1);
    await().atMost(Duration.ofSeconds(30)).until(() -> number("stray").isEmpty());
    assertThat(number("kept")).isNotEmpty();
    backend.stop(List.of("kept"), Duration.ZERO, Cause.STOPPED, "not wanted");
  }

  @Test
  void aServerWithoutAnyLeaseCancelsWhatAnEarlierOneLeft() {
    awaitRunning(submit(jobs().script("stray", "exec sleep 600")));
    backend = killServer();
    try (Scheduler next = new Scheduler(backend, new InMemoryLeaseStore(), List.of())) {
      assertThat(next.recover()).isEmpty();
      await().atMost(Duration.ofSeconds(30)).until(() -> number("stray").isEmpty());
    }
  }

  @Test
  void jobsStayAwayFromNodesThatAreSetAsideAndFromThoseOfTheSpec() {
    backend.avoid(Set.of("n1"));
    Job job = with(jobs().script("job", "true"), Map.of("options", List.of("--exclude=n3")));
    assertThat(submit(job).ended().node()).isEqualTo("n2");
  }

  @Test
  void aJobForWhichNoOtherNodeIsLeftWaitsUntilOneIsPutBack() {
    backend.avoid(Set.of("n1", "n2", "n3"));
    RecordingObserver observer = submit(jobs().script("job", "true"));
    await().until(() -> observation("job").detail().contains("set aside"));
    assertThat(observation("job").detail()).contains("n1, n2, n3");
    backend.avoid(Set.of("n1", "n2"));
    assertThat(observer.ended().node()).isEqualTo("n3");
    assertThat(observer.end().clean()).isTrue();
  }

  @Test
  void aJobThatFitsNoNodeAtAllIsRefusedThoughOneIsSetAside() {
    backend.avoid(Set.of("n1"));
    Job job = with(jobs().script("job", "true"), Map.of("options", List.of("--mincpus=500")));
    JobEnd end = submit(job).end();
    assertThat(end.cause()).isEqualTo(Cause.START_FAILED);
    assertThat(end.message()).contains("node configuration is not available");
  }

  @Test
  void aNodeOnWhichJobAfterJobFailsIsSetAsideUntilItIsPutBack() {
    RecordingListener listener = new RecordingListener();
    try (Scheduler scheduler = new Scheduler(backend, new InMemoryLeaseStore(), List.of())) {
      for (String id : List.of("one", "two", "three")) {
        Map<String, Object> onThat = Map.of("options", List.of("--nodelist=n3"));
        scheduler.submit(with(jobs().script(id, "exec sleep 600"), onThat), listener);
      }
      List.of("one", "two", "three").forEach(listener::start);
      assertThat(scheduler.status().devices())
          .singleElement()
          .satisfies(node -> assertThat(node.holders()).hasSize(3));
      slurm.kill("n3");
      slurm.run("scontrol", "update", "NodeName=n3", "State=DOWN", "Reason=test");
      List.of("one", "two", "three").forEach(listener::end);
      slurm.startAgain("n3");
      slurm.run("scontrol", "update", "NodeName=n3", "State=IDLE");
      await().until(() -> aside(scheduler).isPresent());
      assertThat(aside(scheduler).get()).contains("3 jobs in a row").contains("its node failed");
      Job there = with(jobs().script("four", "true"), Map.of("options", List.of("--nodelist=n3")));
      scheduler.submit(there, listener);
      await()
          .until(
              () ->
                  backend.observe().jobs().stream()
                      .anyMatch(one -> one.detail().contains("set aside, n3")));
      scheduler.putBack("n3");
      assertThat(listener.end("four").clean()).isTrue();
      assertThat(listener.start("four").devices()).extracting(Device::id).containsExactly("n3");
      assertThat(aside(scheduler)).isEmpty();
    }
  }

  private static Optional<String> aside(Scheduler scheduler) {
    return scheduler.status().devices().stream()
        .filter(one -> one.device().id().equals("n3"))
        .flatMap(one -> one.aside().stream())
        .findFirst();
  }
}
