package io.sonde.scheduler.queue;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sonde.scheduler.device.Reading;
import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.JobEnd;
import io.sonde.scheduler.job.Jobs;
import io.sonde.scheduler.job.Resources;
import io.sonde.scheduler.local.LocalBackend;
import io.sonde.scheduler.port.InMemoryLeaseStore;
import io.sonde.scheduler.port.Lease;
import io.sonde.scheduler.port.Observation;
import io.sonde.scheduler.probe.FakeSmi;
import io.sonde.scheduler.probe.NvidiaSmiProbe;
import io.sonde.scheduler.queue.RecordingListener.Start;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory as a tool claims to see it; the jobs are real processes. */
class MemoryReturnTest {

  private static final String GPU = "GPU-00000000-0000-0000-0000-000000000001";
  private static final Set<String> IDS = Set.of(GPU);

  private final RecordingListener listener = new RecordingListener();
  private @TempDir Path folder;
  private FakeSmi smi;
  private NvidiaSmiProbe probe;

  @BeforeEach
  void machine() throws IOException {
    smi = new FakeSmi(Files.createDirectory(folder.resolve("driver")));
    probe = new NvidiaSmiProbe(Optional.of(smi.tool()));
    uses(500, 0);
  }

  /** So much of the GPU's memory is in use, a part of it by a process that the tool lists. */
  private void uses(int mebibytes, int listed) {
    String process =
        listed == 0
            ? ""
            : "<process_info><pid>1</pid><type>C</type><process_name>x</process_name><used_memory>%d MiB</used_memory></process_info>"
                .formatted(listed);
    smi.answers(
        "report",
        """
        <?xml version="1.0" ?>
        <nvidia_smi_log><gpu id="00000000:01:00.0">
          <product_name>Test GPU</product_name><uuid>%s</uuid>
          <fb_memory_usage><total>8000 MiB</total><used>%d MiB</used><free>%d MiB</free></fb_memory_usage>
          <processes>%s</processes>
        </gpu></nvidia_smi_log>
        """
            .formatted(GPU, mebibytes, 8000 - mebibytes, process));
  }

  private Optional<Reading> seen(String deviceId) {
    return probe.readings().stream().filter(one -> one.deviceId().equals(deviceId)).findFirst();
  }

  private MemoryReturn within(Duration bound) {
    return new MemoryReturn(List.of(probe), bound, this::seen);
  }

  private static CompletableFuture<Map<String, String>> awaited(MemoryReturn memory) {
    CompletableFuture<Map<String, String>> back = new CompletableFuture<>();
    memory.await(IDS, back::complete);
    return back;
  }

  @Test
  void theNextJobStartsOnlyOnceTheMemoryOfTheLastOneIsBack() {
    InMemoryLeaseStore leases = new InMemoryLeaseStore();
    try (Scheduler scheduler = new Scheduler(new LocalBackend(), leases, List.of(probe))) {
      scheduler.recover();
      Jobs jobs = new Jobs(folder);
      scheduler.submit(
          jobs.withResources("first", "exec sleep 600", Resources.ofGpus(1)), listener);
      listener.start("first");
      uses(6000, 0);
      scheduler.submit(jobs.withResources("second", "true", Resources.ofGpus(1)), listener);
      scheduler.stop("first", Duration.ofSeconds(5), "enough");
      await().untilAsserted(() -> assertThat(ended(scheduler)).contains("their memory is back"));
      assertThat(leases.all()).extracting(Lease::jobId).containsExactly("first");
      assertThat(scheduler.status().devices().get(0).holder().orElseThrow().jobId())
          .isEqualTo("first");
      assertThat(listener.starts()).extracting(Start::jobId).containsExactly("first");
      uses(550, 0);
      JobEnd end = listener.end("first");
      assertThat(end.cause()).isEqualTo(Cause.STOPPED);
      assertThat(listener.end("second").clean()).isTrue();
      assertThat(scheduler.status().devices().get(0).aside()).isEmpty();
    }
    assertThat(leases.all()).isEmpty();
  }

  private static String ended(Scheduler scheduler) {
    return scheduler.status().running().stream()
        .filter(one -> one.phase() == Observation.Phase.ENDED && !one.released())
        .map(Observation::detail)
        .findFirst()
        .orElse("");
  }

  @Test
  void closingTheSchedulerDoesNotWaitForMemory() {
    InMemoryLeaseStore leases = new InMemoryLeaseStore();
    try (Scheduler scheduler = new Scheduler(new LocalBackend(), leases, List.of(probe))) {
      scheduler.recover();
      scheduler.submit(
          new Jobs(folder).withResources("job", "exec sleep 600", Resources.ofGpus(1)), listener);
      listener.start("job");
      uses(6000, 0);
      scheduler.stop("job", Duration.ofSeconds(5), "enough");
      await().until(() -> !ended(scheduler).isEmpty());
    }
    assertThat(listener.ends()).containsOnlyKeys("job");
    assertThat(leases.all()).isEmpty();
  }

  @Test
  void whatDoesNotComeBackWithinTheBoundIsToldWithAReason() throws Exception {
    try (MemoryReturn memory = within(Duration.ofMillis(400))) {
      memory.taken(IDS);
      uses(3000, 0);
      assertThat(awaited(memory).get(30, SECONDS).get(GPU))
          .startsWith("2500 MiB of its memory did not come back within");
      memory.forget(GPU);
      assertThat(awaited(memory).get(30, SECONDS)).isEmpty();
    }
  }

  @Test
  void memoryOfProcessesThatAreListedIsNotMissing() throws Exception {
    try (MemoryReturn memory = within(Duration.ofMinutes(5))) {
      memory.taken(IDS);
      uses(4000, 3450);
      assertThat(awaited(memory).get(30, SECONDS)).isEmpty();
    }
  }

  @Test
  void aDriverThatTellsNothingHoldsNobodyUp() throws Exception {
    try (MemoryReturn memory = within(Duration.ofMinutes(5))) {
      assertThat(awaited(memory).get(30, SECONDS)).isEmpty();
      memory.taken(IDS);
      smi.behaves("echo 'Driver/library version mismatch'; exit 18");
      assertThat(awaited(memory).get(30, SECONDS)).isEmpty();
    }
  }
}
