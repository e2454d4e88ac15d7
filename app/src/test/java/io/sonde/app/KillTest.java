package io.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.web.document.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What remains when processes are really killed in the middle of a sweep. */
class KillTest {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @TempDir Path folder;
  private Path home;
  private HomeProcesses processes;

  @BeforeEach
  void choose() {
    home = folder.resolve("home");
    processes = new HomeProcesses(home);
  }

  @Test
  void aKilledServerLosesNoCompletedTrialAndLeavesNothingBehind() throws Exception {
    Map<Integer, JsonNode> before;
    try (SondeProcess run = SondeProcess.start(home, "run", Specs.slow(folder).toString())) {
      String address = run.address();
      await().atMost(LIMIT).until(() -> completed(address) >= 2);
      before = ended(get(address + "/api/v1/sweeps/1/export"));
      run.kill();
    }
    SondeProcess resumed = SondeProcess.run(home, "resume", "1", "--json");
    assertThat(resumed.exitCode()).as(resumed.said()).isZero();
    assertThat(resumed.json().path("trials").path("completed").asInt()).isEqualTo(6);
    Map<Integer, JsonNode> after = ended(Json.parse(SondeProcess.run(home, "export", "1").out()));
    assertThat(after).hasSize(6).containsAllEntriesOf(before);
    processes.assertNoneLeft();
  }

  @Test
  void aKilledWorkerCostsOneAttempt() throws Exception {
    try (SondeProcess run = SondeProcess.start(home, "run", Specs.slow(folder).toString())) {
      String address = run.address();
      await().atMost(LIMIT).until(() -> running(address) > 0);
      int victim =
          get(address + "/api/v1/sweeps/1/trials?state=running")
              .path("trials")
              .path(0)
              .path("number")
              .asInt();
      kill(processes.workers());
      await().atMost(LIMIT).until(() -> attempts(address, victim).size() > 1);
      JsonNode first = attempts(address, victim).path(0);
      assertThat(first.path("cause").asText()).isEqualTo("crash");
      assertThat(first.path("reason").asText()).contains("signal 9");
      assertThat(run.exitCode()).as(run.said()).isZero();
    }
    JsonNode summary = SondeProcess.run(home, "show", "1", "--json").json();
    assertThat(summary.path("trials").path("completed").asInt()).isEqualTo(6);
    processes.assertNoneLeft();
  }

  @Test
  void aKilledDatabaseIsWaitedForAndNothingIsLost() throws Exception {
    try (SondeProcess run = SondeProcess.start(home, "run", Specs.slow(folder).toString())) {
      String address = run.address();
      await().atMost(LIMIT).until(() -> completed(address) >= 1);
      // A database that is back before anything was to be stored is missed by nobody.
      await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofSeconds(2))
          .until(() -> kill(processes.databases()) && run.err().contains("the database is away"));
      assertThat(run.exitCode()).as(run.said()).isZero();
      assertThat(run.err()).contains("the database is away").contains("the database is back");
    }
    JsonNode export = Json.parse(SondeProcess.run(home, "export", "1").out());
    assertThat(ended(export)).hasSize(6);
    processes.assertNoneLeft();
  }

  @Test
  void anInterruptedRunStopsCleanlyAndIsResumed() throws Exception {
    try (SondeProcess run = SondeProcess.start(home, "run", Specs.slow(folder).toString())) {
      String address = run.address();
      await().atMost(LIMIT).until(() -> completed(address) >= 1);
      run.interrupt();
      assertThat(run.exitCode()).isEqualTo(130);
      assertThat(run.err()).contains("./sonde resume 1");
      processes.assertNoneLeft();
    }
    assertThat(SondeProcess.run(home, "show", "1", "--json").json().path("state").asText())
        .isEqualTo("waiting");
    try (SondeProcess server = SondeProcess.start(home, "serve")) {
      server.awaitSaid("Sweep 1 goes on");
      SondeProcess followed = SondeProcess.run(home, "resume", "1", "--json");
      assertThat(followed.exitCode()).as(followed.said()).isZero();
      assertThat(followed.json().path("trials").path("completed").asInt()).isEqualTo(6);
    }
    SondeProcess after = SondeProcess.run(home, "show", "1", "--json");
    assertThat(after.json().path("state").asText()).isEqualTo("completed");
    processes.assertNoneLeft();
  }

  /** Answers whether there were any. */
  private static boolean kill(List<Long> pids) {
    pids.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    return !pids.isEmpty();
  }

  private static int completed(String address) throws Exception {
    return get(address + "/api/v1/sweeps/1").path("trials").path("completed").asInt();
  }

  private static int running(String address) throws Exception {
    return get(address + "/api/v1/sweeps/1").path("trials").path("running").asInt();
  }

  private static JsonNode attempts(String address, int trial) throws Exception {
    return get(address + "/api/v1/sweeps/1/trials/" + trial).path("attempts");
  }

  private static Map<Integer, JsonNode> ended(JsonNode export) {
    Map<Integer, JsonNode> trials = new LinkedHashMap<>();
    for (JsonNode trial : export.path("trials")) {
      if (trial.path("state").asText().equals("completed")) {
        trials.put(trial.path("number").asInt(), trial);
      }
    }
    return trials;
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
