package io.sonde.scheduler.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of a system, by a folder that looks like its files. */
class ControlGroupsTest {

  private static final OptionalLong NO_LIMIT = OptionalLong.empty();

  private @TempDir Path folder;

  private FakeSystem system;

  @BeforeEach
  void make() {
    system = new FakeSystem(folder);
  }

  private Path held(ControlGroups groups) {
    return folder.resolve("fs").relativize(groups.hold("m", 1, NO_LIMIT).orElseThrow().folder());
  }

  @Test
  void groupsAreBelowTheServersOwn() throws Exception {
    system.group("/user/shell", "cpu pids", "");
    ControlGroups groups = system.groups("/user/shell", "/", "rw,nosuid");
    assertThat(held(groups)).isEqualTo(Path.of("user/shell/sonde-me-m"));
    assertThat(folder.resolve("fs/user/shell/sonde-me-m/cgroup.procs")).hasContent("1");
    assertThat(groups.present()).containsOnlyKeys("m");
    assertThat(groups.sentence()).contains("no memory controller", "twice a second");
  }

  @Test
  void besideAGroupThatIsMadeForTheServerTheKernelHoldsTheMemory() throws Exception {
    system.group("/unit", "memory pids", "");
    system.group("/unit/sonde-server", "", "");
    ControlGroups groups = system.groups("/unit/sonde-server", "/", "rw");
    assertThat(held(groups)).isEqualTo(Path.of("unit/sonde-me-m"));
    assertThat(folder.resolve("fs/unit/cgroup.subtree_control")).hasContent("+memory");
    assertThat(groups.sentence()).contains("The kernel holds their memory limits");
  }

  @Test
  void aGroupThatCannotHandItsMemoryOnSaysWhatToDo() throws Exception {
    system.group("/unit", "memory", "");
    Files.delete(folder.resolve("fs/unit/cgroup.subtree_control"));
    Files.createDirectory(folder.resolve("fs/unit/cgroup.subtree_control"));
    ControlGroups groups = system.groups("/unit", "/", "rw");
    assertThat(groups.usable()).isTrue();
    assertThat(groups.sentence()).contains("cannot hand its memory", "named sonde-server");
  }

  @Test
  void aContainerSeesAPartOfTheHierarchy() throws Exception {
    system.group("", "", "");
    ControlGroups groups = system.groups("/docker/abc", "/docker/abc", "rw");
    assertThat(held(groups)).isEqualTo(Path.of("sonde-me-m"));
    assertThat(system.groups("/docker/other", "/docker/abc", "rw").sentence())
        .contains("is not below");
  }

  @Test
  void whereNoneCanBeMadeTheReasonIsSaid() throws Exception {
    system.group("/unit", "memory", "memory");
    ControlGroups readOnly = system.groups("/unit", "/", "ro,nosuid");
    assertThat(readOnly.usable()).isFalse();
    assertThat(readOnly.hold("m", 1, NO_LIMIT)).isEmpty();
    assertThat(readOnly.sentence()).contains("mounted read-only", "found by session");
    system.write("proc/self/cgroup", "4:memory:/elsewhere\n");
    assertThat(system.groups().sentence()).contains("version 2");
    assertThat(new FakeSystem(folder.resolve("none")).groups().usable()).isFalse();
  }

  @Test
  void groupsOfAnotherServerAreNotOurs() throws Exception {
    system.group("/unit", "", "");
    ControlGroups groups = system.groups("/unit", "/", "rw");
    Files.createDirectories(folder.resolve("fs/unit/sonde-them-x"));
    Files.createDirectories(folder.resolve("fs/other/session/sonde-me-y"));
    assertThat(groups.present()).containsOnlyKeys("y");
  }
}
