package io.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.store.database.DatabaseAddress;
import io.sonde.store.embedded.EmbeddedPostgres;
import io.sonde.web.document.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server does with the sweeps of one that was really killed. */
class UnfinishedSweepsTest {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** Its processes do not hear that they are to end. */
  private static final String SPEC =
      """
      name: stubborn
      trial:
        kind: command
        command: [sh, -c, "trap '' TERM; while sleep 0.1; do :; done"]
      space:
        x: {float: [0, 1]}
      objective: {metric: score, direction: maximize}
      budget: {trials: 4, parallel: 1}
      """;

  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir Path folder;
  private Path home;

  @BeforeEach
  void choose() {
    home = folder.resolve("home");
  }

  @AfterEach
  void nothingIsLeft() {
    new HomeProcesses(home).assertNoneLeft();
  }

  @Test
  void aCancelThatWasAnsweredEndsTheSweepUnderTheNextServer() throws Exception {
    try (SondeProcess server = SondeProcess.start(home, "serve")) {
      begin(server);
      assertThat(post(server, "/api/v1/sweeps/1/cancel", "{\"reason\": \"not needed\"}"))
          .isEqualTo(202);
      assertThat(get(server, "/api/v1/sweeps/1").path("state").asText()).isEqualTo("running");
      server.kill();
    }
    try (SondeProcess server = SondeProcess.start(home, "serve")) {
      await().atMost(LIMIT).until(() -> !state(server, 1).equals("running"));
      JsonNode sweep = get(server, "/api/v1/sweeps/1");
      assertThat(sweep.path("state").asText()).isEqualTo("cancelled");
      assertThat(sweep.path("reason").asText()).isEqualTo("not needed");
      assertThat(get(server, "/api/v1/sweeps/1/trials").path("total").asInt()).isEqualTo(1);
      assertThat(server.said()).doesNotContain("Sweep 1 goes on");
      stop(server);
    }
  }

  @Test
  void oneThatCannotBeTakenUpKeepsNeitherTheOthersNorTheServerFromGoingOn() throws Exception {
    try (SondeProcess server = SondeProcess.start(home, "serve")) {
      begin(server);
      begin(server);
      server.kill();
    }
    spoil(1);
    try (SondeProcess server = SondeProcess.start(home, "serve")) {
      server.awaitSaid("Sweep 2 goes on");
      assertThat(server.said()).contains("Sweep 1 is not taken up; the log says why.");
      for (int sweep = 1; sweep <= 2; sweep++) {
        int number = sweep;
        assertThat(post(server, "/api/v1/sweeps/" + number + "/cancel", "{}")).isEqualTo(202);
        await().atMost(LIMIT).until(() -> state(server, number).equals("cancelled"));
      }
      stop(server);
    }
  }

  /** As if a later version had written into the database. */
  private void spoil(int sweep) throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
      DatabaseAddress address = postgres.address();
      try (var connection =
              DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
          var statement = connection.createStatement()) {
        String event = "update event set kind = 'of_tomorrow' where kind = 'trial_proposed'";
        assertThat(statement.executeUpdate(event + " and sweep = " + sweep)).isPositive();
      }
    }
  }

  /** Begins a sweep and waits until a trial of it runs. */
  private void begin(SondeProcess server) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.address() + "/api/v1/sweeps"))
            .header("Content-Type", "application/yaml")
            .POST(HttpRequest.BodyPublishers.ofString(SPEC))
            .build();
    String answer = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    String path = "/api/v1/sweeps/" + Json.parse(answer).path("sweep").asInt();
    await().atMost(LIMIT).until(() -> get(server, path).at("/trials/running").asInt() == 1);
  }

  private int post(SondeProcess server, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.address() + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private String state(SondeProcess server, int sweep) throws Exception {
    return get(server, "/api/v1/sweeps/" + sweep).path("state").asText();
  }

  private JsonNode get(SondeProcess server, String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + path)).build();
    return Json.parse(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  private static void stop(SondeProcess server) {
    server.interrupt();
    assertThat(server.exitCode()).isEqualTo(130);
  }
}
