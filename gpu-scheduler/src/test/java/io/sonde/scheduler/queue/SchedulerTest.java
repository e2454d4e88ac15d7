package io.sonde.scheduler.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.JobEnd;
import io.sonde.scheduler.job.Jobs;
import io.sonde.scheduler.job.Limits;
import io.sonde.scheduler.job.Resources;
import io.sonde.scheduler.job.Standby;
import io.sonde.scheduler.local.LiveProcess;
import io.sonde.scheduler.local.LocalBackend;
import io.sonde.scheduler.port.DeviceProbe;
import io.sonde.scheduler.port.DeviceProbeException;
import io.sonde.scheduler.port.InMemoryLeaseStore;
import io.sonde.scheduler.port.InterruptibleLeaseStore;
import io.sonde.scheduler.port.Lease;
import io.sonde.scheduler.probe.CpuSlotProbe;
import io.sonde.scheduler.queue.RecordingListener.Start;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchedulerTest {

  private final InMemoryLeaseStore leases = new InMemoryLeaseStore();
  private final InterruptibleLeaseStore store = new InterruptibleLeaseStore(leases);
  private final RecordingListener listener = new RecordingListener();
  private @TempDir Path folder;
  private Jobs jobs;
  private Scheduler scheduler;

  @BeforeEach
  void start() {
    jobs = new Jobs(folder);
    scheduler = scheduler(new CpuSlotProbe(2), () -> gpus(2));
  }

  @AfterEach
  void close() {
    store.away(false);
    scheduler.close();
    assertThat(leases.all()).isEmpty();
  }

  private Scheduler scheduler(DeviceProbe... probes) {
    return new Scheduler(new LocalBackend(), store, List.of(probes));
  }

  private static List<Device> gpus(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> new Device("GPU-" + i, Device.Kind.GPU, "Test GPU", 1 << 30, Optional.of("8.6")))
        .toList();
  }

  private void occupyBothSlots() {
    scheduler.submit(jobs.withResources("holder", "exec sleep 600", Resources.ofCpus(2)), listener);
    listener.start("holder");
  }

  private void release(String job) {
    scheduler.stop(job, Duration.ofSeconds(5), "no longer needed");
  }

  @Test
  void runsAJobAndTellsItsStartAndEnd() {
    scheduler.submit(jobs.script("job", "exit 3"), listener);
    assertThat(listener.end("job").exitCode()).hasValue(3);
    Start start = listener.start("job");
    assertThat(start.devices()).extracting(Device::id).containsExactly("cpu-0");
    assertThat(start.log()).isEqualTo(folder.resolve("job.log"));
    assertThat(leases.all()).isEmpty();
  }

  @Test
  void theLeaseStandsWithItsProcessWhileTheJobRuns() {
    scheduler.submit(jobs.script("job", "exec sleep 600"), listener);
    Start start = listener.start("job");
    Lease lease = leases.all().get(0);
    assertThat(lease.jobId()).isEqualTo("job");
    assertThat(lease.owner()).isEqualTo("sweep 1");
    assertThat(lease.devices()).containsExactly("cpu-0");
    assertThat(lease.process().orElseThrow().pid()).isEqualTo(start.pid());
    release("job");
    assertThat(listener.end("job").message()).isEqualTo("no longer needed");
    assertThat(leases.all()).isEmpty();
  }

  @Test
  void manyJobsDrainAndNoDeviceIsEverHeldTwice() throws Exception {
    String held = "held-$CUDA_VISIBLE_DEVICES";
    String script = "mkdir %s || exit 9; sleep 0.02; rmdir %s".formatted(held, held);
    int count = 40;
    List<Thread> submitters =
        IntStream.range(0, 4)
            .mapToObj(part -> new Thread(() -> submitPart(part, count / 4, script)))
            .toList();
    submitters.forEach(Thread::start);
    for (Thread submitter : submitters) {
      submitter.join();
    }
    for (int i = 0; i < count; i++) {
      assertThat(listener.end("job-" + i).cause()).isEqualTo(Cause.EXITED);
    }
    assertThat(listener.ends().values()).allMatch(JobEnd::clean);
    assertThat(listener.starts())
        .extracting(start -> start.devices().get(0).id())
        .contains("GPU-0", "GPU-1");
  }

  private void submitPart(int part, int size, String script) {
    for (int i = 0; i < size; i++) {
      scheduler.submit(
          jobs.withResources("job-" + (part * size + i), script, Resources.ofGpus(1)), listener);
    }
  }

  @Test
  void higherPriorityStartsFirstAndEqualsInTurn() {
    occupyBothSlots();
    scheduler.submit(jobs.withPriority("low", 2, 1), listener);
    scheduler.submit(jobs.withPriority("first", 2, 5), listener);
    scheduler.submit(jobs.withPriority("second", 2, 5), listener);
    scheduler.submit(jobs.withPriority("high", 2, 9), listener);
    await().until(() -> scheduler.status().queue().size() == 4);
    release("holder");
    listener.end("low");
    assertThat(listener.starts())
        .extracting(Start::jobId)
        .containsExactly("holder", "high", "first", "second", "low");
  }

  @Test
  void aLargeJobIsOvertakenAsLongAsItsPatienceLasts() {
    scheduler.submit(jobs.script("small", "exec sleep 600"), listener);
    listener.start("small");
    scheduler.submit(jobs.withResources("large", "true", Resources.ofCpus(2)), listener);
    scheduler.submit(jobs.script("later", "true"), listener);
    assertThat(listener.end("later").clean()).isTrue();
    assertThat(scheduler.status().queue())
        .extracting(SchedulerStatus.Waiting::reason)
        .containsExactly("its devices are busy");
  }

  @Test
  void jobsSeeTheirDevicesAndTheirShareOfTheThreads() {
    String show = "echo \"$CUDA_VISIBLE_DEVICES;$OMP_NUM_THREADS;$OMP_WAIT_POLICY\" > $0.env";
    scheduler.submit(
        jobs.withResources("cpu", show.replace("$0", "cpu"), Resources.ofCpus(2)), listener);
    scheduler.submit(
        jobs.withResources("gpu", show.replace("$0", "gpu"), Resources.ofGpus(2)), listener);
    listener.end("cpu");
    listener.end("gpu");
    int cores = Runtime.getRuntime().availableProcessors();
    assertThat(folder.resolve("cpu.env")).hasContent(";2;PASSIVE");
    assertThat(folder.resolve("gpu.env")).hasContent("GPU-0,GPU-1;" + cores + ";PASSIVE");
  }

  @Test
  void aJobThatAsksForMoreThanThereIsEndsWithASentence() {
    scheduler.submit(jobs.withResources("job", "true", Resources.ofGpus(3)), listener);
    JobEnd end = listener.end("job");
    assertThat(end.cause()).isEqualTo(Cause.START_FAILED);
    assertThat(end.message()).contains("3 GPU").contains("there are 2");
  }

  @Test
  void aProbeThatFailsIsToldToThoseWhoMissItsDevices() {
    DeviceProbe broken =
        () -> {
          throw new DeviceProbeException("the driver does not answer");
        };
    try (Scheduler other = scheduler(broken, new CpuSlotProbe(1))) {
      other.submit(jobs.withResources("job", "true", Resources.ofGpus(1)), listener);
      assertThat(listener.end("job").message()).contains("the driver does not answer");
      other.submit(jobs.script("cpu", "true"), listener);
      assertThat(listener.end("cpu").clean()).isTrue();
      assertThat(other.status().problems()).containsExactly("the driver does not answer");
    }
  }

  @Test
  void aJobPastItsWallTimeTimesOut() {
    Limits limits = new Limits(Optional.of(Duration.ofMillis(200)), OptionalLong.empty());
    scheduler.submit(jobs.withLimits("job", "exec sleep 600", limits), listener);
    JobEnd end = listener.end("job");
    assertThat(end.cause()).isEqualTo(Cause.TIMED_OUT);
    assertThat(end.message()).contains("0.2 s");
  }

  @Test
  void aDeadlineMayBeSetAgainAndLifted() {
    scheduler.submit(jobs.script("job", "sleep 1; exit 4"), listener);
    scheduler.deadline("job", Optional.of(Instant.now().plusMillis(300)));
    scheduler.deadline("job", Optional.of(Instant.now().plusSeconds(600)));
    assertThat(listener.end("job").exitCode()).hasValue(4);
    scheduler.submit(jobs.script("other", "exec sleep 600"), listener);
    scheduler.deadline("other", Optional.of(Instant.now().plusMillis(100)));
    assertThat(listener.end("other").cause()).isEqualTo(Cause.TIMED_OUT);
  }

  @Test
  void aJobStoppedInTheQueueNeverStarts() {
    occupyBothSlots();
    scheduler.submit(jobs.script("job", "touch ran"), listener);
    scheduler.stop("job", Duration.ZERO, "changed my mind");
    JobEnd end = listener.end("job");
    assertThat(end.cause()).isEqualTo(Cause.STOPPED);
    assertThat(end.message()).isEqualTo("changed my mind");
    assertThat(folder.resolve("ran")).doesNotExist();
  }

  @Test
  void submittingAgainChangesNothing() {
    RecordingListener second = new RecordingListener();
    scheduler.submit(jobs.script("job", "sleep 0.3"), listener);
    scheduler.submit(jobs.script("job", "sleep 0.3"), second);
    listener.end("job");
    assertThat(listener.starts()).hasSize(1);
    assertThat(second.starts()).isEmpty();
  }

  @Test
  void theStatusTellsWhoHoldsWhat() {
    scheduler.submit(jobs.script("job", "exec sleep 600"), listener);
    listener.start("job");
    SchedulerStatus status = scheduler.status();
    assertThat(status.devices()).hasSize(4);
    assertThat(status.devices().get(0).holder().orElseThrow().jobId()).isEqualTo("job");
    assertThat(status.devices().get(1).holder()).isEmpty();
    assertThat(status.running()).hasSize(1);
  }

  @Test
  void goesOnAfterTheStoreWasAway() {
    scheduler.submit(jobs.script("running", "sleep 0.2"), listener);
    listener.start("running");
    store.away(true);
    scheduler.submit(jobs.script("new", "true"), listener);
    scheduler.submit(jobs.script("doomed", "touch ran"), listener);
    scheduler.stop("doomed", Duration.ZERO, "not wanted");
    await().pollDelay(Duration.ofSeconds(1)).until(() -> !listener.ends().containsKey("running"));
    assertThat(listener.ends()).doesNotContainKey("new");
    store.away(false);
    assertThat(listener.end("running").clean()).isTrue();
    assertThat(listener.end("new").clean()).isTrue();
    assertThat(listener.end("doomed").message()).isEqualTo("not wanted");
    assertThat(folder.resolve("ran")).doesNotExist();
  }

  @Test
  void aParkedProcessIsHandedOverWithItsPidAndAnotherCanBeParked() throws Exception {
    Standby standby = jobs.standby("warm", "echo $PPID >> parked; read line; echo got $line");
    scheduler.prepare(standby);
    await().until(() -> Files.exists(folder.resolve("parked")));
    assertThat(leases.all()).extracting(Lease::devices).containsExactly(List.of());
    scheduler.submit(jobs.servedBy(standby, "job", "work\n"), listener);
    scheduler.prepare(standby);
    assertThat(listener.end("job").clean()).isTrue();
    assertThat(listener.start("job").log()).isEqualTo(standby.log());
    await().until(() -> Files.readAllLines(folder.resolve("parked")).size() == 2);
    List<String> pids = Files.readAllLines(folder.resolve("parked"));
    assertThat(pids.get(0)).isEqualTo(Long.toString(listener.start("job").pid()));
    assertThat(scheduler.status().standbys()).containsExactly("warm");
    scheduler.discard("warm");
    await().until(() -> scheduler.status().standbys().isEmpty());
    assertThat(LiveProcess.lives(Long.parseLong(pids.get(1)))).isFalse();
  }

  @Test
  void aParkedProcessOfAGpuJobIsForTheGpuThatComesFreeNext() {
    scheduler.submit(jobs.withResources("holder", "exec sleep 600", Resources.ofGpus(1)), listener);
    listener.start("holder");
    Standby cpu = jobs.standby("warm", "echo up > up; read line; echo $CUDA_VISIBLE_DEVICES > on");
    Standby standby =
        new Standby(cpu.key(), cpu.command(), Map.of(), folder, cpu.log(), Resources.ofGpus(1));
    scheduler.prepare(standby);
    await().until(() -> Files.exists(folder.resolve("up")));
    scheduler.submit(jobs.servedBy(standby, "job", "work\n"), listener);
    listener.end("job");
    assertThat(listener.start("job").log()).isEqualTo(standby.log());
    assertThat(folder.resolve("on")).hasContent("GPU-1");
  }

  @Test
  void closingEndsAllAndTellsEveryone() throws Exception {
    occupyBothSlots();
    scheduler.submit(jobs.script("waiting", "true"), listener);
    Standby standby = jobs.standby("warm", "echo $$ > parked; read line");
    scheduler.prepare(standby);
    await().until(() -> Files.exists(folder.resolve("parked")));
    long pid = listener.start("holder").pid();
    scheduler.close();
    assertThat(LiveProcess.lives(pid)).isFalse();
    String parked = Files.readString(folder.resolve("parked")).strip();
    assertThat(LiveProcess.lives(Long.parseLong(parked))).isFalse();
    assertThat(listener.ends()).containsOnlyKeys("holder", "waiting");
    assertThat(listener.ends().values())
        .allMatch(end -> end.cause() == Cause.STOPPED && end.message().contains("closed"));
    assertThatIllegalStateException()
        .isThrownBy(() -> scheduler.submit(jobs.script("late", "true"), listener));
  }
}
