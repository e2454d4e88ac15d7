package io.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.web.document.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials whose worker, or whose server, is really killed go on from their checkpoints. */
class ResumptionTest {
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final int EPOCHS = 300;
  private static final int TRIALS = 2;

  @TempDir Path folder;
  private Path home;
  private HomeProcesses processes;

  @BeforeEach
  void choose() {
    home = folder.resolve("home");
    processes = new HomeProcesses(home);
  }

  @Test
  void aKilledWorkerCostsOnlyTheStepsSinceTheCheckpoint() throws Exception {
    try (SondeProcess server = SondeProcess.start(home, "serve")) {
      String address = server.address();
      server.awaitSaid("Sonde serves");
      try (SondeProcess run = SondeProcess.start(home, "run", spec())) {
        awaitCheckpoint();
        processes
            .workers()
            .forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        assertThat(run.exitCode()).as(run.said()).isZero();
      }
      assertGoneOnFromTheCheckpoint(address);
      assertTheSameAsWithoutTheKill(address);
      stop(server);
    }
  }

  @Test
  void aKilledServerCostsNothingAndItsWorkerGoesOn() throws Exception {
    try (SondeProcess run = SondeProcess.start(home, "run", spec())) {
      run.address();
      awaitCheckpoint();
      run.kill();
    }
    List<Long> workers = processes.workers();
    assertThat(workers).isNotEmpty();
    try (SondeProcess server = SondeProcess.start(home, "serve")) {
      String address = server.address();
      server.awaitSaid("Sweep 1 goes on");
      SondeProcess resumed = SondeProcess.run(home, "resume", "1", "--json");
      assertThat(resumed.exitCode()).as(resumed.said()).isZero();
      assertThat(get(address + "/api/v1/sweeps/1/trials/0").path("attempts")).hasSize(1);
      assertThat(trial(0).resolve("attempt-2")).doesNotExist();
      assertTheSameAsWithoutTheKill(address);
      stop(server);
    }
  }

  @Test
  void aKilledServerAndWorkerCostOnlyTheStepsSinceTheCheckpoint() throws Exception {
    try (SondeProcess run = SondeProcess.start(home, "run", spec())) {
      run.address();
      awaitCheckpoint();
      run.kill();
    }
    processes
        .workers()
        .forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    try (SondeProcess server = SondeProcess.start(home, "serve")) {
      String address = server.address();
      server.awaitSaid("Sweep 1 goes on");
      SondeProcess resumed = SondeProcess.run(home, "resume", "1", "--json");
      assertThat(resumed.exitCode()).as(resumed.said()).isZero();
      assertGoneOnFromTheCheckpoint(address);
      assertTheSameAsWithoutTheKill(address);
      stop(server);
    }
  }

  private String spec() {
    return Specs.file(
            folder,
            "checkpoints",
            """
            name: checkpoints
            objective: {metric: accuracy, direction: maximize}
            space:
              training: {epochs: %d, batch_size: 16}
              optimizer: {adam: {learning_rate: {float: [1e-3, 1e-2], scale: log}}}
              network: [{dense: {units: 8, activation: relu}}, {dropout: {rate: 0.2}}]
            search: {algorithm: random, seed: 7}
            budget: {trials: %d, parallel: 1}
            trial:
              kind: network
              data: {csv: {file: %s, label: species}}
              retries: {crash: 1}
              checkpoint: {every: 7}
              keep: {best: 1}
            """
                .formatted(EPOCHS, TRIALS, Specs.iris()))
        .toString();
  }

  /** One after the first, and whole. */
  private void awaitCheckpoint() {
    Path checkpoints = trial(0).resolve("attempt-1/checkpoints");
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              try (Stream<Path> saved = Files.list(checkpoints)) {
                return saved.anyMatch(s -> s.getFileName().toString().matches("step-\\d{2,}"));
              } catch (NoSuchFileException e) {
                return false;
              }
            });
  }

  private Path trial(int number) {
    return home.resolve("sweeps/sweep-1/trial-" + number);
  }

  private void assertGoneOnFromTheCheckpoint(String address) throws Exception {
    JsonNode killed = get(address + "/api/v1/sweeps/1/trials/0");
    assertThat(killed.path("attempts")).hasSize(2);
    String second = Files.readString(trial(0).resolve("attempt-2/log.txt"));
    assertThat(second).containsPattern("goes on after epoch \\d+").doesNotContain("epoch 1:");
  }

  private void assertTheSameAsWithoutTheKill(String address) throws Exception {
    SondeProcess again = SondeProcess.run(home, "run", spec(), "--json");
    assertThat(again.exitCode()).as(again.said()).isZero();
    for (int number = 0; number < TRIALS; number++) {
      JsonNode trial = get(address + "/api/v1/sweeps/1/trials/" + number);
      JsonNode whole = get(address + "/api/v1/sweeps/2/trials/" + number);
      List<Integer> steps = new ArrayList<>();
      trial.path("curves").path("loss").forEach(point -> steps.add(point.path(0).asInt()));
      assertThat(steps).isEqualTo(IntStream.rangeClosed(1, EPOCHS).boxed().toList());
      assertThat(trial.path("curves")).isEqualTo(whole.path("curves"));
      for (String same : List.of("state", "value", "best_step", "metrics", "measured", "config")) {
        assertThat(trial.path(same)).as(same).isEqualTo(whole.path(same));
      }
    }
    assertOnlyTheBestIsKept(address);
  }

  private void assertOnlyTheBestIsKept(String address) throws Exception {
    int best = get(address + "/api/v1/sweeps/1/summary").path("best").path("trial").asInt();
    int other = 1 - best;
    await().atMost(LIMIT).until(() -> files(other).stream().noneMatch("model.zip"::equals));
    assertThat(files(other)).contains("log.txt", "configuration.json");
    assertThat(files(other)).noneMatch(name -> name.startsWith("network.zip"));
    JsonNode listed = get(address + "/api/v1/sweeps/1/trials/" + best + "/artifacts");
    List<String> names = new ArrayList<>();
    listed.path("artifacts").forEach(artifact -> names.add(artifact.path("name").asText()));
    assertThat(names).containsOnlyOnce("model.zip");
    SondeProcess copied =
        SondeProcess.run(
            home, "artifacts", "1", String.valueOf(best), "--to", folder.resolve("out").toString());
    assertThat(copied.exitCode()).as(copied.said()).isZero();
    assertThat(copied.out()).contains("model.zip", "preprocessing.json", "Copied to");
    try (Stream<Path> all = Files.walk(folder.resolve("out"))) {
      assertThat(all.map(file -> file.getFileName().toString()))
          .contains("model.zip", "preprocessing.json", "configuration.json");
    }
  }

  private List<String> files(int number) throws Exception {
    try (Stream<Path> all = Files.walk(trial(number))) {
      return all.map(file -> file.getFileName().toString()).toList();
    }
  }

  private void stop(SondeProcess server) throws Exception {
    server.interrupt();
    assertThat(server.exitCode()).isEqualTo(130);
    processes.assertNoneLeft();
  }

  private static JsonNode get(String url) throws Exception {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(url)).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Json.parse(response.body());
  }
}
