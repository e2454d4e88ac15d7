package io.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.sonde.web.document.Json;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks by the commands, to a real receiver, with a server that is killed meanwhile. */
class WebhookCommandsTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir Path folder;
  private final List<Got> got = new CopyOnWriteArrayList<>();
  private volatile int status = 500;
  private HttpServer receiver;
  private Path home;

  private record Got(String signature, String body) {}

  @BeforeEach
  void receive() throws Exception {
    home = folder.resolve("home");
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 9);
    receiver.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          got.add(new Got(exchange.getRequestHeaders().getFirst("Sonde-Signature"), body));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    receiver.start();
  }

  @AfterEach
  void stop() {
    receiver.stop(0);
  }

  private String url() {
    return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
  }

  private SondeProcess sonde(int code, String... arguments) {
    SondeProcess ended = SondeProcess.run(home, arguments);
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(code);
    return ended;
  }

  @Test
  void whatWasRefusedIsSentByTheServerThatFollowsAKilledOne() throws Exception {
    CommandTrialsTest.assumePython();
    String id;
    String secret;
    try (SondeProcess server =
        SondeProcess.start(home, "serve", "--webhook-allow", "127.0.0.0/8")) {
      server.awaitSaid("Sonde serves");
      JsonNode made = sonde(0, "webhook", "create", url(), "--name", "chat", "--json").json();
      id = made.path("id").asText();
      secret = made.path("secret").asText();
      sonde(0, "submit", spec().toString());
      sonde(0, "wait", "1");
      await().atMost(LIMIT).until(() -> got.size() == 1);
      await().atMost(LIMIT).until(() -> deliveries(id).contains("It answered 500."));
      server.kill();
    }
    status = 204;
    try (SondeProcess server =
        SondeProcess.start(home, "serve", "--webhook-allow", "127.0.0.0/8")) {
      server.awaitSaid("Sonde serves");
      await().atMost(LIMIT).until(() -> got.size() == 2);
      await().atMost(LIMIT).until(() -> deliveries(id).contains("It answered 204."));
      assertThat(got.get(1).body()).isEqualTo(got.get(0).body());
      JsonNode body = Json.parse(got.get(1).body());
      assertThat(body.path("type").asText()).isEqualTo("sweep.completed");
      assertThat(body.at("/sweep/trials/completed").asInt()).isEqualTo(1);
      sonde(0, "webhook", "ping", id);
      await().atMost(LIMIT).until(() -> got.size() == 3);
      String number =
          sonde(0, "webhook", "deliveries", id, "--json")
              .json()
              .at("/deliveries/1/number")
              .asText();
      sonde(0, "webhook", "redeliver", id, number);
      await().atMost(LIMIT).until(() -> got.size() == 4);
      assertThat(got.get(3).body()).isEqualTo(got.get(0).body());
      verifyAsDocumented(secret, got.get(3));
      assertThat(sonde(0, "webhook", "list").out()).contains("chat", "active", url());
      sonde(0, "webhook", "delete", id);
      assertThat(sonde(0, "webhook", "list").out()).contains("No webhooks yet");
      assertThat(sonde(2, "webhook", "ping", id).err()).contains("There is no webhook " + id);
      assertThat(sonde(2, "webhook", "create", "https://10.0.0.1/", "--name", "x").err())
          .contains("that address is private");
    }
  }

  private String deliveries(String id) {
    return sonde(0, "webhook", "deliveries", id).out();
  }

  private Path spec() throws Exception {
    return Files.writeString(
        folder.resolve("spec.yaml"),
        """
        name: hello
        objective: {metric: loss, direction: minimize}
        space: {x: {float: [0, 1]}}
        search: {algorithm: random, seed: 1}
        budget: {trials: 1}
        trial: {kind: command, command: [sh, -c, 'echo "sonde: {\\"step\\": 1, \\"loss\\": 1}"']}
        """);
  }

  /** The function that docs/webhooks.md shows takes what is genuine, and nothing else. */
  private void verifyAsDocumented(String secret, Got request) throws Exception {
    String page = Files.readString(SondeProcess.ROOT.resolve("docs/webhooks.md"));
    int begin = page.indexOf("```python\n") + "```python\n".length();
    String code = page.substring(begin, page.indexOf("```", begin));
    String check =
        code
            + """

            import sys
            secret, header, body = sys.argv[1], sys.argv[2], sys.argv[3].encode()
            assert genuine(secret, header, body)
            assert not genuine(secret, header, body + b" ")
            assert not genuine(secret + "x", header, body)
            assert not genuine(secret, header, body, now=time.time() + 301)
            """;
    Process python =
        new ProcessBuilder("python3", "-c", check, secret, request.signature(), request.body())
            .redirectErrorStream(true)
            .start();
    String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(python.waitFor()).as(said).isZero();
  }

  @Test
  void whatCannotBeAllowedIsSaidBeforeAnythingStarts() {
    SondeProcess refused = SondeProcess.run(home, "serve", "--webhook-allow", "10.0.0.0/99");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("--webhook-allow", "got '10.0.0.0/99'");
  }
}
