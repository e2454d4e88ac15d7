package io.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.web.document.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials that go wrong end in the right state, with a reason for people and a log. */
class BrokenTrialsTest {
  /** Without bounds on its activations a network grows with every step that is too long. */
  private static final String EXPLODING =
      "8, activation: identity}}, {dense: {units: 8, activation: identity";

  @TempDir Path folder;

  @AfterEach
  void nothingIsLeft() {
    new HomeProcesses(folder.resolve("home")).assertNoneLeft();
  }

  @Test
  void aTrainingThatDivergesFailsAndSaysInWhichEpoch() throws Exception {
    Path spec = spec("{sgd: {learning_rate: 1000}}", EXPLODING, "retries: {crash: 2}");
    SondeProcess run = SondeProcess.run(home(), "run", spec.toString());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("failed").contains("no trial gave a value");
    JsonNode trial = trials().path(0);
    assertThat(trial.path("state").asText()).isEqualTo("failed");
    assertThat(trial.path("reason").asText()).containsIgnoringCase("nan").contains("epoch");
    assertThat(trial.path("attempt_count").asInt()).isEqualTo(1);
    assertThatALogIsKept();
  }

  @Test
  void aTrialPastItsTimeLimitIsEndedAndItsRetryToo() throws Exception {
    Path spec = spec("{sgd: {learning_rate: 0.01}}", "8", "timeout: 3s, retries: {timeout: 1}");
    SondeProcess run = SondeProcess.run(home(), "run", spec.toString());
    assertThat(run.exitCode()).isEqualTo(1);
    JsonNode trial = trials().path(0);
    assertThat(trial.path("state").asText()).isEqualTo("failed");
    assertThat(trial.path("reason").asText()).contains("its limit of 3 s (after 1 retries)");
    assertThat(trial.path("attempt_count").asInt()).isEqualTo(2);
    assertThatALogIsKept();
  }

  @Test
  void aTrialWithoutMemoryFailsAsOutOfMemory() throws Exception {
    Path spec =
        spec(
            "{adam: {learning_rate: 0.01}}",
            "30000}}, {dense: {units: 30000",
            "retries: {crash: 2}",
            "memory: 700m");
    SondeProcess run = SondeProcess.run(home(), "run", spec.toString());
    assertThat(run.exitCode()).as(run.said()).isEqualTo(1);
    JsonNode trial = trials().path(0);
    assertThat(trial.path("state").asText()).isEqualTo("failed");
    assertThat(trial.path("reason").asText()).containsIgnoringCase("memory");
    assertThat(trial.path("attempt_count").asInt()).isEqualTo(1);
  }

  @Test
  void aNetworkThatCannotFitIsInfeasibleBeforeAnythingRuns() throws Exception {
    String text =
        Files.readString(Specs.write(folder, "misfit", 1, 2, ""))
            .replace("- dense: {units", "- conv: {filters: 4, kernel: 3}\n        - dense: {units");
    SondeProcess run =
        SondeProcess.run(home(), "run", Specs.file(folder, "misfit", text).toString());
    assertThat(run.exitCode()).as(run.said()).isEqualTo(1);
    assertThat(trials())
        .allSatisfy(
            trial -> {
              assertThat(trial.path("state").asText()).isEqualTo("infeasible");
              assertThat(trial.path("attempt_count").asInt()).isZero();
              assertThat(trial.path("reason").asText()).contains("conv");
            });
  }

  @Test
  void theServerLoadsNoClassOfDeeplearning4j() throws Exception {
    Path loaded = folder.resolve("classes.log");
    try (SondeProcess run =
        SondeProcess.start(
            home(),
            Map.of(),
            List.of("-Xlog:class+load:file=" + loaded),
            "run",
            Specs.quick(folder).toString(),
            "--trials",
            "2")) {
      assertThat(run.exitCode()).as(run.said()).isZero();
    }
    try (Stream<String> lines = Files.lines(loaded)) {
      assertThat(lines)
          .anyMatch(line -> line.contains("io.sonde.trial.kind.NetworkKind"))
          .noneMatch(
              line ->
                  line.contains("org.deeplearning4j")
                      || line.contains("org.nd4j")
                      || line.contains("org.bytedeco"));
    }
  }

  private void assertThatALogIsKept() throws Exception {
    try (Stream<Path> files = Files.walk(home().resolve("sweeps/sweep-1"))) {
      assertThat(files.filter(f -> f.endsWith("log.txt"))).isNotEmpty();
    }
  }

  private Path spec(String optimizer, String units, String trial, String... resources) {
    return Specs.file(
        folder,
        "broken",
        """
        name: broken
        objective: {metric: accuracy, direction: maximize}
        space:
          training: {epochs: 1000000, batch_size: 16}
          optimizer: %s
          network: [{dense: {units: %s}}]
        budget: {trials: 1}
        resources: {%s}
        trial: {kind: network, data: {csv: {file: %s, label: species}}, %s}
        """
            .formatted(optimizer, units, String.join(", ", resources), Specs.iris(), trial));
  }

  private JsonNode trials() throws Exception {
    return Json.parse(SondeProcess.run(home(), "export", "1").out()).path("trials");
  }

  private Path home() {
    return folder.resolve("home");
  }
}
