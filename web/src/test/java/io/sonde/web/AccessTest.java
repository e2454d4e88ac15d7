package io.sonde.web;

import static io.sonde.web.WorkerProtocolTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AccessTest {
  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.168.1.5", "example.org", "127.0.0.1.example.org"})
  void listensBeyondLoopbackOnlyWithAToken(String host) {
    assertThatThrownBy(() -> new WebSettings(host, 0, Optional.empty()).requireGuard(false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(host)
        .hasMessageContaining("token");
    new WebSettings(host, 0, Optional.empty()).requireGuard(true);
    new WebSettings(host, 0, Optional.of("s")).requireGuard(false);
  }

  @Test
  void refusesSettingsThatMeanNothing() {
    assertThatThrownBy(() -> WebSettings.loopback(65_536)).hasMessageContaining("65536");
    assertThatThrownBy(() -> new WebSettings("127.0.0.1", 0, Optional.of(" ")))
        .hasMessageContaining("blank");
    assertThat(new WebSettings("::1", 0, Optional.empty()).host()).isEqualTo("::1");
    assertThat(new WebSettings("localhost", 0, Optional.empty()).port()).isZero();
  }

  @Test
  void saysThatAPortIsTaken() {
    try (Bench bench = Bench.open()) {
      int port = bench.server.port();
      WebPorts ports = bench.ports;
      try (WebServer second = new WebServer(WebSettings.loopback(port), ports)) {
        assertThatThrownBy(second::start)
            .isInstanceOf(CannotListenException.class)
            .hasMessageContaining("127.0.0.1:" + port);
      }
      try (WebServer elsewhere =
          new WebServer(new WebSettings("203.0.113.7", 0, Optional.of("s")), ports)) {
        assertThatThrownBy(elsewhere::start).isInstanceOf(CannotListenException.class);
      }
    }
  }

  @Test
  void onLoopbackItAnswersOnlyToItsOwnName() throws IOException {
    try (Bench bench = Bench.open()) {
      int port = bench.server.port();
      assertThat(statusFor(port, "localhost:" + port)).isEqualTo(200);
      assertThat(statusFor(port, "127.0.0.1:" + port)).isEqualTo(200);
      assertThat(statusFor(port, "[::1]:" + port)).isEqualTo(200);
      assertThat(statusFor(port, "evil.example:" + port)).isEqualTo(421);
      assertThat(statusFor(port, "127.0.0.1.evil.example:" + port)).isEqualTo(421);
      assertThat(statusFor(port, "localhost:" + (port + 1))).isEqualTo(421);
      assertThat(statusFor(port, "localhost")).isEqualTo(421);
    }
  }

  private static int statusFor(int port, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      String request =
          "GET /api/v1/sweeps HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Integer.parseInt(answer.split(" ", 3)[1]);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site,cross-site,application/json,403",
    "Sec-Fetch-Site,same-site,application/json,403",
    "Sec-Fetch-Site,same-origin,text/plain,202",
    "Origin,http://evil.example,application/json,403",
    "Origin,null,application/json,403",
    "X-Nothing,x,text/plain,403",
    "X-Nothing,x,application/x-www-form-urlencoded,403",
    "X-Nothing,x,application/json; charset=utf-8,202",
  })
  void letsNoOtherSiteChangeAnything(String header, String value, String type, int status) {
    try (Bench bench = Bench.open()) {
      int sweep = bench.sweeps.running("digits");
      String path = "/api/v1/sweeps/" + sweep + "/cancel";
      HttpResponse<String> answer = bench.post(path, type, "", header, value);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
      assertThat(bench.control.steered).hasSize(status == 202 ? 1 : 0);
    }
  }

  @Test
  void takesTheOriginOfItsOwnPages() {
    try (Bench bench = Bench.open()) {
      String path = "/api/v1/sweeps/" + bench.sweeps.running("digits") + "/cancel";
      String origin = bench.server.address().toString();
      assertThat(bench.post(path, "text/plain", "", "Origin", origin).statusCode()).isEqualTo(202);
    }
  }

  @Test
  void withATokenEveryCallNeedsIt() {
    try (Bench bench = Bench.withToken("open sesame")) {
      assertProblem(bench.get("/api/v1/sweeps"), 401);
      assertProblem(bench.get("/version"), 401);
      assertProblem(bench.get("/api/v1/sweeps", "Authorization", "Bearer open"), 401);
      assertProblem(bench.get("/api/v1/sweeps", "Cookie", "sonde_session=1.x"), 401);
      assertProblem(bench.get("/api/v1/sweeps", "Cookie", "sonde_session=99999999999."), 401);
      assertProblem(bench.postJson("/api/v1/sweeps/1/cancel", ""), 401);
      assertThat(bench.get("/api/v1/sweeps", "Authorization", "Bearer open sesame").statusCode())
          .isEqualTo(200);
      assertThat(bench.get("/healthz").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void workersBringTheirOwnTokens() {
    try (Bench bench = Bench.withToken("open sesame")) {
      String path = "/api/v1/workers/a/next";
      assertThat(bench.postJson(path, "", "Authorization", "Bearer worker-secret").statusCode())
          .isEqualTo(200);
      assertProblem(bench.postJson(path, "", "Authorization", "Bearer open sesame"), 403);
      assertProblem(bench.get("/api/v1/workers/../sweeps"), 401);
      assertProblem(
          bench.send(
              bench
                  .request("/api/v1/attempts/1-0-1/reports", "Authorization", "Bearer secret")
                  .method("PUT", BodyPublishers.noBody())),
          403);
    }
  }

  @Test
  void keepsBrowsersStrict() {
    try (Bench bench = Bench.open()) {
      HttpResponse<String> answer = bench.get("/api/v1/sweeps");
      String policy = answer.headers().firstValue("content-security-policy").orElseThrow();
      assertThat(policy).contains("default-src 'none'").doesNotContain("unsafe");
      assertThat(answer.headers().firstValue("x-content-type-options")).hasValue("nosniff");
    }
  }
}
