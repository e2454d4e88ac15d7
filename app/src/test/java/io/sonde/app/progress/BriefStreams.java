package io.sonde.app.progress;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * Stands between a client and its server and ends each stream of events after so many of them, as a
 * server does after the life of a stream. What it passed on is kept.
 */
final class BriefStreams implements AutoCloseable {
  private static final Pattern ID = Pattern.compile("id: (\\d+)");
  private final URI server;
  private final int most;
  private final HttpServer listening;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Stream> streams = new CopyOnWriteArrayList<>();

  /**
   * A stream that was passed on.
   *
   * @param query what it was asked with
   * @param ids of the events that went through
   */
  record Stream(String query, List<Long> ids) {}

  BriefStreams(URI server, int most) throws IOException {
    this.server = server;
    this.most = most;
    listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    listening.setExecutor(threads);
    listening.createContext("/", this::passOn);
    listening.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + listening.getAddress().getPort());
  }

  List<Stream> streams() {
    return List.copyOf(streams);
  }

  private void passOn(HttpExchange exchange) throws IOException {
    try (exchange) {
      HttpRequest request =
          HttpRequest.newBuilder(server.resolve(exchange.getRequestURI())).GET().build();
      HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
      exchange.sendResponseHeaders(response.statusCode(), 0);
      try (InputStream body = response.body()) {
        if (exchange.getRequestURI().getPath().endsWith("/events")) {
          copyEvents(body, exchange);
        } else {
          body.transferTo(exchange.getResponseBody());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void copyEvents(InputStream body, HttpExchange exchange) throws IOException {
    Stream stream =
        new Stream(exchange.getRequestURI().getRawQuery(), new CopyOnWriteArrayList<>());
    streams.add(stream);
    StringBuilder line = new StringBuilder();
    for (int next = body.read(); next >= 0; next = body.read()) {
      line.append((char) next);
      if (next != '\n') {
        continue;
      }
      exchange.getResponseBody().write(line.toString().getBytes(StandardCharsets.ISO_8859_1));
      exchange.getResponseBody().flush();
      ID.matcher(line).results().forEach(id -> stream.ids().add(Long.parseLong(id.group(1))));
      if (line.length() == 1 && stream.ids().size() >= most) {
        return;
      }
      line.setLength(0);
    }
  }

  @Override
  public void close() {
    listening.stop(0);
    threads.shutdownNow();
  }
}
