package io.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.web.document.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What trials leave goes to a disk of one megabyte, mounted for the program under test alone. */
class FullDiskTest {
  private static final String DISK =
      "mount -t tmpfs -o size=1m disk \"$0\" && \"$@\"; code=$?; cp -r \"$0\" \"$0.seen\"; exit $code";

  @TempDir Path folder;

  private Path sweeps;

  @BeforeEach
  void makeDisk() throws IOException {
    sweeps = Files.createDirectories(home().resolve("sweeps"));
  }

  @AfterEach
  void nothingIsLeft() {
    new HomeProcesses(home()).assertNoneLeft();
  }

  @Test
  void aModelThatFindsNoRoomEndsItsTrialAndSaysSo() throws Exception {
    JsonNode trial = run(700, 1);
    assertThat(trial.path("state").asText()).isEqualTo("failed");
    assertThat(trial.path("reason").asText()).contains("No space left on device");
  }

  @Test
  void aCheckpointThatFindsNoRoomCostsNothingButItself() throws Exception {
    JsonNode trial = run(300, 0);
    assertThat(trial.path("state").asText()).isEqualTo("completed");
    assertThat(trial.path("last_step").asInt()).isEqualTo(4);
    assertThat(log().lines().filter(line -> line.contains("No space left on device"))).hasSize(1);
  }

  /** A network with two layers of so many units; Adam makes its checkpoints thrice its model. */
  private JsonNode run(int units, int code) throws Exception {
    String layer = "{dense: {units: %d}}".formatted(units);
    Path spec =
        Specs.file(
            folder,
            "large",
            """
            name: large
            objective: {metric: loss, direction: minimize}
            space:
              training: {epochs: 4, batch_size: 64}
              optimizer: {adam: {learning_rate: 0.001}}
              network: [%s, %s]
            search: {algorithm: random, seed: 1}
            budget: {trials: 1}
            trial:
              kind: network
              data: {csv: {file: %s, label: species}}
              checkpoint: {every: 1}
            """
                .formatted(layer, layer, Specs.iris()));
    try (SondeProcess sonde =
        SondeProcess.start(disk(), home(), Map.of(), List.of(), "run", spec.toString())) {
      assertThat(sonde.exitCode()).as(sonde.said()).isEqualTo(code);
    }
    SondeProcess export = SondeProcess.run(home(), "export", "1");
    return Json.parse(export.out()).path("trials").path(0);
  }

  /** Anybody may mount within a namespace of users; the superuser needs none. */
  private List<String> disk() {
    String namespace = "root".equals(System.getProperty("user.name")) ? "-m" : "-rm";
    return List.of("unshare", namespace, "sh", "-c", DISK, sweeps.toString());
  }

  private String log() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(sweeps + ".seen"))) {
      return Files.readString(
          files.filter(file -> file.endsWith("log.txt")).findFirst().orElseThrow());
    }
  }

  private Path home() {
    return folder.resolve("home");
  }
}
