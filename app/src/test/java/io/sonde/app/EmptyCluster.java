package io.sonde.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers over HTTP as the API of a Kubernetes cluster does in which nothing runs. fabric8's mock
 * needs another Vert.x than ours.
 */
final class EmptyCluster implements AutoCloseable {
  private static final Pattern LISTED = Pattern.compile(".*/namespaces/([^/]+)/(pods|jobs)");
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int OK = 200;

  private final HttpServer server;
  private final Set<String> forbidden;
  private final Set<String> asked = ConcurrentHashMap.newKeySet();

  /** Refuses whoever asks for these namespaces. */
  EmptyCluster(String... forbidden) throws IOException {
    this.forbidden = Set.of(forbidden);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Writes what leads kubectl to such an address. */
  static Path kubeconfig(Path folder, String address) throws IOException {
    return Files.writeString(
        Files.createTempFile(folder, "kubeconfig", ""),
        """
        apiVersion: v1
        kind: Config
        current-context: test
        contexts: [{name: test, context: {cluster: test, user: admin}}]
        clusters: [{name: test, cluster: {server: "%s"}}]
        users: [{name: admin, user: {token: secret}}]
        """
            .formatted(address));
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The namespaces that were asked for so far. */
  Set<String> asked() {
    return Set.copyOf(asked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    Matcher listed = LISTED.matcher(exchange.getRequestURI().getPath());
    if (!listed.matches()) {
      send(exchange, NOT_FOUND, status(NOT_FOUND, "there is no such thing"));
      return;
    }
    String namespace = listed.group(1);
    asked.add(namespace);
    if (forbidden.contains(namespace)) {
      String sentence = "%s is forbidden in the namespace %s";
      send(exchange, FORBIDDEN, status(FORBIDDEN, sentence.formatted(listed.group(2), namespace)));
    } else {
      boolean pods = listed.group(2).equals("pods");
      String list =
          """
          {"kind": "%s", "apiVersion": "%s", "metadata": {"resourceVersion": "1"}, "items": []}""";
      send(exchange, OK, list.formatted(pods ? "PodList" : "JobList", pods ? "v1" : "batch/v1"));
    }
  }

  private static String status(int code, String message) {
    return """
        {"kind": "Status", "apiVersion": "v1", "status": "Failure", "code": %d, "message": "%s"}"""
        .formatted(code, message);
  }

  private static void send(HttpExchange exchange, int code, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
