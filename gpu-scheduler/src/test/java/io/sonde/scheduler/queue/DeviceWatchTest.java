package io.sonde.scheduler.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sonde.scheduler.device.DeviceProcess;
import io.sonde.scheduler.device.Reading;
import io.sonde.scheduler.job.Jobs;
import io.sonde.scheduler.job.Resources;
import io.sonde.scheduler.local.LocalBackend;
import io.sonde.scheduler.port.InMemoryLeaseStore;
import io.sonde.scheduler.probe.FakeSmi;
import io.sonde.scheduler.probe.NvidiaSmiProbe;
import io.sonde.scheduler.queue.SchedulerStatus.DeviceStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes on GPUs that a tool only claims to see. */
class DeviceWatchTest {

  private static final String GPU = "GPU-00000000-0000-0000-0000-000000000001";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final RecordingListener listener = new RecordingListener();
  private @TempDir Path folder;
  private FakeSmi smi;
  private Jobs jobs;
  private Scheduler scheduler;

  @BeforeEach
  void machine() throws IOException {
    smi = new FakeSmi(Files.createDirectory(folder.resolve("driver")));
    jobs = new Jobs(folder);
    report(GPU, "");
    scheduler =
        new Scheduler(
            new LocalBackend(),
            new InMemoryLeaseStore(),
            List.of(new NvidiaSmiProbe(Optional.of(smi.tool()))));
  }

  @AfterEach
  void close() {
    scheduler.close();
  }

  /** The tool says that these processes compute on the GPU, with 100 MiB each. */
  private void report(String uuid, String processes) {
    smi.answers(
        "report",
        """
        <?xml version="1.0" ?>
        <nvidia_smi_log><gpu id="00000000:01:00.0">
          <product_name>Test GPU</product_name><uuid>%s</uuid>
          <fb_memory_usage><total>8000 MiB</total><used>500 MiB</used><free>7500 MiB</free></fb_memory_usage>
          <utilization><gpu_util>12 %%</gpu_util></utilization>
          <temperature><gpu_temp>40 C</gpu_temp></temperature>
          <processes>%s</processes>
        </gpu></nvidia_smi_log>
        """
            .formatted(uuid, processes));
  }

  private static String process(long pid) {
    return "<process_info><pid>%d</pid><type>C</type><process_name>x</process_name><used_memory>100 MiB</used_memory></process_info>"
        .formatted(pid);
  }

  private DeviceStatus gpu() {
    return scheduler.status().devices().get(0);
  }

  private long start(String job, String script) throws IOException {
    scheduler.submit(jobs.withResources(job, script, Resources.ofGpus(1)), listener);
    listener.start(job);
    Path file = folder.resolve("pid");
    await().atMost(LIMIT).until(() -> Files.exists(file) && !Files.readString(file).isBlank());
    return Long.parseLong(Files.readString(file).strip());
  }

  @Test
  void aGpuThatOthersUseIsLeftAloneUntilTheyAreGone() throws Exception {
    Process stranger = new ProcessBuilder("sleep", "600").start();
    report(GPU, process(stranger.pid()));
    scheduler.recover();
    scheduler.submit(jobs.withResources("job", "true", Resources.ofGpus(1)), listener);
    await().atMost(LIMIT).until(() -> scheduler.status().queue().size() == 1);
    assertThat(scheduler.status().queue().get(0).reason()).contains("in use by others");
    assertThat(gpu().foreignBytes()).isEqualTo(100L << 20);
    assertThat(gpu().others())
        .containsExactly(new DeviceProcess(stranger.pid(), "x", OptionalLong.of(100L << 20)));
    stranger.destroyForcibly().waitFor();
    report(GPU, "");
    assertThat(listener.end("job").clean()).isTrue();
  }

  @Test
  void whatItsJobStartedIsNotOfOthersHoweverFarItWentAway() throws Exception {
    // Its own session, and its parent is gone: only its environment says whose it is.
    long far = start("job", "(setsid sh -c 'echo $$ > pid; exec sleep 600' &); exec sleep 600");
    report(GPU, process(far) + process(ProcessHandle.current().pid()));
    scheduler.recover();
    await().atMost(LIMIT).until(() -> gpu().foreignBytes() > 0);
    assertThat(gpu().others())
        .extracting(DeviceProcess::pid)
        .containsExactly(ProcessHandle.current().pid());
    assertThat(gpu().reading())
        .hasValueSatisfying(
            reading ->
                assertThat(reading)
                    .returns(OptionalInt.of(12), Reading::utilisationPercent)
                    .returns(OptionalInt.of(40), Reading::temperatureCelsius)
                    .returns(OptionalLong.of(7500L << 20), Reading::freeBytes));
  }

  @Test
  void aProcessThatCannotBeSeenCountsAsTheHoldersIfThereIsOne() throws Exception {
    start("job", "echo $$ > pid; exec sleep 600");
    long unseen = unusedPid();
    report(GPU, process(unseen));
    scheduler.recover();
    assertThat(gpu().reading()).isPresent();
    assertThat(gpu().others()).isEmpty();
    scheduler.stop("job", Duration.ZERO, "no longer needed");
    listener.end("job");
    await().atMost(LIMIT).until(() -> gpu().foreignBytes() > 0);
  }

  /** Above what Linux gives by default, and given to nobody here. */
  private static long unusedPid() {
    long pid = 900_000_001;
    assertThat(ProcessHandle.of(pid)).isEmpty();
    return pid;
  }

  @Test
  void aGpuThatIsNotListedAnyMoreIsSetAsideAndCanBePutBack() {
    scheduler.recover();
    assertThat(gpu().aside()).isEmpty();
    report("GPU-00000000-0000-0000-0000-000000000009", "");
    await().atMost(LIMIT).until(() -> gpu().aside().isPresent());
    assertThat(gpu().aside().orElseThrow()).contains("does not list it any more");
    report(GPU, "");
    await().atMost(LIMIT).until(() -> gpu().reading().isPresent());
    assertThat(gpu().aside()).as("somebody should look at it first").isPresent();
    scheduler.putBack(GPU);
    await().atMost(LIMIT).until(() -> gpu().aside().isEmpty());
  }

  @Test
  void aDriverThatFailsIsToldAndChangesNothingForJobs() {
    scheduler.recover();
    assertThat(scheduler.status().problems()).isEmpty();
    smi.behaves("echo 'Failed to initialize NVML: Driver/library version mismatch'; exit 18");
    await().atMost(LIMIT).until(() -> !scheduler.status().problems().isEmpty());
    assertThat(scheduler.status().problems().get(0)).contains("restart the machine");
    assertThat(gpu().reading()).as("old figures are no figures").isEmpty();
    scheduler.submit(jobs.withResources("job", "true", Resources.ofGpus(1)), listener);
    assertThat(listener.end("job").clean()).isTrue();
  }

  @Test
  void aJobSeesItsGpuAloneByItsUuid() throws Exception {
    Map<String, String> said = new HashMap<>();
    start("job", "env > env; echo $$ > pid; exec sleep 600");
    for (String line : Files.readAllLines(folder.resolve("env"))) {
      String[] parts = line.split("=", 2);
      said.put(parts[0], parts[parts.length - 1]);
    }
    assertThat(said)
        .containsEntry("CUDA_DEVICE_ORDER", "PCI_BUS_ID")
        .containsEntry("CUDA_VISIBLE_DEVICES", GPU);
  }
}
