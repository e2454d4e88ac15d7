package io.sonde.web.webhook;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real server on loopback that takes what webhooks send, or refuses it. */
public final class Receiver implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile int status;
  private volatile String answer = "";
  private volatile String location = "";

  /** A request that came. */
  public record Request(
      String path, String body, String signature, String event, String delivery, String attempt) {}

  private Receiver(int port, int status) throws IOException {
    this.status = status;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** One that answers so. */
  public static Receiver answering(int status) {
    return at(0, status);
  }

  /** The same at a port. */
  public static Receiver at(int port, int status) {
    try {
      return new Receiver(port, status);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** From now on it answers so. */
  public void answer(int other, String text) {
    answer = text;
    status = other;
  }

  /** From now on it leads elsewhere. */
  public void lead(String elsewhere) {
    location = elsewhere;
    status = 307;
  }

  /** Where it is. */
  public String url() {
    return "http://127.0.0.1:" + port() + "/hook?a=b";
  }

  /** Where it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** What came. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** Waits until so many came. */
  public List<Request> awaitRequests(int count) {
    await().atMost(Duration.ofSeconds(60)).until(() -> requests.size() >= count);
    return requests();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      requests.add(
          new Request(
              exchange.getRequestURI().toString(),
              body,
              exchange.getRequestHeaders().getFirst(Signature.HEADER),
              exchange.getRequestHeaders().getFirst("Sonde-Event"),
              exchange.getRequestHeaders().getFirst("Sonde-Delivery"),
              exchange.getRequestHeaders().getFirst("Sonde-Attempt")));
      if (!location.isEmpty()) {
        exchange.getResponseHeaders().set("Location", location);
      }
      byte[] text = answer.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, text.length == 0 ? -1 : text.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(text);
      } catch (IOException e) {
        // the other side has read enough
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
