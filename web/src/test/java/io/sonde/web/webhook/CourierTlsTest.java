package io.sonde.web.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.sonde.search.report.TokenKey;
import io.sonde.web.TestClock;
import io.sonde.web.port.Delivery;
import io.sonde.web.port.Delivery.Attempt;
import io.sonde.web.port.Webhook;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PfxOptions;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By HTTPS a request goes to the server of the name, although it is connected to by address. */
final class CourierTlsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final String PASSWORD = "changeit";
  private static final AtomicInteger TAKEN = new AtomicInteger();

  @TempDir static Path folder;
  private static Path keys;
  private static HttpsServer server;

  @BeforeAll
  static void serve() throws Exception {
    keys = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "hook",
                "-keyalg",
                "EC",
                "-dname",
                "CN=hook.example",
                "-ext",
                "SAN=dns:hook.example",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                keys.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD.toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.createContext(
        "/",
        exchange -> {
          TAKEN.incrementAndGet();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterAll
  static void close() {
    server.stop(0);
  }

  private static Attempt sent(String host, HttpClientOptions trust) {
    Secrets secrets = new Secrets(new TokenKey(new byte[TokenKey.BYTES]));
    String url = "https://" + host + ":" + server.getAddress().getPort() + "/";
    Webhook webhook =
        new Webhook(
            "a1",
            "it",
            url,
            Set.of("ping"),
            Set.of(),
            true,
            Secrets.digest(secrets.of("a1", NOW)),
            0,
            NOW);
    Delivery.Message message =
        new Delivery.Message("e1", "ping", OptionalInt.empty(), "{}", OptionalLong.empty(), NOW);
    Delivery delivery =
        new Delivery(
            7, "a1", message, Delivery.State.WAITING, 0, Optional.of(NOW), Optional.empty());
    try (Courier courier =
        new Courier(
            secrets,
            new TargetRules(List.of("127.0.0.1")),
            any -> List.of(InetAddress.getLoopbackAddress()),
            new TestClock(NOW),
            "Sonde/test",
            Duration.ofSeconds(10),
            trust)) {
      return courier.send(webhook, delivery).toCompletableFuture().join();
    }
  }

  private static HttpClientOptions trusting() {
    return new HttpClientOptions()
        .setTrustOptions(new PfxOptions().setPath(keys.toString()).setPassword(PASSWORD));
  }

  @Test
  void asksForACertificateOfTheName() {
    int before = TAKEN.get();
    Attempt attempt = sent("hook.example", trusting());
    assertThat(attempt.taken()).as(attempt.problem()).isTrue();
    assertThat(TAKEN).hasValue(before + 1);
    Attempt other = sent("other.example", trusting());
    assertThat(other.problem()).startsWith("It could not be reached: ").contains("other.example");
    assertThat(TAKEN).hasValue(before + 1);
  }

  @Test
  void believesNoCertificateThatThisJavaDoesNot() {
    int before = TAKEN.get();
    assertThat(sent("hook.example", new HttpClientOptions()).problem())
        .startsWith("It could not be reached: ");
    assertThat(TAKEN).hasValue(before);
  }
}
