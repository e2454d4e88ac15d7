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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a CI sends twice starts one sweep, and what steers it is done once, even over a killed
 * server; a newer commit's ends it.
 */
class StartOnceTest {
  private static final String SPEC =
      """
      name: slow
      trial:
        kind: command
        command: [sleep, "600"]
      space:
        x: {float: [0, 1]}
      objective: {metric: score, direction: maximize}
      budget: {trials: 2, parallel: 1}
      """;

  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir Path folder;

  @Test
  void aRequestIsDoneOnceHoweverOftenItComes() throws Exception {
    Path home = folder.resolve("home");
    try (SondeProcess server = SondeProcess.start(home, "serve")) {
      assertStartedOnce(server.address());
      assertThat(answer(more(server.address(), "m-1"))).isEqualTo("{\"sweep\":1,\"budget\":5}");
      assertThat(answer(named(server.address()))).isEqualTo("{\"sweep\":1,\"trial\":1}");
      var unanswered = client.sendAsync(more(server.address(), "m-2"), text());
      server.kill();
      unanswered.cancel(true);
    }
    try (SondeProcess server = SondeProcess.start(home, "serve")) {
      server.awaitSaid("Sweep 1 goes on");
      assertSteeredOnce(server.address());
      assertSteeredByCommands(home);
      assertStartedOnce(server.address());
      assertSupersededByANewerCommit(server.address());
      server.interrupt();
      server.exitCode();
    }
  }

  private void assertStartedOnce(String address) throws Exception {
    List<CompletableFuture<HttpResponse<String>>> together =
        IntStream.range(0, 5)
            .mapToObj(i -> client.sendAsync(post(address, "1a", "k-1"), text()))
            .toList();
    assertThat(together)
        .allSatisfy(answer -> assertThat(answer.join().body()).isEqualTo("{\"sweep\":1}"))
        .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(201));
    assertThat(get(address, "/api/v1/sweeps").path("total").asInt()).isEqualTo(1);
  }

  /** The last request was on its way when the server was killed. */
  private void assertSteeredOnce(String address) throws Exception {
    assertThat(answer(more(address, "m-2"))).isEqualTo("{\"sweep\":1,\"budget\":8}");
    assertThat(answer(more(address, "m-2"))).isEqualTo("{\"sweep\":1,\"budget\":8}");
    assertThat(answer(more(address, "m-1"))).isEqualTo("{\"sweep\":1,\"budget\":5}");
    assertThat(answer(named(address))).isEqualTo("{\"sweep\":1,\"trial\":1}");
    JsonNode sweep = get(address, "/api/v1/sweeps/1");
    assertThat(sweep.at("/budget/trials").asInt()).isEqualTo(8);
    assertThat(get(address, "/api/v1/sweeps/1/trials").path("total").asInt()).isEqualTo(2);
  }

  private void assertSteeredByCommands(Path home) throws Exception {
    Path values = Files.writeString(folder.resolve("values.yaml"), "x: 0.25\n");
    SondeProcess extend = SondeProcess.run(home, "extend", "1", "2", "--json");
    assertThat(extend.json().path("trials").asInt()).as(extend.said()).isEqualTo(10);
    SondeProcess enqueue = SondeProcess.run(home, "enqueue", "1", values.toString(), "--json");
    assertThat(enqueue.json().path("trial").asInt()).as(enqueue.said()).isEqualTo(2);
    SondeProcess retry = SondeProcess.run(home, "retry", "1", "2");
    assertThat(retry.exitCode()).as(retry.said()).isEqualTo(2);
  }

  private void assertSupersededByANewerCommit(String address) throws Exception {
    assertThat(client.send(post(address, "2b", "k-1"), text()).statusCode()).isEqualTo(409);
    assertThat(answer(post(address, "2b", "k-2"))).isEqualTo("{\"sweep\":2}");
    await().until(() -> state(address, 1).equals("cancelled"));
    JsonNode first = get(address, "/api/v1/sweeps/1");
    assertThat(first.path("reason").asText()).isEqualTo("superseded by sweep 2");
    assertThat(first.path("commit").asText()).isEqualTo("1a");
    assertThat(get(address, "/api/v1/sweeps?branch=main&commit=2b").path("total").asInt())
        .isEqualTo(1);
    assertThat(state(address, 2)).isNotEqualTo("cancelled");
    HttpRequest cancel =
        request(address, "/api/v1/sweeps/2/cancel")
            .header("Content-Type", "application/json")
            .POST(none())
            .build();
    assertThat(client.send(cancel, text()).statusCode()).isEqualTo(202);
    await().until(() -> state(address, 2).equals("cancelled"));
  }

  private static HttpRequest more(String address, String key) {
    return request(address, "/api/v1/sweeps/1/budget")
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", key)
        .POST(HttpRequest.BodyPublishers.ofString("{\"add\":3}"))
        .build();
  }

  private static HttpRequest named(String address) {
    return request(address, "/api/v1/sweeps/1/trials")
        .header("Content-Type", "application/yaml")
        .header("Idempotency-Key", "n-1")
        .POST(HttpRequest.BodyPublishers.ofString("x: 0.5"))
        .build();
  }

  private String answer(HttpRequest request) throws Exception {
    return client.send(request, text()).body();
  }

  private static HttpRequest post(String address, String commit, String key) {
    String path = "/api/v1/sweeps?branch=main&cancel_superseded&commit=" + commit;
    return request(address, path)
        .header("Content-Type", "application/yaml")
        .header("Idempotency-Key", key)
        .POST(HttpRequest.BodyPublishers.ofString(SPEC))
        .build();
  }

  private static HttpRequest.Builder request(String address, String path) {
    return HttpRequest.newBuilder(URI.create(address + path));
  }

  private static HttpRequest.BodyPublisher none() {
    return HttpRequest.BodyPublishers.noBody();
  }

  private static HttpResponse.BodyHandler<String> text() {
    return HttpResponse.BodyHandlers.ofString();
  }

  private String state(String address, int sweep) throws Exception {
    return get(address, "/api/v1/sweeps/" + sweep).path("state").asText();
  }

  private JsonNode get(String address, String path) throws Exception {
    return Json.parse(client.send(request(address, path).GET().build(), text()).body());
  }
}
