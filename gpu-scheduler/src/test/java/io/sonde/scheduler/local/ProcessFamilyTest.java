package io.sonde.scheduler.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    ProcessFamily family = ProcessFamily.ofChild(system, gated.identity());
    await().until(() -> family.members().size() == 5);
    family.kill(family.members());
    await().until(() -> family.members().isEmpty());
    assertThat(gated.process().waitFor()).isEqualTo(137);
  }
}
