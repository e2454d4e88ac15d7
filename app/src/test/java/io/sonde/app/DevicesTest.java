package io.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The devices as the program shows them, on a machine whose nvidia-smi is played by a script. */
class DevicesTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir Path folder;
  private Path home;
  private Map<String, String> environment;

  @BeforeEach
  void machine() throws IOException {
    home = folder.resolve("home");
    Path tools = Files.createDirectory(folder.resolve("tools"));
    environment = Map.of("PATH", tools + ":" + System.getenv("PATH"));
  }

  @AfterEach
  void nothingIsLeft() {
    new HomeProcesses(home).assertNoneLeft();
  }

  private void driver(String script) throws IOException {
    Path tool = folder.resolve("tools/nvidia-smi");
    Files.writeString(tool, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Two GPUs; this test's own process computes on the second. */
  private void twoGpus() throws IOException {
    String gpu =
        """
        <gpu><product_name>Played GPU</product_name><uuid>GPU-%d</uuid>
        <fb_memory_usage><total>8192 MiB</total><used>%d MiB</used></fb_memory_usage>
        <utilization><gpu_util>%d %%</gpu_util></utilization>
        <processes>%s</processes></gpu>
        """;
    String stranger =
        "<process_info><pid>%d</pid><type>C</type><process_name>/usr/bin/java</process_name>"
                .formatted(ProcessHandle.current().pid())
            + "<used_memory>2048 MiB</used_memory></process_info>";
    Files.writeString(
        folder.resolve("report"),
        "<?xml version=\"1.0\" ?><nvidia_smi_log>"
            + gpu.formatted(0, 1, 0, "")
            + gpu.formatted(1, 2049, 55, stranger)
            + "</nvidia_smi_log>");
    driver("[ \"$1\" = -q ] && cat '" + folder.resolve("report") + "'");
  }

  private SondeProcess sonde(String... arguments) {
    SondeProcess process = SondeProcess.start(home, environment, List.of(), arguments);
    process.exitCode();
    return process;
  }

  @Test
  void withoutAServerTheMachineIsShownAlsoWhereItsDriverFails() throws Exception {
    driver("echo 'Failed to initialize NVML: Driver/library version mismatch'; exit 18");
    SondeProcess broken = sonde("devices");
    assertThat(broken.exitCode()).isZero();
    assertThat(broken.out()).contains("cpu-0").contains("free").contains("restart the machine");
    twoGpus();
    JsonNode shown = sonde("devices", "--json").json();
    assertThat(shown.path("server").isNull()).isTrue();
    assertThat(shown.path("devices").path(0).path("state").asText()).isEqualTo("free");
    assertThat(shown.path("process_control").asText()).contains("control group");
    assertThat(shown.path("devices").path(1).path("state").asText()).isEqualTo("in_use_by_others");
    SondeProcess back = sonde("devices", "--put-back", "GPU-0");
    assertThat(back.exitCode()).isEqualTo(2);
    assertThat(back.err()).contains("no server runs in").doesNotContain("\tat ");
    assertThat(home).as("looking makes nothing").doesNotExist();
  }

  @Test
  void aServerShowsWhichTrialHoldsWhatAndLeavesOthersAlone() throws Exception {
    twoGpus();
    Path spec = folder.resolve("gpu.yaml");
    Files.writeString(
        spec,
        """
        name: gpu
        objective: {metric: score, direction: maximize}
        space: {x: {int: [1, 5]}}
        search: {algorithm: random, seed: 1}
        budget: {trials: 2, parallel: 2}
        resources: {gpus: 1}
        trial: {kind: command, command: [sh, -c, "exec sleep 600"]}
        """);
    try (SondeProcess run =
        SondeProcess.start(home, environment, List.of(), "run", spec.toString())) {
      run.address();
      await().atMost(LIMIT).until(() -> device(0).path("holders").size() == 1);
      JsonNode holder = device(0).path("holders").path(0);
      assertThat(holder.path("sweep").asInt()).isEqualTo(1);
      assertThat(holder.path("trial").isNumber()).isTrue();
      assertThat(device(1).path("state").asText()).isEqualTo("in_use_by_others");
      assertThat(device(1).path("holders")).isEmpty();
      SondeProcess table = sonde("devices");
      assertThat(table.out())
          .contains("sweep 1, trial " + holder.path("trial").asInt())
          .contains("java (" + ProcessHandle.current().pid() + ")")
          .contains("2.0 of 8.0 GiB")
          .contains("1 of sweep 1 wait: ");
      SondeProcess unknown = sonde("devices", "--put-back", "GPU-7");
      assertThat(unknown.exitCode()).isEqualTo(2);
      assertThat(unknown.err()).contains("There is no device 'GPU-7' here.");
      run.interrupt();
      assertThat(run.exitCode()).isEqualTo(130);
    }
  }

  private JsonNode device(int number) {
    return sonde("devices", "--json").json().path("devices").path(number);
  }
}
