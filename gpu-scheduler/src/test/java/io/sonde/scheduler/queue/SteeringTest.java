package io.sonde.scheduler.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.JobEnd;
import io.sonde.scheduler.job.Jobs;
import io.sonde.scheduler.job.Limits;
import io.sonde.scheduler.job.Resources;
import io.sonde.scheduler.job.Standing;
import io.sonde.scheduler.local.LocalBackend;
import io.sonde.scheduler.placement.Settings;
import io.sonde.scheduler.port.Backend;
import io.sonde.scheduler.port.InMemoryLeaseStore;
import io.sonde.scheduler.port.Lease;
import io.sonde.scheduler.probe.CpuSlotProbe;
import io.sonde.scheduler.queue.RecordingListener.Start;
import io.sonde.scheduler.queue.SchedulerStatus.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the rules of placement do to real processes. */
class SteeringTest {

  private static final Settings WITHOUT_PATIENCE =
      new Settings(0.05, false, Duration.ZERO, Duration.ofHours(6), 10, Duration.ofMinutes(10));

  private static final Device GPU =
      new Device("GPU-0", Device.Kind.GPU, "Test GPU", 10L << 30, Optional.of("8.6"));

  private final InMemoryLeaseStore leases = new InMemoryLeaseStore();
  private final RecordingListener listener = new RecordingListener();
  private @TempDir Path folder;
  private Scheduler scheduler;

  private Scheduler start(Backend backend, int slots, Settings settings) {
    scheduler =
        new Scheduler(
            backend,
            leases,
            List.of(
                () -> slots == 0 ? List.of() : new CpuSlotProbe(slots).devices(),
                () -> List.of(GPU)),
            settings);
    return scheduler;
  }

  private Scheduler start(int slots) {
    return start(new LocalBackend(), slots, Settings.DEFAULT);
  }

  @AfterEach
  void close() {
    scheduler.close();
    assertThat(leases.all()).isEmpty();
  }

  private Jobs jobs() {
    return new Jobs(folder);
  }

  private Job of(String id, String script, String project, boolean preemptible, int priority) {
    return jobs().standing(id, script, project, new Standing(project, 1, preemptible), priority);
  }

  private void awaitWaiting(String... ids) {
    await()
        .untilAsserted(
            () ->
                assertThat(scheduler.status().queue())
                    .extracting(Waiting::jobId)
                    .containsExactly(ids));
  }

  @Test
  void aLargeJobWithoutPatienceIsNotOvertakenAndHoldsBackItsOwnKindOnly() {
    start(new LocalBackend(), 2, WITHOUT_PATIENCE);
    scheduler.submit(jobs().script("small", "exec sleep 600"), listener);
    listener.start("small");
    scheduler.submit(jobs().withResources("large", "true", Resources.ofCpus(2)), listener);
    scheduler.submit(jobs().script("later", "true"), listener);
    scheduler.submit(jobs().withResources("gpu", "true", Resources.ofGpus(1)), listener);
    listener.end("gpu");
    assertThat(scheduler.waiting()).isTrue();
    awaitWaiting("large", "later");
    scheduler.stop("small", Duration.ofSeconds(5), "no longer needed");
    listener.end("later");
    assertThat(listener.starts())
        .extracting(Start::jobId)
        .containsExactly("small", "gpu", "large", "later");
    await().until(() -> !scheduler.waiting());
  }

  @Test
  void devicesAreKeptForALargeJobWhenItsPatienceIsOverThoughNothingHappensThen() {
    Duration second = Duration.ofSeconds(1);
    Settings impatient =
        new Settings(0.05, false, second, Duration.ofHours(6), 10, Duration.ofMinutes(10));
    start(new LocalBackend(), 2, impatient);
    scheduler.submit(jobs().script("small", "exec sleep 600"), listener);
    listener.start("small");
    scheduler.submit(jobs().withResources("large", "true", Resources.ofCpus(2)), listener);
    awaitWaiting("large");
    await().until(() -> scheduler.wanted("small"));
    assertThat(scheduler.status().queue().get(0).reason()).contains("devices are kept for it");
  }

  @Test
  void aLimitLetsALaterJobPassWhereItEndsInTime() {
    start(new LocalBackend(), 2, WITHOUT_PATIENCE);
    Limits hour = new Limits(Optional.of(Duration.ofHours(1)), OptionalLong.empty());
    Limits minute = new Limits(Optional.of(Duration.ofMinutes(1)), OptionalLong.empty());
    scheduler.submit(jobs().withLimits("small", "exec sleep 600", hour), listener);
    listener.start("small");
    scheduler.submit(jobs().withResources("large", "true", Resources.ofCpus(2)), listener);
    scheduler.submit(jobs().script("endless", "true"), listener);
    scheduler.submit(jobs().withLimits("short", "true", minute), listener);
    assertThat(listener.end("short").clean()).isTrue();
    awaitWaiting("large", "endless");
    List<Waiting> queue = scheduler.status().queue();
    assertThat(queue.get(0).promised().orElseThrow())
        .isAfter(queue.get(0).since().plus(Duration.ofMinutes(59)));
    assertThat(queue.get(1).reason()).contains("kept for a job that goes first");
    scheduler.stop("small", Duration.ofSeconds(5), "no longer needed");
    listener.end("endless");
  }

  @Test
  void jobsThatDeclareTheirMemoryShareAGpuAsFarAsItSuffices() throws Exception {
    start(1);
    String wait = "echo $CUDA_VISIBLE_DEVICES $SONDE_GPU_MEMORY > $0; exec sleep 600";
    for (String id : List.of("a", "b", "c")) {
      Resources part = Resources.ofGpuMemory(4L << 30);
      scheduler.submit(jobs().withResources(id, wait.replace("$0", id + ".env"), part), listener);
    }
    listener.start("a");
    listener.start("b");
    awaitWaiting("c");
    assertThat(leases.all()).extracting(Lease::devices).containsOnly(List.of("GPU-0"));
    assertThat(scheduler.status().devices().get(1).holders()).hasSize(2);
    scheduler.submit(jobs().withResources("whole", "true", Resources.ofGpus(1)), listener);
    awaitWaiting("c", "whole");
    scheduler.stop("b", Duration.ofSeconds(5), "no longer needed");
    listener.start("c");
    await().until(() -> Files.exists(folder.resolve("a.env")));
    assertThat(folder.resolve("a.env")).hasContent("GPU-0 " + (4L << 30));
    scheduler.stop("a", Duration.ofSeconds(5), "no longer needed");
    scheduler.stop("c", Duration.ofSeconds(5), "no longer needed");
    assertThat(listener.end("whole").clean()).isTrue();
  }

  @Test
  void moreMemoryThanAnyGpuHasIsRefusedWithASentence() {
    start(1);
    scheduler.submit(
        jobs().withResources("job", "true", Resources.ofGpuMemory(10L << 30)), listener);
    JobEnd end = listener.end("job");
    assertThat(end.cause()).isEqualTo(Cause.START_FAILED);
    assertThat(end.message()).contains("asks for 10240 MiB of a GPU").contains("9728 MiB");
  }

  @Test
  void aGpuThatOthersUseIsLeftAloneUnlessAJobMayGoBesideThem() {
    start(1);
    scheduler.usedByOthers(Map.of("GPU-0", 1L << 30));
    scheduler.submit(jobs().withResources("shy", "true", Resources.ofGpus(1)), listener);
    Resources beside = new Resources(1, 0, OptionalLong.empty(), OptionalLong.of(8L << 30), true);
    scheduler.submit(jobs().withResources("bold", "true", beside), listener);
    assertThat(listener.end("bold").clean()).isTrue();
    awaitWaiting("shy");
    assertThat(scheduler.status().queue().get(0).reason()).contains("in use by others");
    assertThat(scheduler.status().devices().get(1).foreignBytes()).isEqualTo(1L << 30);
    scheduler.usedByOthers(Map.of());
    assertThat(listener.end("shy").clean()).isTrue();
  }

  @Test
  void aDeviceSetAsideIsGivenToNobodyUntilItIsTakenBack() {
    start(1);
    scheduler.setAside("GPU-0", "it failed three jobs in turn");
    scheduler.submit(jobs().withResources("job", "true", Resources.ofGpus(1)), listener);
    awaitWaiting("job");
    scheduler.putBack("GPU-0");
    assertThat(listener.end("job").clean()).isTrue();
  }

  @Test
  void aPausedOwnersJobsDoNotStartAndTheOthersDo() {
    start(1);
    scheduler.pause("a");
    scheduler.submit(of("a1", "true", "a", false, 90), listener);
    scheduler.submit(of("b1", "true", "b", false, 10), listener);
    assertThat(listener.end("b1").clean()).isTrue();
    awaitWaiting("a1");
    assertThat(scheduler.status().queue().get(0).reason()).isEqualTo("it is paused");
    assertThat(scheduler.waiting()).isFalse();
    scheduler.resume("a");
    assertThat(listener.end("a1").clean()).isTrue();
  }

  @Test
  void aJobCanBePutBeforeOthersWhileItWaits() {
    start(1);
    scheduler.submit(of("holder", "exec sleep 600", "a", false, 50), listener);
    listener.start("holder");
    scheduler.submit(of("first", "true", "a", false, 50), listener);
    scheduler.submit(of("second", "true", "a", false, 50), listener);
    scheduler.reprioritise("second", 60);
    awaitWaiting("second", "first");
    scheduler.stop("holder", Duration.ofSeconds(5), "no longer needed");
    listener.end("first");
    assertThat(listener.starts())
        .extracting(Start::jobId)
        .containsExactly("holder", "second", "first");
  }

  @Test
  void aPreemptibleJobMakesRoomForOneOfHigherPriorityOnly() {
    start(2);
    String untilTold =
        "trap 'echo saved > saved; exit 0' TERM; echo > ready; while :; do sleep 0.05; done";
    scheduler.submit(of("firm", "exec sleep 600", "a", false, 10), listener);
    listener.start("firm");
    scheduler.submit(of("soft", untilTold, "a", true, 20), listener);
    await().until(() -> Files.exists(folder.resolve("ready")));
    scheduler.submit(of("equal", "true", "b", false, 20), listener);
    awaitWaiting("equal");
    scheduler.submit(of("urgent", "true", "b", false, 21), listener);
    JobEnd end = listener.end("soft");
    assertThat(end.cause()).isEqualTo(Cause.PREEMPTED);
    assertThat(end.message()).contains("room for urgent");
    assertThat(folder.resolve("saved")).exists();
    listener.end("equal");
    assertThat(listener.starts())
        .extracting(Start::jobId)
        .containsExactly("firm", "soft", "urgent", "equal");
    assertThat(listener.ends()).doesNotContainKey("firm");
  }

  @Test
  void anEngineIsHandedSoManyJobsInTheSameOrder() {
    start(new CappedBackend(new LocalBackend(), 1), 0, Settings.DEFAULT);
    scheduler.submit(
        jobs().withResources("holder", "exec sleep 600", Resources.ofGpus(64)), listener);
    listener.start("holder");
    scheduler.submit(jobs().withPriority("low", 1, 1), listener);
    scheduler.submit(jobs().withPriority("high", 1, 2), listener);
    awaitWaiting("high", "low");
    assertThat(leases.all()).extracting(Lease::host).containsExactly("cluster");
    assertThat(leases.all().get(0).devices()).isEmpty();
    assertThat(scheduler.status().devices())
        .singleElement()
        .satisfies(
            node -> {
              assertThat(node.device().kind()).isEqualTo(Device.Kind.NODE);
              assertThat(node.holders()).extracting(one -> one.jobId()).containsExactly("holder");
            });
    assertThat(scheduler.capacity(Resources.ofGpus(64))).isEqualTo(1);
    scheduler.stop("holder", Duration.ofSeconds(5), "no longer needed");
    listener.end("low");
    assertThat(listener.starts()).extracting(Start::jobId).containsExactly("holder", "high", "low");
  }

  @Test
  void aJobIsWantedWhereOneThatGoesFirstWaitsForItsDevices() {
    start(1);
    scheduler.submit(of("long", "exec sleep 600", "a", false, 50), listener);
    listener.start("long");
    scheduler.submit(of("same", "true", "a", false, 50), listener);
    awaitWaiting("same");
    assertThat(scheduler.wanted("long")).isFalse();
    scheduler.submit(of("urgent", "true", "a", false, 51), listener);
    await().until(() -> scheduler.wanted("long"));
    scheduler.stop("long", Duration.ofSeconds(5), "left");
    listener.end("same");
  }
}
