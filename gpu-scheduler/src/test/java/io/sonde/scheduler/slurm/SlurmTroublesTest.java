package io.sonde.scheduler.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.Jobs;
import io.sonde.scheduler.port.InMemoryLeaseStore;
import io.sonde.scheduler.port.Lease;
import io.sonde.scheduler.port.Observation;
import io.sonde.scheduler.port.RecordingObserver;
import io.sonde.scheduler.port.Recovery;
import io.sonde.scheduler.queue.Scheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Slurm in bad times: its folder is full, its controller away, its jobs held. */
class SlurmTroublesTest {

  private static RealSlurm slurm;

  private @TempDir Path folder;
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
    return server(folder.resolve("jobs"));
  }

  private SlurmBackend server(Path jobs) {
    SlurmSettings settings =
        new SlurmSettings(
            jobs,
            installation,
            100,
            100,
            Duration.ofMillis(50),
            Duration.ofMillis(400),
            Duration.ofSeconds(10),
            Duration.ofSeconds(2));
    return new SlurmBackend(settings, slurm.environment());
  }

  private Jobs jobs() {
    return new Jobs(folder);
  }

  private RecordingObserver submit(Job job) {
    RecordingObserver observer = new RecordingObserver();
    backend.submit(job, List.of(), observer);
    return observer;
  }

  private Path own(String job) {
    return folder.resolve("jobs").resolve(JobName.of(installation, job).text());
  }

  @Test
  void aWordThatIsLostInAFullFolderIsSlurmsToSayAndStopsNobodyElse() throws IOException {
    RecordingObserver mute =
        submit(jobs().script("mute", "while [ ! -e go ]; do sleep 0.1; done; exit 9"));
    mute.awaitRunning();
    // What is written there is gone, and the file is there: as over a quota of NFS.
    Files.createSymbolicLink(own("mute").resolve("exit.part"), Path.of("/dev/null"));
    Files.createFile(folder.resolve("go"));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> Files.isSymbolicLink(own("mute").resolve("exit")));
    assertThat(submit(jobs().script("other", "exit 3")).end().exitCode()).hasValue(3);
    // Which code it was is in Slurm's accounting, which may be told too late.
    assertThat(mute.end().cause()).isEqualTo(Cause.EXITED);
    assertThat(mute.end().clean()).isFalse();
  }

  @Test
  void aJobThatSlurmHasTakenRunsThoughThatCannotBeNoted() throws IOException {
    Files.createDirectories(own("job").resolve("submitted")); // where a file should be
    assertThat(submit(jobs().script("job", "exit 4")).end().exitCode()).hasValue(4);
  }

  @Test
  void aJobIsStoppedWhoseNodeStillBoots() throws IOException {
    Path booting = Files.createFile(folder.resolve("booting"));
    slurm.bootWhile(booting);
    RecordingObserver observer = submit(jobs().script("job", "true"));
    await().atMost(Duration.ofSeconds(30)).until(() -> state("job").equals("CONFIGURING"));
    backend.stop(List.of("job"), Duration.ofSeconds(5), Cause.STOPPED, "not wanted");
    await().atMost(Duration.ofSeconds(30)).until(() -> state("job").isEmpty());
    Files.delete(booting);
    assertThat(observer.end().message()).isEqualTo("not wanted");
  }

  @Test
  void whatNoLeaseSpeaksOfIsCancelledWhenSlurmIsBackThatWasAwayAtTheServersStart()
      throws IOException {
    RecordingObserver stray = submit(jobs().script("stray", "exec sleep 600"));
    submit(jobs().script("kept", "exec sleep 600")).awaitRunning();
    stray.awaitRunning();
    slurm.awaitWrittenDown(number("kept"));
    slurm.kill("slurmctld");
    backend.abandon();
    backend = server();
    Lease kept =
        new Lease("kept", "sweep 1", backend.host(), List.of(), Instant.now(), Optional.empty());
    assertThat(backend.recover(List.of(kept)))
        .extracting(Recovery::outcome)
        .containsExactly(Recovery.Outcome.ADOPTED);
    slurm.startAgain("slurmctld");
    await().atMost(Duration.ofSeconds(60)).until(() -> state("stray").isEmpty());
    assertThat(state("kept")).isEqualTo("RUNNING");
    backend.stop(List.of("kept"), Duration.ZERO, Cause.STOPPED, "not wanted");
  }

  @Test
  void thatSlurmIsAwayIsAmongTheProblemsThatPeopleAreTold() {
    slurm.kill("slurmctld");
    try (Scheduler scheduler = new Scheduler(backend, new InMemoryLeaseStore(), List.of())) {
      scheduler.recover();
      await().atMost(Duration.ofSeconds(30)).until(() -> !scheduler.status().problems().isEmpty());
      slurm.startAgain("slurmctld");
      await().atMost(Duration.ofSeconds(60)).until(() -> scheduler.status().problems().isEmpty());
    }
  }

  @Test
  void aJobWhoseNodeDoesNotSeeTheFolderWaitsUntilOneDoes() throws IOException {
    Path away = Files.createDirectories(folder.resolve("away"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("here"));
    Path jobs = Files.createDirectories(folder.resolve("here").resolve("jobs"));
    backend.close();
    backend = server(link.resolve("jobs"));
    RecordingObserver observer =
        submit(with(jobs().script("job", "exit 5"), "--begin=now+3seconds"));
    await().until(() -> state("job").equals("PENDING"));
    Files.delete(link);
    Files.createSymbolicLink(link, away);
    await().atMost(Duration.ofSeconds(60)).until(() -> backend.problem().isPresent());
    assertThat(backend.problem().get()).contains("does not see", link.resolve("jobs").toString());
    // Handed over again, its folder is made where the nodes look for it.
    assertThat(observer.end().exitCode()).hasValue(5);
    assertThat(observer.observations())
        .extracting(Observation::phase)
        .containsExactly(Observation.Phase.RUNNING, Observation.Phase.ENDED);
    assertThat(backend.problem()).isEmpty();
    assertThat(away.resolve("jobs").resolve("seen-by-nodes")).exists();
    assertThat(jobs.resolve("seen-by-nodes")).doesNotExist();
  }

  private String number(String job) {
    String name = JobName.of(installation, job).text();
    return slurm.run("squeue", "--noheader", "--name=" + name, "--format=%A");
  }

  private String state(String job) {
    String name = JobName.of(installation, job).text();
    return slurm.run("squeue", "--noheader", "--name=" + name, "--format=%T");
  }

  private static Job with(Job job, String option) {
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
        Map.of("slurm", Map.of("options", List.of(option))));
  }
}
