package io.sonde.trial.launch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sonde.search.port.ReportInbox.Refused;
import io.sonde.search.port.WorkerDesk;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.Cause;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The server's side of the worker protocol over a real socket. */
final class TestServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, TestTrial> trials = new ConcurrentHashMap<>();
  private volatile WorkerDesk desk =
      (worker, token) -> {
        throw new IllegalStateException("no desk yet");
      };

  TestServer() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(threads);
    http.createContext("/api/v1/workers/", exchange -> guarded(exchange, this::next));
    http.createContext("/api/v1/attempts/", exchange -> guarded(exchange, this::attempt));
    http.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  void serve(WorkerDesk workers) {
    desk = workers;
  }

  void expect(TestTrial trial) {
    trials.put(trial.id().toString(), trial);
  }

  private void next(HttpExchange exchange) throws IOException {
    String worker = part(exchange, 4);
    try {
      var message = desk.next(worker, token(exchange)).toCompletableFuture().join();
      answer(exchange, message.isPresent() ? 200 : 204, message.orElse(""));
    } catch (CompletionException e) {
      answer(exchange, e.getCause() instanceof Refused ? 410 : 500, "{}");
    }
  }

  private void attempt(HttpExchange exchange) throws IOException {
    TestTrial trial = trials.get(part(exchange, 4));
    JsonNode message = JSON.readTree(exchange.getRequestBody());
    if (trial == null || !trial.token().equals(token(exchange))) {
      answer(exchange, 403, "{}");
    } else if (part(exchange, 5).equals("reports")) {
      String decision = trial.reported(message.get("step").asInt(), metrics(message));
      answer(exchange, 200, "{\"decision\":\"" + decision + "\",\"reason\":\"as told\"}");
    } else {
      Cause cause = Cause.of(message.get("cause").asText());
      trial.toldEnd(new AttemptEnd(cause, message.get("reason").asText(), metrics(message)));
      answer(exchange, 200, "{\"ok\":true}");
    }
  }

  private static Map<String, Double> metrics(JsonNode message) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    message
        .get("metrics")
        .properties()
        .forEach(entry -> metrics.put(entry.getKey(), Double.valueOf(entry.getValue().asText())));
    return metrics;
  }

  private static String part(HttpExchange exchange, int index) {
    return exchange.getRequestURI().getPath().split("/", -1)[index];
  }

  private static String token(HttpExchange exchange) {
    return exchange.getRequestHeaders().getFirst("Authorization").replace("Bearer ", "");
  }

  private static void guarded(HttpExchange exchange, Handler handler) throws IOException {
    try (exchange) {
      handler.handle(exchange);
    } catch (RuntimeException e) {
      answer(exchange, 500, String.valueOf(e));
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }

  /** Answers one request. */
  private interface Handler {
    void handle(HttpExchange exchange) throws IOException;
  }
}
