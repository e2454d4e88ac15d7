package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that ends while somebody is being served. */
final class CloseTest {
  private final Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
  private final Thread.UncaughtExceptionHandler before =
      Thread.getDefaultUncaughtExceptionHandler();
  private final Bench bench = Bench.open();

  @BeforeEach
  void watch() {
    Thread.setDefaultUncaughtExceptionHandler((thread, error) -> uncaught.add(error));
  }

  @AfterEach
  void leave() {
    Thread.setDefaultUncaughtExceptionHandler(before);
    bench.close();
  }

  @Test
  void waitsForARequestThatIsUnderWayAndPrintsNothing() {
    URI list = bench.at("/");
    Hold hold = new Hold("sweeps");
    bench.away.read = hold;
    var unused =
        HttpClient.newHttpClient()
            .sendAsync(HttpRequest.newBuilder(list).build(), BodyHandlers.discarding());
    hold.awaitHeld();
    CompletableFuture<Void> closed = CompletableFuture.runAsync(bench.server::close);
    await().until(() -> refused(list));
    await().during(Duration.ofMillis(500)).until(() -> !closed.isDone());
    hold.letGo();
    closed.join();
    assertThat(uncaught).isEmpty();
  }

  private static boolean refused(URI place) {
    try (Socket socket = new Socket(place.getHost(), place.getPort())) {
      return !socket.isConnected();
    } catch (IOException refused) {
      return true;
    }
  }
}
