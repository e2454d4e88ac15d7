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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials that are paused at rungs and taken further, each in a process of its own. */
class PromotionTest {
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final Pattern EPOCH = Pattern.compile("(?m)^epoch (\\d+):");

  @TempDir Path folder;
  private Path home;

  @BeforeEach
  void choose() {
    home = folder.resolve("home");
  }

  @Test
  void pausedTrialsAreTakenFurtherFromWhereTheyWere() throws Exception {
    SondeProcess run = SondeProcess.run(home, "run", spec(9, 1), "--json");
    assertThat(run.exitCode()).as(run.said()).isZero();
    JsonNode summary = run.json();
    assertThat(summary.path("state").asText()).isEqualTo("completed");
    assertThat(summary.path("trials").path("completed").asInt()).isPositive();
    assertThat(summary.path("trials").path("paused").asInt()).isZero();
    assertThat(summary.path("objectives").path(0).path("metric").asText()).isEqualTo("accuracy");
    List<JsonNode> trials = exported();
    assertThat(trials).hasSize(9);
    assertThat(trials).anyMatch(trial -> trial.path("attempt_count").asInt() > 1);
    assertThat(trials).anyMatch(trial -> trial.path("last_step").asInt() == 9);
    for (JsonNode trial : trials) {
      assertThat(trial.path("last_step").asInt()).isIn(1, 3, 9);
      assertThat(trial.path("best_step").asInt()).isBetween(1, trial.path("last_step").asInt());
      assertEachEpochWasTrainedOnce(trial);
    }
    assertTheBestModelStandsWhereShowPoints(summary.path("best").path("trial").asInt());
    try (SondeProcess server = SondeProcess.start(home, "serve")) {
      String address = server.address();
      server.awaitSaid("Sonde serves");
      for (JsonNode trial : trials) {
        assertTheCurveIsWhole(address, trial);
      }
      assertNothingIsLeftAfter(server);
    }
  }

  @Test
  void aKilledServerLosesNoPausedTrial() throws Exception {
    List<JsonNode> before;
    try (SondeProcess run = SondeProcess.start(home, "run", spec(180, 20), "--parallel", "1")) {
      String address = run.address();
      await().atMost(LIMIT).until(() -> paused(address).size() >= 3);
      before = paused(address);
      run.kill();
    }
    try (SondeProcess server = SondeProcess.start(home, "serve")) {
      String address = server.address();
      server.awaitSaid("Sweep 1 goes on");
      SondeProcess resumed = SondeProcess.run(home, "resume", "1", "--json");
      assertThat(resumed.exitCode()).as(resumed.said()).isZero();
      assertThat(resumed.json().path("state").asText()).isEqualTo("completed");
      List<JsonNode> after = exported();
      assertThat(after).hasSize(9);
      assertThat(after).anyMatch(trial -> trial.path("last_step").asInt() == 180);
      for (JsonNode trial : after) {
        assertTheCurveIsWhole(address, trial);
      }
      int further = 0;
      for (JsonNode old : before) {
        JsonNode trial = after.get(old.path("number").asInt());
        assertThat(trial.path("config")).isEqualTo(old.path("config"));
        assertEachEpochWasTrainedOnce(trial);
        further += trial.path("last_step").asInt() > old.path("last_step").asInt() ? 1 : 0;
      }
      assertThat(further).as("paused before the kill and taken further after it").isPositive();
      assertTheBestModelStandsWhereShowPoints(resumed.json().path("best").path("trial").asInt());
      assertNothingIsLeftAfter(server);
    }
  }

  private void assertNothingIsLeftAfter(SondeProcess server) {
    server.interrupt();
    assertThat(server.exitCode()).isEqualTo(130);
    new HomeProcesses(home).assertNoneLeft();
  }

  private String spec(int epochs, int min) {
    String rule =
        "early_stopping: {rule: asha, mode: promoting, min: %d, max: %d, eta: 3}%n"
            .formatted(min, epochs);
    return Specs.write(folder, "promoting", epochs, 9, rule).toString();
  }

  private List<JsonNode> exported() throws Exception {
    return list(Json.parse(SondeProcess.run(home, "export", "1").out()).path("trials"));
  }

  private static List<JsonNode> paused(String address) throws Exception {
    return list(get(address + "/api/v1/sweeps/1/trials?state=paused").path("trials"));
  }

  private static List<JsonNode> list(JsonNode array) {
    List<JsonNode> all = new ArrayList<>();
    array.forEach(all::add);
    return all;
  }

  /** The logs of all its attempts together name each epoch once, in order. */
  private void assertEachEpochWasTrainedOnce(JsonNode trial) throws Exception {
    List<Integer> epochs = new ArrayList<>();
    for (int attempt = 1; attempt <= trial.path("attempt_count").asInt(); attempt++) {
      Path log = trialFolder(trial.path("number").asInt()).resolve("attempt-" + attempt);
      Matcher matcher = EPOCH.matcher(Files.readString(log.resolve("log.txt")));
      while (matcher.find()) {
        epochs.add(Integer.valueOf(matcher.group(1)));
      }
    }
    assertThat(epochs).as("trial %s", trial).isEqualTo(upTo(trial.path("last_step").asInt()));
  }

  private static void assertTheCurveIsWhole(String address, JsonNode trial) throws Exception {
    JsonNode detail = get(address + "/api/v1/sweeps/1/trials/" + trial.path("number").asInt());
    List<Integer> steps = new ArrayList<>();
    detail.path("curves").path("accuracy").forEach(point -> steps.add(point.path(0).asInt()));
    assertThat(steps).isEqualTo(upTo(trial.path("last_step").asInt()));
    JsonNode best =
        detail.path("curves").path("accuracy").path(trial.path("best_step").asInt() - 1);
    assertThat(trial.path("value").asDouble())
        .isEqualTo(best.path(1).asDouble())
        .isEqualTo(trial.path("metrics").path("accuracy").asDouble());
  }

  private static List<Integer> upTo(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList();
  }

  private Path trialFolder(int trial) {
    return home.resolve("sweeps/sweep-1/trial-" + trial);
  }

  private void assertTheBestModelStandsWhereShowPoints(int trial) throws Exception {
    assertThat(SondeProcess.run(home, "show", "1").out()).contains(trialFolder(trial).toString());
    try (Stream<Path> files = Files.walk(trialFolder(trial))) {
      assertThat(files.map(file -> file.getFileName().toString())).contains("model.zip");
    }
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
