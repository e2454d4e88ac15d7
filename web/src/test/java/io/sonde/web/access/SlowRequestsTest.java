package io.sonde.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.web.access.SlowRequests.Limits;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections that trickle are closed; those that wait for an answer are not. */
@Timeout(60)
final class SlowRequestsTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final HttpServerOptions OPTIONS =
      new HttpServerOptions().setHttp2ClearTextEnabled(false);
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  /** Answers at once, but what asks for {@code /late} after five of the short times. */
  private static void answer(Vertx vertx, HttpServerRequest request) {
    if (request.path().equals("/late")) {
      vertx.setTimer(5 * SHORT.toMillis(), timer -> request.response().end("late"));
    } else {
      request.endHandler(all -> request.response().end("soon"));
    }
  }

  private Socket connect(Limits limits) throws Exception {
    HttpServer server =
        new SlowRequests(limits)
            .watch(vertx, vertx.createHttpServer(OPTIONS), request -> answer(vertx, request))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS);
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
    socket.setSoTimeout(60_000);
    return socket;
  }

  private static Limits limits(Duration first, Duration idle, Duration body) {
    return new Limits(first, idle, body, Duration.ofMillis(50));
  }

  /** Sends a byte after the other until the server has closed the connection. */
  private static void trickle(Socket socket, String start) throws IOException {
    byte[] bytes = start.getBytes(StandardCharsets.US_ASCII);
    socket.getOutputStream().write(bytes);
    socket.setSoTimeout(20);
    InputStream in = socket.getInputStream();
    while (true) {
      try {
        if (in.read() < 0) {
          return;
        }
      } catch (SocketTimeoutException open) {
        socket.getOutputStream().write('x');
      }
    }
  }

  private static boolean closes(Socket socket, String start) {
    try (socket) {
      trickle(socket, start);
    } catch (IOException reset) {
      return true;
    }
    return true;
  }

  @Test
  void aHeadThatTricklesIsCutOff() throws Exception {
    assertThat(closes(connect(limits(SHORT, LONG, LONG)), "GET / HTTP/1.1\r\nX-Slow: ")).isTrue();
  }

  @Test
  void aBodyThatTricklesIsCutOff() throws Exception {
    String head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n";
    assertThat(closes(connect(limits(LONG, LONG, SHORT)), head)).isTrue();
  }

  @Test
  void aConnectionThatIsLeftIdleIsCutOff() throws Exception {
    try (Socket socket = connect(limits(LONG, SHORT, LONG))) {
      ask(socket, "/");
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .endsWith("soon");
    }
  }

  @Test
  void anAnswerMayTakeItsTime() throws Exception {
    try (Socket socket = connect(limits(SHORT, SHORT, SHORT))) {
      ask(socket, "/late");
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .endsWith("late");
    }
  }

  private static void ask(Socket socket, String path) throws IOException {
    String request = "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
  }
}
