package io.sonde.scheduler.queue;

import static io.sonde.scheduler.port.Recovery.Outcome.ADOPTED;
import static io.sonde.scheduler.port.Recovery.Outcome.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sonde.scheduler.cgroup.RealGroups;
import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.JobEnd;
import io.sonde.scheduler.job.Jobs;
import io.sonde.scheduler.job.Limits;
import io.sonde.scheduler.local.LiveProcess;
import io.sonde.scheduler.local.LocalBackend;
import io.sonde.scheduler.port.InMemoryLeaseStore;
import io.sonde.scheduler.port.Lease;
import io.sonde.scheduler.port.Recovery;
import io.sonde.scheduler.probe.CpuSlotProbe;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a server with SIGKILL and looks at what its successor does. */
class KilledServerTest {

  private final InMemoryLeaseStore leases = new InMemoryLeaseStore();
  private @TempDir Path folder;
  private Process server;

  @AfterEach
  void killServer() {
    server.destroyForcibly();
  }

  private void startServer(String stuck, String... scripts) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Dstuck=" + stuck, "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(DoomedServer.class.getName(), folder.toString()));
    command.addAll(List.of(scripts));
    server = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private List<Lease> readLeases(int count) throws IOException {
    BufferedReader output = server.inputReader();
    List<Lease> read = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Lease lease = DoomedServer.parse(output.readLine());
      leases.acquire(lease.withProcess(lease.process().orElseThrow()));
      read.add(lease);
    }
    return read;
  }

  private static boolean lives(Lease lease) {
    return LiveProcess.lives(lease.process().orElseThrow().pid());
  }

  private long pid(String file) {
    await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(folder.resolve(file)));
    await().until(() -> !Files.readString(folder.resolve(file)).isBlank());
    try {
      return Long.parseLong(Files.readString(folder.resolve(file)).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theNextServerStopsWhatNobodyAsksForAndFreesTheDevices() throws Exception {
    startServer(
        "none",
        "trap '' TERM; (setsid sh -c 'echo $$ > away; exec sleep 600' &); while :; do sleep 0.2;"
            + " done",
        "sh -c 'echo $$ > orphan; exec sleep 600' & sleep 0.1; kill -9 $$",
        "while :; do echo noise; sleep 0.05; done");
    List<Lease> left = readLeases(4);
    List<Long> pids = List.of(pid("away"), pid("parked"));
    server.destroyForcibly().waitFor();
    Lease noisy = left.get(3);
    Path log = folder.resolve("job-3.log");
    long size = Files.size(log);
    await().until(() -> Files.size(log) > size);
    assertThat(lives(noisy)).as("a job outlives its server").isTrue();

    try (Scheduler next = successor()) {
      assertThat(next.recover()).hasSize(4);
      assertThat(next.adopted()).contains("job-1", "job-3").doesNotContain("standby/warm");
      next.settle();
      await().atMost(Duration.ofSeconds(30)).until(() -> leases.all().isEmpty());
      assertThat(next.adopted()).isEmpty();
      assertThat(next.status().devices()).allMatch(device -> device.holder().isEmpty());
      assertThat(left).noneMatch(KilledServerTest::lives);
      assertThat(pids).noneMatch(LiveProcess::lives);
      RecordingListener listener = new RecordingListener();
      next.submit(new Jobs(folder).script("new", "true"), listener);
      assertThat(listener.end("new").clean()).isTrue();
      assertThat(next.recover()).isEmpty();
    }
  }

  @Test
  void aServerKilledBetweenStartAndLeaseLeavesNothingRunning() throws Exception {
    startServer("job-1", "touch ran");
    List<Lease> left = readLeases(2);
    server.destroyForcibly().waitFor();
    await().atMost(Duration.ofSeconds(30)).until(() -> !lives(left.get(1)));
    assertThat(folder.resolve("ran")).doesNotExist();
    try (Scheduler next = successor()) {
      assertThat(next.recover()).allMatch(Recovery::released);
    }
    assertThat(left).noneMatch(KilledServerTest::lives);
  }

  private Scheduler successor() {
    LocalBackend backend = new LocalBackend(folder.resolve("state"));
    return new Scheduler(backend, leases, List.of(new CpuSlotProbe(4)));
  }

  private static final String ENDS_WHEN_TOLD =
      "echo begun; until [ -e go ]; do sleep 0.05; done; echo done; exit 7";

  /** A job that ends with code 7 when it is told to, and whose server has been killed. */
  private Lease orphan() throws Exception {
    startServer("none", ENDS_WHEN_TOLD);
    Lease job = readLeases(2).get(1);
    await().atMost(Duration.ofSeconds(30)).until(() -> output().equals("begun\n"));
    server.destroyForcibly().waitFor();
    return job;
  }

  private String output() throws IOException {
    Path log = folder.resolve("job-1.log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  @Test
  void aJobGoesOnUnderTheNextServerAndItsEndIsTold() throws Exception {
    Lease orphan = orphan();
    try (Scheduler next = successor()) {
      next.recover();
      RecordingListener listener = new RecordingListener();
      next.submit(new Jobs(folder).script("job-1", ENDS_WHEN_TOLD), listener);
      next.settle();
      await().atMost(Duration.ofSeconds(30)).until(() -> next.status().running().size() == 1);
      assertThat(next.status().running().get(0).process()).isEqualTo(orphan.process());
      assertThat(lives(orphan)).isTrue();
      Files.createFile(folder.resolve("go"));
      JobEnd end = listener.end("job-1");
      assertThat(end.cause()).isEqualTo(Cause.EXITED);
      assertThat(end.exitCode()).hasValue(7);
      assertThat(output()).isEqualTo("begun\ndone\n");
      assertThat(leases.all()).isEmpty();
      assertThat(folder.resolve("state"))
          .isDirectoryNotContaining(file -> !file.endsWith("group-owner"));
    }
  }

  @Test
  void aJobThatEndedWhileNoServerWasThereIsToldWithItsExitCode() throws Exception {
    Lease orphan = orphan();
    Files.createFile(folder.resolve("go"));
    await().atMost(Duration.ofSeconds(30)).until(() -> !lives(orphan));
    try (Scheduler next = successor()) {
      assertThat(next.recover()).extracting(Recovery::outcome).contains(ADOPTED);
      RecordingListener listener = new RecordingListener();
      next.submit(new Jobs(folder).script("job-1", ENDS_WHEN_TOLD), listener);
      assertThat(listener.end("job-1").exitCode()).hasValue(7);
      assertThat(leases.all()).isEmpty();
      assertThat(folder.resolve("state"))
          .isDirectoryNotContaining(file -> !file.endsWith("group-owner"));
    }
  }

  /** A server and its job are gone; only what has left the job's family lives. */
  private long escaped() throws Exception {
    Jobs.writeEscape(folder);
    startServer("none", Jobs.ESCAPE + "; until [ -e go ]; do sleep 0.05; done; kill -9 $PPID $$");
    Lease job = readLeases(2).get(1);
    long away = pid("away");
    server.destroyForcibly().waitFor();
    Files.createFile(folder.resolve("go"));
    await().atMost(Duration.ofSeconds(30)).until(() -> !lives(job));
    assertThat(LiveProcess.lives(away)).isTrue();
    return away;
  }

  @Test
  void whatLeftTheFamilyOfAnEarlierServersJobIsFoundByItsGroup() throws Exception {
    if (!RealGroups.there()) {
      return;
    }
    long away = escaped();
    try (Scheduler next = successor()) {
      assertThat(next.recover())
          .filteredOn(one -> one.lease().jobId().equals("job-1"))
          .extracting(Recovery::outcome)
          .containsExactly(STOPPED);
      assertThat(LiveProcess.lives(away)).isFalse();
      assertThat(leases.all()).isEmpty();
    }
  }

  @Test
  void aGroupThatNoLeaseSpeaksOfIsEnded() throws Exception {
    if (!RealGroups.there()) {
      return;
    }
    long away = escaped();
    leases.all().forEach(lease -> leases.release(lease.jobId()));
    try (Scheduler next = successor()) {
      assertThat(next.recover()).isEmpty();
      assertThat(LiveProcess.lives(away)).isFalse();
    }
  }

  @Test
  void aJobKilledWithAllThatWatchesItWhileAdoptedIsLost() throws Exception {
    Lease orphan = orphan();
    try (Scheduler next = successor()) {
      next.recover();
      RecordingListener listener = new RecordingListener();
      next.submit(new Jobs(folder).script("job-1", ENDS_WHEN_TOLD), listener);
      ProcessHandle.of(orphan.process().orElseThrow().pid()).orElseThrow().destroyForcibly();
      assertThat(listener.end("job-1").cause()).isEqualTo(Cause.LOST);
      assertThat(leases.all()).isEmpty();
    }
  }

  @Test
  void anAdoptedJobKeepsTheTimeLimitOfItsBeginning() throws Exception {
    orphan();
    try (Scheduler next = successor()) {
      next.recover();
      RecordingListener listener = new RecordingListener();
      Limits past = new Limits(Optional.of(Duration.ofMillis(1)), OptionalLong.empty());
      next.submit(new Jobs(folder).withLimits("job-1", ENDS_WHEN_TOLD, past), listener);
      assertThat(listener.end("job-1").cause()).isEqualTo(Cause.TIMED_OUT);
    }
  }
}
