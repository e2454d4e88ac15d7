package io.sonde.scheduler.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.scheduler.cgroup.ControlGroup;
import io.sonde.scheduler.cgroup.ControlGroups;
import io.sonde.scheduler.cgroup.FakeSystem;
import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.JobEnd;
import io.sonde.scheduler.job.Jobs;
import io.sonde.scheduler.port.Lease;
import io.sonde.scheduler.port.ProcessIdentity;
import io.sonde.scheduler.port.RecordingObserver;
import io.sonde.scheduler.port.Recovery;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tells a kill by the kernel from others; the kernel's count is the test's, for a test must not
 * exhaust the machine.
 */
class OutOfMemoryTest {

  private final AtomicLong kernelKills = new AtomicLong(3);
  private @TempDir Path folder;
  private FakeSystem fake;

  @BeforeEach
  void make() {
    fake = new FakeSystem(folder);
  }

  private JobEnd endOf(String script, Runnable whileItRuns) throws Exception {
    return endOf(script, Optional.empty(), whileItRuns);
  }

  private JobEnd endOf(String script, Optional<ControlGroup> group, Runnable whileItRuns)
      throws Exception {
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
            ProcessFamily.ofChild(system, gated.identity(), group),
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

  @Test
  void aGroupKnowsWhetherTheKillWasForItsMemory() throws Exception {
    Optional<ControlGroup> group = Optional.of(new ControlGroup(folder.resolve("group")));
    fake.write("group/cgroup.events", "populated 0\n");
    fake.write("group/memory.max", "5000000\n");
    fake.write("group/memory.events", "oom 0\noom_kill 0\n");
    assertThat(endOf("kill -9 $$", group, kernelKills::incrementAndGet).cause())
        .as("the kernel killed somebody else")
        .isEqualTo(Cause.SIGNALLED);
    fake.write("group/memory.events", "oom 1\noom_kill 2\n");
    JobEnd end = endOf("kill -9 $$", group, () -> {});
    assertThat(end.cause()).isEqualTo(Cause.OUT_OF_MEMORY);
    assertThat(end.message()).contains("its limit of 5,000,000 bytes");
    assertThat(endOf("exit 1", group, () -> {}).cause()).isEqualTo(Cause.EXITED);
  }

  @Test
  void aKillWhileNoServerWasThereIsKnownFromTheGroup() throws Exception {
    fake.write("fs/cgroup.procs", "");
    fake.write("fs/sonde-me-marker/cgroup.events", "populated 0\n");
    fake.write("fs/sonde-me-marker/memory.events", "oom 1\noom_kill 2\n");
    fake.write("fs/sonde-me-marker/memory.max", "5000000\n");
    ControlGroups groups = fake.groups("/", "/", "rw");
    OperatingSystem system = OperatingSystem.current();
    ProcessIdentity gone = new ProcessIdentity(1, 1, system.bootId(), 0, "marker");
    Lease lease =
        new Lease(
            "job",
            "sweep 1",
            system.hostName(),
            List.of("cpu-0"),
            Instant.now(),
            Optional.of(gone));
    try (LocalBackend backend = new LocalBackend(new ExitFiles(Optional.empty()), groups)) {
      assertThat(backend.recover(List.of(lease)).get(0).outcome())
          .isEqualTo(Recovery.Outcome.ADOPTED);
      RecordingObserver observer = new RecordingObserver();
      backend.submit(new Jobs(folder).script("job", "true"), List.of(), observer);
      assertThat(observer.end().cause()).isEqualTo(Cause.OUT_OF_MEMORY);
      assertThat(observer.end().message()).contains("5,000,000");
    }
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
