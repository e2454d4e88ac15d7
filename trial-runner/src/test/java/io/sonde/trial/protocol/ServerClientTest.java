package io.sonde.trial.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServerClientTest {
  private static final AttemptId ATTEMPT = new AttemptId(3, 17, 1);
  private static final String GO_ON = "{\"decision\":\"continue\",\"reason\":\"go on\"}";

  private final LinkedBlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private HttpServer http;

  private record Answer(int status, String body) {}

  @BeforeEach
  void open() throws IOException {
    http = server(0);
  }

  @AfterEach
  void close() {
    http.stop(0);
  }

  private HttpServer server(int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", this::answer);
    server.start();
    return server;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String token = exchange.getRequestHeaders().getFirst("Authorization");
      requests.add(exchange.getRequestURI().getPath() + " " + token + " " + body);
      Answer answer = answers.remove();
      byte[] bytes = answer.body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private ServerClient client(Duration patience) {
    URI address = URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    return new ServerClient(new WorkerSession(address, "w1", "worker secret"), patience);
  }

  @Test
  void reportsAndObeys() throws Exception {
    answers.add(new Answer(200, "{\"decision\":\"stop\",\"reason\":\"worse than the median\"}"));
    Report report = new Report(2, Map.of("loss", Double.NaN));
    assertThat(client(Duration.ZERO).report(ATTEMPT, "secret", report))
        .isEqualTo(Verdict.stop("worse than the median"));
    assertThat(requests)
        .containsExactly(
            "/api/v1/attempts/3-17-1/reports Bearer secret"
                + " {\"step\":2,\"metrics\":{\"loss\":\"NaN\"}}");
  }

  @Test
  void tellsTheEnd() throws Exception {
    answers.add(new Answer(200, "{\"ok\":true}"));
    AttemptEnd end =
        new AttemptEnd(Cause.DIVERGED, "NaN", Map.of("test_loss", Double.POSITIVE_INFINITY));
    client(Duration.ZERO).end(ATTEMPT, "secret", end);
    assertThat(requests)
        .containsExactly(
            "/api/v1/attempts/3-17-1/end Bearer secret {\"outcome\":\"failed\",\"cause\":\"diverged\","
                + "\"reason\":\"NaN\",\"metrics\":{\"test_loss\":\"Infinity\"}}");
  }

  @Test
  void triesAgainThroughErrorsAndARestart() throws Exception {
    answers.add(new Answer(503, "away"));
    answers.add(new Answer(500, "broken"));
    answers.add(new Answer(200, GO_ON));
    ServerClient client = client(ServerClient.PATIENCE);
    client.report(ATTEMPT, "secret", new Report(1, Map.of()));
    assertThat(requests).hasSize(3).containsOnly(requests.get(0));

    int port = http.getAddress().getPort();
    http.stop(0);
    answers.add(new Answer(200, GO_ON));
    CompletableFuture<Verdict> verdict =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return client.report(ATTEMPT, "secret", new Report(2, Map.of()));
              } catch (FencedException | UnreachableException e) {
                throw new IllegalStateException(e);
              }
            });
    Thread.sleep(300);
    assertThat(verdict).isNotDone();
    http = server(port);
    assertThat(verdict.get()).isEqualTo(Verdict.goOn("go on"));
  }

  @Test
  void givesUpAfterItsPatience() {
    ServerClient client = client(Duration.ofMillis(200));
    http.stop(0);
    assertThatThrownBy(client::next)
        .isInstanceOf(UnreachableException.class)
        .hasMessageContaining("no answer from http://127.0.0.1");
  }

  @Test
  void leavesWhenFenced() {
    for (int status : new int[] {403, 404, 409, 410}) {
      answers.add(new Answer(status, ""));
      assertThatThrownBy(client(Duration.ZERO)::next)
          .isInstanceOf(FencedException.class)
          .hasMessageContaining(String.valueOf(status));
    }
  }

  @Test
  void asksAgainWhenThereIsNothing() throws Exception {
    answers.add(new Answer(204, ""));
    assertThat(client(Duration.ZERO).next()).isEmpty();
    assertThat(requests).containsExactly("/api/v1/workers/w1/next Bearer worker secret {}");
  }
}
