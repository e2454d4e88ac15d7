package io.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.scheduler.slurm.RealSlurm;
import io.sonde.web.document.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps on a real Slurm, by the program as users start it, whose server is killed meanwhile. */
class SlurmSweepTest {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private static RealSlurm slurm;

  @TempDir Path folder;

  @BeforeAll
  static void startSlurm() throws IOException {
    RealSlurm.assumePresent();
    slurm = RealSlurm.start();
  }

  @AfterAll
  static void endSlurm() throws IOException {
    if (slurm != null) {
      slurm.close();
    }
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(queue()).isEmpty();
    new HomeProcesses(home()).assertNoneLeft();
  }

  private Path home() {
    return folder.resolve("home");
  }

  private static List<String> queue() {
    return slurm.run("squeue", "--noheader", "--format=%j|%T|%b|%P").lines().toList();
  }

  private SondeProcess start(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--backend", "slurm", "--shared", folder.resolve("shared").toString()));
    return SondeProcess.start(
        home(),
        Map.of("SLURM_CONF", slurm.environment().get("SLURM_CONF")),
        List.of(),
        all.toArray(String[]::new));
  }

  private JsonNode export() throws IOException {
    return Json.parse(SondeProcess.run(home(), "export", "1").out()).path("trials");
  }

  private static JsonNode get(String url) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    return Json.parse(
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  @Test
  void aSweepOfCommandsGoesOnWhenItsServerIsKilledAndNoTrialRunsTwice() throws Exception {
    Path spec =
        Specs.file(
            folder,
            "command",
            """
            name: command
            objective: {metric: score, direction: maximize}
            space: {x: {int: [1, 100]}}
            search: {algorithm: random, seed: 3}
            budget: {trials: 8, parallel: 4}
            resources: {gpus: 1, slurm: {partition: short, time: 4m, options: [--comment=sonde]}}
            trial:
              kind: command
              command: [sh, trial.sh, "${config.x}"]
            """);
    Files.writeString(
        folder.resolve("trial.sh"),
        """
        echo "$SONDE_TRIAL" >> begun
        echo "sonde: {\\"step\\": 1, \\"score\\": $1}"
        sleep 4
        echo "sonde: {\\"step\\": 2, \\"score\\": $1.5}"
        """);
    try (SondeProcess run = start("run", spec.toString())) {
      await()
          .atMost(LIMIT)
          .until(() -> queue().stream().filter(line -> line.contains("|RUNNING|")).count() >= 4);
      assertThat(queue()).allMatch(line -> line.endsWith("|gres:gpu:1|short"));
      run.kill();
    }
    try (SondeProcess resumed = start("resume", "1", "--json")) {
      assertThat(resumed.exitCode()).as(resumed.said()).isZero();
      assertThat(resumed.json().path("trials").path("completed").asInt()).isEqualTo(8);
    }
    assertThat(Files.readAllLines(folder.resolve("begun"))).hasSize(8).doesNotHaveDuplicates();
    for (JsonNode trial : export()) {
      assertThat(trial.path("value").asDouble())
          .isEqualTo(trial.path("config").path("x").asInt() + 0.5);
    }
  }

  @Test
  void aSweepOfNetworksTrainsInSlurmAndSurvivesAKillOfItsServer() throws Exception {
    Path spec = Specs.slow(folder);
    try (SondeProcess run = start("run", spec.toString())) {
      String sweep = run.address() + "/api/v1/sweeps/1";
      await()
          .atMost(LIMIT)
          .ignoreExceptions()
          .until(() -> get(sweep).path("trials").path("completed").asInt() >= 1);
      assertThat(queue()).isNotEmpty();
      run.kill();
    }
    try (SondeProcess resumed = start("resume", "1", "--json")) {
      assertThat(resumed.exitCode()).as(resumed.said()).isZero();
      assertThat(resumed.json().path("trials").path("completed").asInt()).isEqualTo(6);
    }
  }

  @Test
  void whatASlurmNeedsIsSaidBeforeAnythingStarts() {
    Path spec = Specs.quick(folder);
    SondeProcess without = SondeProcess.run(home(), "run", spec.toString(), "--backend", "slurm");
    assertThat(without.exitCode()).isEqualTo(2);
    assertThat(without.err()).contains("--shared DIR");
    SondeProcess other = SondeProcess.run(home(), "run", spec.toString(), "--backend", "slrum");
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err()).contains("local, slurm");
    SondeProcess slots =
        SondeProcess.run(
            home(), "run", spec.toString(), "--backend", "slurm", "--shared", ".", "--slots", "3");
    assertThat(slots.exitCode()).isEqualTo(2);
    assertThat(slots.err()).contains("--jobs instead");
  }
}
