package io.sonde.scheduler.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One group, by a folder that looks like it. */
class ControlGroupTest {

  private @TempDir Path folder;
  private ControlGroup group;

  @BeforeEach
  void make() {
    group = new ControlGroup(folder);
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  @Test
  void whatCannotBeToldCountsAsPopulated() throws Exception {
    assertThat(group.populated()).isTrue();
    write("cgroup.events", "populated 0\nfrozen 0\n");
    assertThat(group.populated()).isFalse();
    write("cgroup.events", "populated 1\nfrozen 0\n");
    Files.createDirectory(folder.resolve("cgroup.procs"));
    assertThat(group.pids()).isEmpty();
    assertThat(group.populated()).isTrue();
    assertThat(new ControlGroup(folder.resolve("gone")).populated()).isFalse();
  }

  @Test
  void aLimitTakesTheWholeGroupAndLeavesNoSwap() throws Exception {
    group.limitMemory(OptionalLong.of(4096));
    assertThat(group.memoryLimit()).isEmpty();
    for (String file : List.of("memory.max", "memory.swap.max", "memory.oom.group")) {
      write(file, "max\n");
    }
    group.limitMemory(OptionalLong.of(4096));
    assertThat(group.memoryLimit()).hasValue(4096);
    assertThat(folder.resolve("memory.swap.max")).hasContent("0");
    assertThat(folder.resolve("memory.oom.group")).hasContent("1");
    group.limitMemory(OptionalLong.empty());
    assertThat(group.memoryLimit()).isEmpty();
  }

  @Test
  void tellsWhoseMemoryWasShort() throws Exception {
    assertThat(group.countsMemory()).isFalse();
    assertThat(group.memoryKill()).isEqualTo(MemoryKill.NONE);
    write("memory.events", "low 0\nhigh 0\nmax 40\noom 0\noom_kill 0\noom_group_kill 0\n");
    assertThat(group.countsMemory()).isTrue();
    assertThat(group.memoryKill()).isEqualTo(MemoryKill.NONE);
    write("memory.events", "low 0\nhigh 0\nmax 40\noom 1\noom_kill 2\noom_group_kill 1\n");
    assertThat(group.memoryKill()).isEqualTo(MemoryKill.BY_LIMIT);
    write("memory.events", "low 0\nhigh 0\nmax 0\noom 0\noom_kill 2\n");
    assertThat(group.memoryKill()).isEqualTo(MemoryKill.BY_MACHINE);
  }

  @Test
  void anOlderKernelKillsOneByOneWithGroupsBelow() throws Exception {
    Process above = new ProcessBuilder("sleep", "600").start();
    Process below = new ProcessBuilder("sleep", "600").start();
    try {
      write("cgroup.procs", above.pid() + "\n0\n");
      Files.createDirectories(folder.resolve("made/by/the-job"));
      write("made/by/the-job/cgroup.procs", below.pid() + "\n");
      assertThat(group.pids()).containsExactlyInAnyOrder(above.pid(), below.pid());
      group.kill();
      assertThat(List.of(above.waitFor(), below.waitFor())).containsOnly(137);
    } finally {
      above.destroyForcibly();
      below.destroyForcibly();
    }
  }

  @Test
  void aRealGroupHoldsAndLetsGo() throws Exception {
    if (!RealGroups.there()) {
      return;
    }
    ControlGroups groups = ControlGroups.here("real" + ProcessHandle.current().pid());
    Process process = new ProcessBuilder("sh", "-c", "sleep 600 & wait").start();
    ControlGroup real = groups.hold("m", process.pid(), OptionalLong.empty()).orElseThrow();
    assertThat(real.populated()).isTrue();
    assertThat(groups.present()).containsOnlyKeys("m");
    real.remove();
    assertThat(real.folder()).as("a group that is in use").exists();
    real.kill();
    assertThat(process.waitFor()).isEqualTo(137);
    await().until(() -> !real.populated());
    real.remove();
    assertThat(groups.present()).isEmpty();
    assertThat(groups.hold("n", process.pid(), OptionalLong.empty())).isEmpty();
    assertThat(groups.present()).isEmpty();
  }
}
