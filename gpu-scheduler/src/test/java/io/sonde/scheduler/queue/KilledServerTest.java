package io.sonde.scheduler.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sonde.scheduler.job.Jobs;
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
  void theNextServerStopsWhatIsLeftAndFreesTheDevices() throws Exception {
    startServer(
        "none",
        "trap '' TERM; (setsid sh -c 'echo $$ > away; exec sleep 600' &); while :; do sleep 0.2; done",
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

    try (Scheduler next = new Scheduler(new LocalBackend(), leases, List.of(new CpuSlotProbe(4)))) {
      assertThat(next.recover()).hasSize(4).allMatch(Recovery::released);
      assertThat(leases.all()).isEmpty();
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
    try (Scheduler next = new Scheduler(new LocalBackend(), leases, List.of(new CpuSlotProbe(4)))) {
      assertThat(next.recover()).allMatch(Recovery::released);
    }
    assertThat(left).noneMatch(KilledServerTest::lives);
  }
}
