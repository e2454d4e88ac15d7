package io.sonde.web;

import static io.sonde.web.WorkerProtocolTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** How much one caller may ask for. */
final class LimitTest {
  private static final String ADMIN = "Bearer open sesame";

  private static HttpResponse<String> guess(Bench bench, String token) {
    return bench.get("/api/v1/sweeps", "Authorization", "Bearer " + token);
  }

  @Test
  void guessingATokenIsSlowAndShutsNobodyOutWhoseTokenIsRandom() {
    try (Bench bench = Bench.withToken("open sesame")) {
      HttpResponse<String> made =
          bench.postJson(
              "/api/v1/tokens", "{\"name\":\"CI\",\"role\":\"read\"}", "Authorization", ADMIN);
      String random = Bench.json(made).get("token").asText();
      for (int i = 0; i < 20; i++) {
        assertProblem(guess(bench, "guess " + i), 401);
      }
      HttpResponse<String> refused = guess(bench, "guess 21");
      assertProblem(refused, 429);
      assertThat(refused.headers().firstValue("retry-after")).hasValue("5");
      assertProblem(guess(bench, "open sesame"), 429);
      assertThat(login(bench, "open+sesame").statusCode()).isEqualTo(429);
      assertThat(guess(bench, random).statusCode()).isEqualTo(200);
      bench.clock.pass(Duration.ofSeconds(5));
      assertThat(guess(bench, "open sesame").statusCode()).isEqualTo(200);
    }
  }

  private static HttpResponse<String> login(Bench bench, String token) {
    return bench.post(
        "/login",
        "application/x-www-form-urlencoded",
        "token=" + token,
        "Sec-Fetch-Site",
        "same-origin");
  }

  @Test
  void aTokenHasSoManyRequestsAndWorkersAreNotCounted() throws IOException {
    try (Bench bench = Bench.withToken("open sesame")) {
      String answers = askedAtOnce(bench, 2001);
      assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(2001);
      assertThat(answers.split("HTTP/1.1 429", -1)).hasSize(2);
      String worker = "Bearer worker-secret";
      assertThat(bench.postJson("/api/v1/workers/a/next", "", "Authorization", worker).statusCode())
          .isEqualTo(200);
      assertThat(bench.get("/healthz").statusCode()).isEqualTo(200);
      bench.clock.pass(Duration.ofSeconds(1));
      assertThat(bench.get("/version", "Authorization", ADMIN).statusCode()).isEqualTo(200);
    }
  }

  /** What comes back on one connection for so many requests one after the other. */
  private static String askedAtOnce(Bench bench, int count) throws IOException {
    String host = "Host: 127.0.0.1:" + bench.server.port() + "\r\nAuthorization: " + ADMIN + "\r\n";
    String request = "GET /version HTTP/1.1\r\n" + host + "\r\n";
    String last = "GET /version HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n";
    byte[] all = (request.repeat(count - 1) + last).getBytes(StandardCharsets.US_ASCII);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), bench.server.port())) {
      OutputStream out = socket.getOutputStream();
      CompletableFuture<Void> sent =
          CompletableFuture.runAsync(
              () -> {
                try {
                  out.write(all);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      sent.join();
      return answers;
    }
  }

  @Test
  void dryRunsAndChecksAreLargeQueries() {
    try (Bench bench = Bench.withToken("open sesame")) {
      CountDownLatch done = new CountDownLatch(1);
      bench.control.held = done;
      List<CompletableFuture<Integer>> plans = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        plans.add(CompletableFuture.supplyAsync(() -> dryRun(bench).statusCode()));
      }
      await().until(() -> bench.control.planning.get() == 4);
      assertProblem(dryRun(bench), 429);
      String spec = "name: x";
      HttpResponse<String> check =
          bench.post("/api/v1/specs/check", "application/yaml", spec, "Authorization", ADMIN);
      assertProblem(check, 429);
      HttpResponse<String> start =
          bench.post("/api/v1/sweeps", "application/yaml", spec, "Authorization", ADMIN);
      assertThat(start.statusCode()).isEqualTo(201);
      done.countDown();
      assertThat(plans).allSatisfy(plan -> assertThat(plan.join()).isEqualTo(200));
      await().untilAsserted(() -> assertThat(dryRun(bench).statusCode()).isEqualTo(200));
    }
  }

  private static HttpResponse<String> dryRun(Bench bench) {
    return bench.post(
        "/api/v1/sweeps?dry_run=true", "application/yaml", "name: x", "Authorization", ADMIN);
  }

  @Test
  void aTokenHasSoManyStreams() throws IOException {
    try (Bench bench = Bench.withToken("open sesame")) {
      int sweep = bench.sweeps.running("digits");
      String path = "/api/v1/sweeps/" + sweep + "/events";
      List<Socket> streams = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        streams.add(stream(bench, path));
      }
      assertProblem(bench.get(path, "Authorization", ADMIN), 429);
      assertProblem(bench.get("/api/v1/sweeps/1?wait=1s", "Authorization", ADMIN), 429);
      streams.get(0).close();
      await()
          .untilAsserted(
              () ->
                  assertThat(
                          bench
                              .get("/api/v1/sweeps/1?wait=1s", "Authorization", ADMIN)
                              .statusCode())
                      .isEqualTo(200));
      for (Socket stream : streams) {
        stream.close();
      }
    }
  }

  /** An event stream that has begun. */
  private static Socket stream(Bench bench, String path) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), bench.server.port());
    String host = "Host: 127.0.0.1:" + bench.server.port() + "\r\nAuthorization: " + ADMIN;
    byte[] request =
        ("GET " + path + " HTTP/1.1\r\n" + host + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    socket.getOutputStream().write(request);
    byte[] head = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
    assertThat(new String(head, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
    return socket;
  }

  @Test
  void aProxyIsBelievedOnlyWhereItIsNamed() {
    String[] forwarded = {
      "X-Forwarded-For", "203.0.113.9, 198.51.100.4", "X-Forwarded-Proto", "https"
    };
    Optional<String> token = Optional.of("open sesame");
    WebSettings behind =
        new WebSettings("127.0.0.1", 0, token, Optional.empty(), Set.of("127.0.0.1"));
    try (Bench proxied = Bench.with(behind);
        Bench direct = Bench.withToken("open sesame")) {
      for (int i = 0; i < 21; i++) {
        proxied.get("/version", with(forwarded, "Authorization", "Bearer guess"));
      }
      assertProblem(proxied.get("/version", with(forwarded, "Authorization", ADMIN)), 429);
      assertThat(proxied.get("/version", "Authorization", ADMIN).statusCode()).isEqualTo(200);
      assertThat(cookie(proxied, forwarded)).contains("Secure");
      assertThat(cookie(direct, forwarded)).doesNotContain("Secure");
    }
  }

  private static String cookie(Bench bench, String... forwarded) {
    String[] other = forwarded.clone();
    other[1] = "192.0.2.1";
    return bench
        .post(
            "/login",
            "application/x-www-form-urlencoded",
            "token=open+sesame",
            with(other, "Sec-Fetch-Site", "same-origin"))
        .headers()
        .firstValue("set-cookie")
        .orElseThrow();
  }

  private static String[] with(String[] headers, String... more) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
