package io.sonde.scheduler.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.JobEnd;
import io.sonde.scheduler.job.Jobs;
import io.sonde.scheduler.port.RecordingObserver;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tells a kill by the kernel from others; the kernel's count is the test's, for a test must not
 * exhaust the machine.
 */
class OutOfMemoryTest {

  private final AtomicLong kernelKills = new AtomicLong(3);
  private @TempDir Path folder;

  private JobEnd endOf(String script, Runnable whileItRuns) throws Exception {
    OperatingSystem system = new CountingSystem(OperatingSystem.current(), kernelKills);
    GatedProcess gated =
        new ProcessStarter(system, System.getenv(), new ExitFiles(Optional.empty()))
            .start(List.of("sh", "-c", script), Map.of(), folder, folder.resolve("log"));
    RecordingObserver observer = new RecordingObserver();
    Assignment assignment =
        Assignment.job(new Jobs(folder).script("job", script), List.of(), observer);
    LocalProcess process =
        new LocalProcess(
            gated,
            ProcessFamily.ofChild(system, gated.identity()),
            folder.resolve("log"),
            assignment,
            system,
            "here",
            ended -> {});
    whileItRuns.run();
    process.open(Runnable::run);
    return observer.end();
  }

  @Test
  void aKillThatTheKernelCountsIsForWantOfMemory() throws Exception {
    JobEnd end = endOf("kill -9 $$", kernelKills::incrementAndGet);
    assertThat(end.cause()).isEqualTo(Cause.OUT_OF_MEMORY);
    assertThat(end.signal()).hasValue(9);
  }

  @Test
  void otherKillsAndOtherEndsAreNot() throws Exception {
    assertThat(endOf("kill -9 $$", () -> {}).cause()).isEqualTo(Cause.SIGNALLED);
    assertThat(endOf("exit 1", kernelKills::incrementAndGet).cause()).isEqualTo(Cause.EXITED);
  }

  private record CountingSystem(OperatingSystem real, AtomicLong kills) implements OperatingSystem {
    @Override
    public String hostName() {
      return real.hostName();
    }

    @Override
    public String bootId() {
      return real.bootId();
    }

    @Override
    public List<ProcessEntry> processes() {
      return real.processes();
    }

    @Override
    public OptionalLong startTime(long pid) {
      return real.startTime(pid);
    }

    @Override
    public boolean carries(long pid, String variable, String value) {
      return real.carries(pid, variable, value);
    }

    @Override
    public Optional<Path> output(long pid) {
      return real.output(pid);
    }

    @Override
    public long residentBytes(long pid) {
      return real.residentBytes(pid);
    }

    @Override
    public long outOfMemoryKills() {
      return kills.get();
    }
  }
}
