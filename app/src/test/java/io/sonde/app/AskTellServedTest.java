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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials that run elsewhere, over HTTP, with a real server and a real database. */
class AskTellServedTest {
  private static final Path EXAMPLE = SondeProcess.ROOT.resolve("examples/ask-tell");
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String SPEC =
      """
      name: elsewhere
      objective: {metric: loss, direction: minimize}
      space: {x: {float: [0, 1]}}
      search: {algorithm: tpe, seed: 3}
      budget: {trials: %d}
      trial: {kind: external, lease: 5m}
      """;

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile String address = "";

  /** What was answered; a status of 0 where nobody was there. */
  private record Answer(int status, JsonNode body) {}

  private Answer post(String path, String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path))
            .timeout(Duration.ofSeconds(90))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), Json.parse(answer.body()));
    } catch (IOException gone) {
      return new Answer(0, Json.object());
    }
  }

  /** Until a server is there that takes it. */
  private Answer insist(String path, String body, String... headers) throws Exception {
    while (true) {
      Answer answer = post(path, body, headers);
      if (answer.status() != 0 && answer.status() != 503) {
        return answer;
      }
      Thread.sleep(5);
    }
  }

  private JsonNode export(int sweep) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "/api/v1/sweeps/" + sweep + "/export")).build();
    return Json.parse(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  private SondeProcess serve() {
    SondeProcess server = SondeProcess.start(folder.resolve("home"), "serve");
    address = server.address();
    return server;
  }

  private void start(int trials) throws Exception {
    String body = Json.text(Json.object().put("spec", SPEC.formatted(trials)));
    assertThat(post("/api/v1/sweeps", body).status()).isEqualTo(201);
  }

  @Test
  void aKilledServerLosesAndDoublesNoTrial() throws Exception {
    int trials = 60;
    Map<Integer, Set<String>> completed = new ConcurrentHashMap<>();
    ExecutorService threads = Executors.newFixedThreadPool(6);
    List<Future<?>> askers = new ArrayList<>();
    SondeProcess first = serve();
    try {
      start(trials);
      for (int i = 0; i < 6; i++) {
        askers.add(
            threads.submit(
                () -> {
                  work(completed);
                  return true;
                }));
      }
      await()
          .atMost(LIMIT)
          .until(() -> completed.size() >= 20 || askers.stream().anyMatch(Future::isDone));
    } finally {
      first.kill();
    }
    try (SondeProcess second = serve()) {
      for (Future<?> asker : askers) {
        asker.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      }
      JsonNode sweep = export(1);
      assertThat(sweep.path("trials")).as(second.said()).hasSize(trials);
      for (JsonNode trial : sweep.path("trials")) {
        int number = trial.path("number").asInt();
        assertThat(trial.path("state").asText()).isEqualTo("completed");
        assertThat(trial.path("value").asDouble()).isEqualTo(number / 100.0);
        assertThat(trial.path("attempt_count").asInt()).isEqualTo(1);
        assertThat(completed.get(number)).hasSize(1);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void work(Map<Integer, Set<String>> completed) throws Exception {
    while (true) {
      String key = UUID.randomUUID().toString();
      Answer asked = insist("/api/v1/sweeps/1/ask?wait=5s", "", "Idempotency-Key", key);
      if (asked.status() == 200 && asked.body().path("done").asBoolean()) {
        return;
      } else if (asked.status() == 200) {
        continue;
      }
      assertThat(asked.status()).as(asked.body().toString()).isEqualTo(201);
      String attempt = asked.body().path("attempt").asText();
      int trial = asked.body().path("trial").asInt();
      String place = "/api/v1/attempts/" + attempt;
      String bearer = "Bearer " + asked.body().path("token").asText();
      String step = "{\"step\":1,\"metrics\":{\"loss\":9}}";
      Answer judged = insist(place + "/reports", step, "Authorization", bearer);
      assertThat(judged.status()).as(judged.body().toString()).isEqualTo(200);
      String result = "{\"metrics\":{\"loss\":" + trial / 100.0 + "}}";
      Answer told = insist(place + "/tell", result, "Authorization", bearer);
      assertThat(told.body().path("state").asText())
          .as(told.body().toString())
          .isEqualTo("completed");
      completed.computeIfAbsent(trial, t -> ConcurrentHashMap.newKeySet()).add(attempt);
    }
  }

  @Test
  void theExampleInPythonRunsASweepOfTheServer() throws Exception {
    CommandTrialsTest.assumePython();
    try (SondeProcess server = serve()) {
      SondeProcess submitted =
          SondeProcess.run(
              folder.resolve("home"), "submit", EXAMPLE.resolve("forest.yaml").toString());
      assertThat(submitted.exitCode()).as(submitted.said()).isZero();
      List<Process> workers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        ProcessBuilder builder =
            new ProcessBuilder(
                    "python3", EXAMPLE.resolve("served.py").toString(), "1", server.address())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("python-" + i).toFile());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        workers.add(builder.start());
      }
      for (int i = 0; i < workers.size(); i++) {
        boolean over = workers.get(i).waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
        String said = Files.readString(folder.resolve("python-" + i), StandardCharsets.UTF_8);
        assertThat(over).as(said).isTrue();
        assertThat(workers.get(i).exitValue()).as(said).isZero();
        assertThat(said).isEqualTo("the sweep is completed: its budget is spent\n");
      }
      JsonNode sweep = export(1);
      assertThat(sweep.path("trials")).hasSize(40);
      assertThat(sweep.path("trials").findValuesAsText("state"))
          .containsOnly("completed", "stopped")
          .contains("completed", "stopped");
    }
  }
}
