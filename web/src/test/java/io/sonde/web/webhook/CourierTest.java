package io.sonde.web.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.report.TokenKey;
import io.sonde.web.TestClock;
import io.sonde.web.port.Delivery;
import io.sonde.web.port.Delivery.Attempt;
import io.sonde.web.port.Webhook;
import io.vertx.core.http.HttpClientOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one request is, and what receivers can do to it. */
final class CourierTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String BODY = "{\"type\":\"ping\",\"text\":\"ü\"}";
  private final Secrets secrets = new Secrets(new TokenKey(new byte[TokenKey.BYTES]));
  private final List<Courier> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(Courier::close);
  }

  private Courier courier(TargetRules.Resolver resolver, String... allowed) {
    Courier courier =
        new Courier(
            secrets,
            new TargetRules(List.of(allowed)),
            resolver,
            new TestClock(NOW),
            "Sonde/test",
            PATIENCE,
            new HttpClientOptions());
    open.add(courier);
    return courier;
  }

  private Courier local() {
    return courier(TargetRules.Resolver.ofMachine(), "127.0.0.1");
  }

  private Webhook webhook(String url) {
    String secret = secrets.of("a1", NOW);
    return new Webhook(
        "a1", "it", url, Set.of("ping"), Set.of(), true, Secrets.digest(secret), 0, NOW);
  }

  private static Delivery delivery(int attempts) {
    Delivery.Message message =
        new Delivery.Message("e1", "ping", OptionalInt.empty(), BODY, OptionalLong.empty(), NOW);
    return new Delivery(
        7, "a1", message, Delivery.State.WAITING, attempts, Optional.of(NOW), Optional.empty());
  }

  private static Attempt sent(Courier courier, Webhook webhook) {
    return sent(courier, webhook, delivery(0));
  }

  private static Attempt sent(Courier courier, Webhook webhook, Delivery delivery) {
    return courier.send(webhook, delivery).toCompletableFuture().join();
  }

  @Test
  void postsTheBodyWithItsSignature() {
    try (Receiver receiver = Receiver.answering(204)) {
      Attempt attempt = sent(local(), webhook(receiver.url()), delivery(2));
      assertThat(attempt.taken()).as(attempt.problem()).isTrue();
      assertThat(attempt.status()).hasValue(204);
      assertThat(attempt.at()).isEqualTo(NOW);
      Receiver.Request request = receiver.requests().get(0);
      assertThat(request.path()).isEqualTo("/hook?a=b");
      assertThat(request.body()).isEqualTo(BODY);
      assertThat(request.event()).isEqualTo("ping");
      assertThat(request.delivery()).isEqualTo("7");
      assertThat(request.attempt()).isEqualTo("3");
      String secret = secrets.of("a1", NOW);
      assertThat(request.signature())
          .startsWith("t=" + NOW.getEpochSecond() + ",v1=")
          .isEqualTo(Signature.of(secret, NOW, BODY))
          .isNotEqualTo(Signature.of(secret, NOW, BODY + " "))
          .isNotEqualTo(Signature.of(secret, NOW.plusSeconds(1), BODY))
          .isNotEqualTo(Signature.of(secret + "x", NOW, BODY));
    }
  }

  /** RFC 4231 has no case of this form; this one was computed by OpenSSL. */
  @Test
  void signsAsOthersDo() {
    assertThat(Signature.of("whsec_test", Instant.ofEpochSecond(1_795_953_600), "{\"a\":1}"))
        .isEqualTo(
            "t=1795953600,v1=0e2e594810979aa6927bfe747b8598b632f9baaa48e0abe144fca55ed2f378be");
  }

  @Test
  void whatIsNotTakenIsSaid() {
    try (Receiver receiver = Receiver.answering(500)) {
      receiver.answer(503, "later, please");
      Attempt attempt = sent(local(), webhook(receiver.url()));
      assertThat(attempt.taken()).isFalse();
      assertThat(attempt.status()).hasValue(503);
      assertThat(attempt.answer()).isEqualTo("later, please");
      assertThat(attempt.problem()).isEqualTo("It answered 503.");
    }
  }

  @Test
  void followsNoRedirect() {
    try (Receiver inside = Receiver.answering(204);
        Receiver receiver = Receiver.answering(204)) {
      receiver.lead(inside.url());
      Attempt attempt = sent(local(), webhook(receiver.url()));
      assertThat(attempt.taken()).isFalse();
      assertThat(attempt.problem()).contains("307", "not followed");
      assertThat(inside.requests()).isEmpty();
    }
  }

  @Test
  void connectsToNoAddressButOneItHasChecked() throws Exception {
    try (Receiver inside = Receiver.answering(204)) {
      AtomicInteger asked = new AtomicInteger();
      TargetRules.Resolver rebinding =
          host ->
              List.of(
                  InetAddress.getByName(asked.getAndIncrement() == 0 ? "192.0.2.1" : "127.0.0.1"));
      // Its first answer is allowed, and nobody is there; any further one would lead inside.
      Courier courier = courier(rebinding, "192.0.2.1");
      Webhook evil = webhook("http://localhost:" + inside.port() + "/");
      assertThat(sent(courier, evil).taken()).isFalse();
      assertThat(asked).hasValue(1);
      assertThat(inside.requests()).isEmpty();
      // Asked again for the next attempt, the name leads inside: nothing is sent at all.
      Attempt refused = sent(courier, evil);
      assertThat(refused.problem())
          .startsWith(
              "Nothing was sent: localhost is 127.0.0.1, and that address is of this machine");
      assertThat(inside.requests()).isEmpty();
    }
  }

  @Test
  void looksAtTheRulesForEachAttempt() {
    try (Receiver inside = Receiver.answering(204)) {
      Attempt attempt = sent(courier(TargetRules.Resolver.ofMachine()), webhook(inside.url()));
      assertThat(attempt.problem()).contains("Nothing was sent", "of this machine");
      assertThat(inside.requests()).isEmpty();
    }
  }

  @Test
  void triesTheNextAddressOfANameTheNextTime() {
    try (Receiver receiver = Receiver.answering(204)) {
      TargetRules.Resolver two =
          host -> List.of(InetAddress.getByName("127.0.0.9"), InetAddress.getLoopbackAddress());
      Courier courier = courier(two, "127.0.0.0/8");
      Webhook webhook = webhook("http://hook.example:" + receiver.port() + "/");
      assertThat(sent(courier, webhook, delivery(0)).problem()).contains("could not be reached");
      assertThat(sent(courier, webhook, delivery(1)).taken()).isTrue();
    }
  }

  @Test
  void anUnknownHostAndADeadPortAreSaid() throws Exception {
    int dead;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      dead = socket.getLocalPort();
    }
    assertThat(sent(local(), webhook("http://127.0.0.1:" + dead + "/")).problem())
        .startsWith("It could not be reached: ");
    TargetRules.Resolver nobody =
        host -> {
          throw new UnknownHostException(host);
        };
    assertThat(sent(courier(nobody), webhook("https://gone.example/")).problem())
        .isEqualTo("Nothing was sent: no address is known of gone.example.");
  }

  @Test
  void waitsNoLongerThanItWasTold() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Attempt attempt = sent(local(), webhook("http://127.0.0.1:" + silent.getLocalPort() + "/"));
      assertThat(attempt.problem()).isEqualTo("There was no answer within 2 s.");
      assertThat(attempt.millis()).isLessThan(20_000);
    }
  }

  @Test
  void waitsNoLongerForASlowNameServer() {
    CountDownLatch never = new CountDownLatch(1);
    TargetRules.Resolver slow =
        host -> {
          try {
            var unused = never.await(1, TimeUnit.MINUTES);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          throw new UnknownHostException(host);
        };
    assertThat(sent(courier(slow), webhook("https://slow.example/")).problem())
        .isEqualTo("There was no answer within 2 s.");
    never.countDown();
  }

  @Test
  void readsNoAnswerWithoutEnd() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      CountDownLatch cut = new CountDownLatch(1);
      Thread server = new Thread(() -> flood(socket, cut));
      server.start();
      Attempt attempt = sent(local(), webhook("http://127.0.0.1:" + socket.getLocalPort() + "/"));
      assertThat(attempt.taken()).isTrue();
      assertThat(attempt.answer()).hasSize(Post.MOST);
      assertThat(cut.await(30, TimeUnit.SECONDS)).as("the connection is closed").isTrue();
      server.join();
    }
  }

  /** A client that has begun its request: one that is answered before it asks breaks off. */
  private static Socket asked(ServerSocket socket) throws IOException {
    Socket client = socket.accept();
    if (client.getInputStream().read() < 0) {
      client.close();
      throw new IOException("the client left without a request");
    }
    return client;
  }

  private static void flood(ServerSocket socket, CountDownLatch cut) {
    try (Socket client = asked(socket)) {
      OutputStream out = client.getOutputStream();
      out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] much = "x".repeat(8192).getBytes(StandardCharsets.US_ASCII);
      while (true) {
        out.write(much);
      }
    } catch (IOException e) {
      cut.countDown();
    }
  }

  @Test
  void anAnswerThatDripsCountsByItsStatus() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread server = new Thread(() -> drip(socket));
      server.start();
      Attempt attempt = sent(local(), webhook("http://127.0.0.1:" + socket.getLocalPort() + "/"));
      assertThat(attempt.status()).hasValue(200);
      assertThat(attempt.answer()).isEqualTo("a bit");
      server.join();
    }
  }

  /** Promises more than it sends, then waits until the other side leaves. */
  private static void drip(ServerSocket socket) {
    try (Socket client = asked(socket)) {
      client
          .getOutputStream()
          .write(
              "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\na bit"
                  .getBytes(StandardCharsets.US_ASCII));
      while (client.getInputStream().read() >= 0) {
        // until it is closed
      }
    } catch (IOException e) {
      // closed
    }
  }

  @Test
  void withTheKeyOfAnotherHomeNothingIsSent() {
    try (Receiver receiver = Receiver.answering(204)) {
      Webhook foreign =
          new Webhook(
              "a1",
              "it",
              receiver.url(),
              Set.of("ping"),
              Set.of(),
              true,
              Secrets.digest("another"),
              0,
              NOW);
      assertThat(sent(local(), foreign).problem()).contains("key of another home");
      assertThat(receiver.requests()).isEmpty();
    }
  }
}
