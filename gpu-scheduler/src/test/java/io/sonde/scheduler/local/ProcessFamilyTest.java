package io.sonde.scheduler.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sonde.scheduler.cgroup.ControlGroup;
import io.sonde.scheduler.port.ProcessIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProcessFamilyTest {

  private @TempDir Path folder;

  static OperatingSystem[] systems() {
    return new OperatingSystem[] {OperatingSystem.current(), new PosixSystem()};
  }

  @ParameterizedTest
  @MethodSource("systems")
  void aFamilyEndsTogetherWhereThereIsNoSetsid(OperatingSystem system) throws Exception {
    ProcessStarter starter =
        new ProcessStarter(system, Map.of("PATH", "/none"), new ExitFiles(Optional.empty()));
    GatedProcess gated =
        starter.start(
            List.of("sh", "-c", "sh -c 'sleep 600; true' & sleep 600; wait"),
            Map.of("PATH", System.getenv("PATH")),
            folder,
            folder.resolve("log"));
    gated.open();
    assertThat(gated.identity().processGroup()).isZero();
    ProcessFamily family = ProcessFamily.ofChild(system, gated.identity(), Optional.empty());
    await().until(() -> family.members().size() == 5);
    family.kill(family.members());
    await().until(() -> family.members().isEmpty());
    assertThat(gated.process().waitFor()).isEqualTo(137);
  }

  @Test
  void aPopulatedGroupThatCannotBeListedIsNotGone() throws Exception {
    OperatingSystem system = OperatingSystem.current();
    ProcessIdentity gone = new ProcessIdentity(1, 1, system.bootId(), 0, "marker");
    Optional<ControlGroup> group = Optional.of(new ControlGroup(folder));
    ProcessFamily family = ProcessFamily.ofLeftover(system, gone, group);
    Files.writeString(folder.resolve("cgroup.events"), "populated 1\n");
    assertThat(family.remains().seen()).isEmpty();
    assertThat(family.remains().none()).isFalse();
    Files.writeString(folder.resolve("cgroup.events"), "populated 0\n");
    assertThat(family.remains().none()).isTrue();
  }
}
