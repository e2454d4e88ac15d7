package io.sonde.scheduler.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.scheduler.local.OperatingSystem.ProcessEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OperatingSystemTest {

  private static final long SELF = ProcessHandle.current().pid();

  static OperatingSystem[] systems() {
    return new OperatingSystem[] {OperatingSystem.current(), new PosixSystem()};
  }

  @ParameterizedTest
  @MethodSource("systems")
  void seesThisProcess(OperatingSystem system) {
    ProcessEntry self =
        system.processes().stream()
            .filter(process -> process.pid() == SELF)
            .findFirst()
            .orElseThrow();
    assertThat(self.parent()).isEqualTo(ProcessHandle.current().parent().orElseThrow().pid());
    assertThat(self.startTime()).isEqualTo(system.startTime(SELF).orElseThrow());
    assertThat(system.residentBytes(SELF)).isGreaterThan(10_000_000);
    assertThat(system.heldBytes(SELF)).isBetween(5_000_000L, system.residentBytes(SELF));
    assertThat(system.hostName()).isNotBlank();
    assertThat(system.bootId()).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("systems")
  void seesNoProcessThatHasEnded(OperatingSystem system) throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    assertThat(system.startTime(ended.pid())).isEmpty();
    assertThat(system.processes()).noneMatch(process -> process.pid() == ended.pid());
  }

  @Test
  void linuxTellsAVariableByItsWholeValue() throws Exception {
    ProcessBuilder builder = new ProcessBuilder("sleep", "600");
    builder.environment().put("MARK", "abc");
    Process process = builder.start();
    try {
      LinuxSystem linux = new LinuxSystem();
      assertThat(linux.carries(process.pid(), "MARK", "abc")).isTrue();
      assertThat(linux.carries(process.pid(), "MARK", "ab")).isFalse();
      assertThat(linux.carries(process.pid(), "ARK", "abc")).isFalse();
    } finally {
      process.destroyForcibly();
    }
  }
}
