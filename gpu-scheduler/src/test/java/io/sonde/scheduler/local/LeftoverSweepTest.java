package io.sonde.scheduler.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.scheduler.port.Lease;
import io.sonde.scheduler.port.ProcessIdentity;
import io.sonde.scheduler.port.Recovery;
import io.sonde.scheduler.port.Recovery.Outcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoverSweepTest {

  private final OperatingSystem system = OperatingSystem.current();
  private GatedProcess running;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    running =
        new ProcessStarter(system, System.getenv(), new ExitFiles(Optional.empty()))
            .start(List.of("sleep", "600"), Map.of(), folder, folder.resolve("log"));
    running.open();
  }

  @AfterEach
  void end() {
    running.abandon();
  }

  private Recovery sweep(String host, Optional<ProcessIdentity> process) {
    Lease lease = new Lease("job", "sweep 1", host, List.of("cpu-0"), Instant.now(), process);
    return new LeftoverSweep(system, "here", Map.of())
        .sweep(List.of(lease), LeftoverSweep.LIMIT)
        .get(0);
  }

  private ProcessIdentity identity(long startTime, String bootId, String marker) {
    long pid = running.identity().pid();
    return new ProcessIdentity(pid, startTime, bootId, pid, marker);
  }

  @Test
  void stopsWhatIsLeft() {
    Recovery recovery = sweep("here", Optional.of(running.identity()));
    assertThat(recovery.outcome()).isEqualTo(Outcome.STOPPED);
    assertThat(recovery.released()).isTrue();
    assertThat(running.process().isAlive()).isFalse();
  }

  @Test
  void leavesAStrangerWithARecycledNumberAlone() {
    long earlier = running.identity().startTime() - 100;
    Recovery recovery =
        sweep("here", Optional.of(identity(earlier, system.bootId(), "another-marker")));
    assertThat(recovery.outcome()).isEqualTo(Outcome.GONE);
    assertThat(running.process().isAlive()).isTrue();
  }

  @Test
  void leavesProcessesOfAnotherBootAlone() {
    ProcessIdentity identity = running.identity();
    Recovery recovery =
        sweep("here", Optional.of(identity(identity.startTime(), "boot-0", identity.marker())));
    assertThat(recovery.outcome()).isEqualTo(Outcome.GONE);
    assertThat(running.process().isAlive()).isTrue();
  }

  @Test
  void aLeaseOfAnotherHostIsNotOurs() {
    Recovery recovery = sweep("there", Optional.of(running.identity()));
    assertThat(recovery.outcome()).isEqualTo(Outcome.ELSEWHERE);
    assertThat(recovery.released()).isFalse();
    assertThat(running.process().isAlive()).isTrue();
  }

  @Test
  void aLeaseWithoutAProcessLeftNothing() {
    assertThat(sweep("here", Optional.empty()).outcome()).isEqualTo(Outcome.GONE);
  }
}
