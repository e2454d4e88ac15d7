package io.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.web.document.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users' commands whose server is really killed go on under the next one. */
class AdoptionTest {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** Reports a step whenever it is let, then ends as it is told. */
  private static final String SCRIPT =
      """
      echo $$ >> "$SONDE_FOLDER/pid"
      step=0
      until [ -e end ]; do
        if [ "$(cat steps)" -gt "$step" ]; then
          step=$((step + 1)); echo "sonde: {\\"step\\": $step, \\"score\\": 0.$step}"
        else
          sleep 0.05
        fi
      done
      exit "$(cat end)"
      """;

  @TempDir Path folder;
  private Path home;

  @BeforeEach
  void begin() throws IOException {
    home = folder.resolve("home");
    Files.writeString(folder.resolve("trial.sh"), SCRIPT);
  }

  @AfterEach
  void nothingIsLeft() {
    new HomeProcesses(home).assertNoneLeft();
  }

  @Test
  void aCommandReportsOnWithoutAGapUnderTheNextServer() throws Exception {
    long pid = killedAtStep(3);
    let(6);
    try (SondeProcess server = SondeProcess.start(home, "serve")) {
      server.awaitSaid("Sweep 1 goes on");
      let(9);
      await().atMost(LIMIT).until(() -> log().contains("\"step\": 9"));
      assertThat(ProcessHandle.of(pid)).isPresent();
      end(0);
      JsonNode trial = finished(server);
      assertThat(trial.path("state").asText()).isEqualTo("completed");
      assertOneAttempt(trial, 9);
      assertThat(log()).containsOnlyOnce("goes on under a restarted server");
    }
  }

  @Test
  void aCommandThatEndedWithoutAServerIsToldWithItsExitCodeAndAllItSaid() throws Exception {
    long pid = killedAtStep(3);
    let(5);
    await().atMost(LIMIT).until(() -> log().contains("\"step\": 5"));
    end(9);
    await().atMost(LIMIT).until(() -> ProcessHandle.of(pid).isEmpty());
    try (SondeProcess server = SondeProcess.start(home, "serve")) {
      JsonNode trial = finished(server);
      assertThat(trial.path("state").asText()).isEqualTo("failed");
      assertThat(trial.path("reason").asText()).contains("exited with code 9");
      assertOneAttempt(trial, 5);
    }
  }

  @Test
  void whatNobodyTakesUpIsStoppedAndItsTrialWaits() throws Exception {
    long pid = killedAtStep(3);
    Path other = folder.resolve("other.yaml");
    Files.writeString(
        other, spec("[sh, -c, \"echo 'sonde: {\\\"step\\\": 1, \\\"score\\\": 1}'\"]"));
    SondeProcess run = SondeProcess.run(home, "run", other.toString());
    assertThat(run.exitCode()).as(run.said()).isZero();
    assertThat(ProcessHandle.of(pid)).isEmpty();
    end(0);
    SondeProcess resumed = SondeProcess.run(home, "resume", "1", "--json");
    assertThat(resumed.json().path("trials").path("failed").asInt()).isEqualTo(1);
    assertThat(attempt(2).resolve("pid")).exists();
  }

  /** Starts a sweep of one trial and kills its server after a step; the trial's process. */
  private long killedAtStep(int step) throws Exception {
    let(step);
    Path spec = folder.resolve("adoption.yaml");
    Files.writeString(spec, spec("[sh, trial.sh]"));
    try (SondeProcess run = SondeProcess.start(home, "run", spec.toString())) {
      String address = run.address();
      await()
          .atMost(LIMIT)
          .ignoreExceptions()
          .until(() -> steps(get(address + "/api/v1/sweeps/1/trials/0")).size() == step);
      run.kill();
    }
    long pid = Long.parseLong(Files.readString(attempt(1).resolve("pid")).strip());
    assertThat(ProcessHandle.of(pid)).isPresent();
    return pid;
  }

  private static String spec(String command) {
    return """
        name: adoption
        objective: {metric: score, direction: maximize}
        space: {x: {int: [1, 5]}}
        search: {algorithm: random, seed: 1}
        budget: {trials: 1, parallel: 1}
        trial: {kind: command, command: %s}
        """
        .formatted(command);
  }

  private void let(int steps) throws IOException {
    replace("steps", steps);
  }

  private void end(int code) throws IOException {
    replace("end", code);
  }

  /** At once and whole, for the script reads it whenever it likes. */
  private void replace(String name, int number) throws IOException {
    Path fresh = Files.writeString(folder.resolve("fresh"), number + "\n");
    Files.move(fresh, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private Path attempt(int number) {
    return home.resolve("sweeps/sweep-1/trial-0/attempt-" + number);
  }

  private String log() throws IOException {
    return Files.readString(attempt(1).resolve("log.txt"));
  }

  /** The trial, once its sweep is over; the server is stopped. */
  private JsonNode finished(SondeProcess server) throws Exception {
    String address = server.address();
    SondeProcess resumed = SondeProcess.run(home, "resume", "1", "--json");
    resumed.exitCode();
    JsonNode trial = get(address + "/api/v1/sweeps/1/trials/0");
    server.interrupt();
    assertThat(server.exitCode()).isEqualTo(130);
    return trial;
  }

  private void assertOneAttempt(JsonNode trial, int last) throws IOException {
    assertThat(trial.path("attempts")).hasSize(1);
    assertThat(steps(trial)).isEqualTo(IntStream.rangeClosed(1, last).boxed().toList());
    assertThat(Files.readAllLines(attempt(1).resolve("pid"))).hasSize(1);
    assertThat(attempt(2)).doesNotExist();
  }

  private static List<Integer> steps(JsonNode trial) {
    List<Integer> steps = new ArrayList<>();
    trial.path("curves").path("score").forEach(point -> steps.add(point.path(0).asInt()));
    return steps;
  }

  private static JsonNode get(String url) throws Exception {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(url)).build(),
                HttpResponse.BodyHandlers.ofString());
    return Json.parse(response.body());
  }
}
