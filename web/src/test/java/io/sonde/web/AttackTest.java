package io.sonde.web;

import static io.sonde.web.WorkerProtocolTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.Origin;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import io.sonde.search.space.Configuration;
import io.sonde.web.port.AuditEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/security.md says that attackers try, tried. */
final class AttackTest {
  private static final String XSS = "</script><img src=x onerror=alert(1)>\"'><b id=xss>";
  private final Bench bench = Bench.open();

  @TempDir Path folder;

  @AfterEach
  void close() {
    bench.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/sweeps/1/trials/0/artifacts/1/..%2F..%2F..%2Fetc%2Fpasswd",
        "/api/v1/sweeps/1/trials/0/artifacts/1/%2e%2e/%2e%2e/etc/passwd",
        "/api/v1/sweeps/1/trials/0/artifacts/1/%2Fetc%2Fpasswd",
        "/api/v1/sweeps/1/trials/0/artifacts/1/..%5C..%5Cetc%5Cpasswd",
        "/api/v1/sweeps/1/trials/0/artifacts/1/a%00.txt",
        "/assets/x/..%2F..%2Fapplication.class",
        "/assets/..%2F..%2Fetc/passwd",
        "/..%2F..%2Fetc%2Fpasswd",
        "/%2e%2e/%2e%2e/etc/passwd"
      })
  void leavesItsFoldersForNoPath(String path) {
    bench.sweeps.running("digits");
    HttpResponse<String> answer = bench.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 404);
    assertThat(answer.body()).doesNotContain("root:");
  }

  @Test
  void showsEveryTextAsText() throws IOException {
    Path log = Files.writeString(folder.resolve("log"), "said " + XSS);
    int sweep = troubled(log);
    bench.artifacts.leave(new AttemptId(sweep, 0, 1), "artifacts/" + XSS.replace('/', '|'), "x");
    String quoted = "\"" + XSS.replace("\"", "\\\"") + "\"";
    bench.postJson("/api/v1/devices/put-back", "{\"device\":" + quoted + "}");
    String hook = hook(quoted);
    String wish = "{\"name\":" + quoted + ",\"role\":\"admin\"}";
    String token = Bench.json(bench.postJson("/api/v1/tokens", wish)).get("token").asText();
    String[] admin = {"Authorization", "Bearer " + token};
    await().until(() -> !bench.access.audit(Long.MAX_VALUE, 1).isEmpty());
    String page = "/sweeps/" + sweep;
    for (String path :
        List.of(
            "/",
            page,
            page + "?table=history",
            page + "?columns=reason&columns=device",
            page + "/trials/0",
            page + "/analysis",
            page + "/analysis?table=parallel",
            page + "/analysis?table=curves",
            page + "/enqueue",
            page + "/delete",
            "/new?from=" + sweep,
            "/compare?sweeps=" + sweep + "," + troubled(log),
            "/experiments",
            "/experiments?name=" + URLEncoder.encode(XSS, StandardCharsets.UTF_8),
            "/audit",
            "/devices",
            "/tokens",
            "/webhooks",
            hook,
            hook + "/deliveries/1",
            page + "/trials/99" + "?" + "x=%3Cimg%20src%3Dx%20onerror",
            "/nothing/%3Cimg%20src=x%20onerror=alert(1)%3E")) {
      HttpResponse<String> answer = bench.page(path, admin);
      assertThat(answer.statusCode()).as(path).isIn(200, 404);
      assertThat(answer.body()).as(path).doesNotContain("<img src=x").doesNotContain("<b id=xss>");
    }
    assertThat(bench.page(page, admin).body()).contains("&lt;/script&gt;&lt;img src=x");
    assertThat(bench.page("/audit", admin).body()).contains("&lt;img src=x");
    HttpResponse<String> spec = bench.get("/api/v1" + page + "/spec", admin);
    assertThat(spec.headers().firstValue("content-type").orElseThrow()).startsWith("text/yaml");
    assertThat(spec.headers().firstValue("x-content-type-options")).hasValue("nosniff");
  }

  /** The page of a webhook of this name, which was tried. */
  private String hook(String quoted) {
    String wish = "{\"name\":" + quoted + ",\"url\":\"http://127.0.0.1:9/\"}";
    String id = Bench.json(bench.postJson("/api/v1/webhooks", wish)).get("id").asText();
    bench.postJson("/api/v1/webhooks/" + id + "/ping", "");
    return "/webhooks/" + id;
  }

  private int troubled(Path log) {
    Origin origin = new Origin(Optional.of(XSS), Optional.of(XSS), Optional.of(XSS));
    List<Objective> objectives = List.of(new Objective(XSS, Direction.MAXIMIZE));
    int sweep = bench.sweeps.create(XSS, 5, origin, objectives);
    AttemptId attempt = new AttemptId(sweep, 0, 1);
    bench.sweeps.tell(
        sweep,
        new Change.SweepBecame(SweepState.RUNNING, XSS),
        new Change.TrialProposed(
            0, new Configuration(Map.of(XSS, XSS), Map.of(XSS, XSS)), Map.of(XSS, 1.0)),
        new Change.AttemptStarted(attempt, List.of(XSS), log.toString()),
        new Change.Reported(attempt, new Report(1, Map.of(XSS, 0.5)), Verdict.goOn(XSS)),
        new Change.AttemptEnded(attempt, Cause.COMPLETED, XSS),
        new Change.TrialBecame(
            0,
            TrialState.COMPLETED,
            XSS,
            OptionalDouble.of(0.5),
            OptionalInt.of(1),
            Map.of(XSS, 0.4)),
        new Change.SweepBecame(SweepState.CANCELLED, XSS));
    return sweep;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/sweeps",
        "/api/v1/sweeps/1/cancel",
        "/api/v1/tokens",
        "/api/v1/devices/put-back"
      })
  void takesNoBodyWithoutEnd(String path) {
    bench.sweeps.running("digits");
    assertProblem(bench.postJson(path, "\"" + "x".repeat(2 * 1024 * 1024) + "\""), 413);
    assertThat(bench.control.started).isEmpty();
    assertThat(bench.control.steered).isEmpty();
  }

  @Test
  void takesNoHeadWithoutEnd() throws IOException {
    String host = "Host: 127.0.0.1:" + bench.server.port() + "\r\n";
    assertThat(raw("GET / HTTP/1.1\r\n" + host + "X-Long: " + "x".repeat(20_000) + "\r\n\r\n"))
        .contains(" 431 ", "application/problem+json", "TOO_LARGE", "8192 bytes");
    assertThat(raw("GET /?q=" + "x".repeat(20_000) + " HTTP/1.1\r\n" + host + "\r\n"))
        .contains(" 414 ", "application/problem+json", "TOO_LARGE", "4096 bytes");
    assertThat(raw("HELO\r\n\r\n")).contains(" 400 ", "application/problem+json", "INVALID");
  }

  @Test
  void takesNoJsonThatIsEndlesslyDeep() {
    String deep = "{\"name\": " + "[".repeat(30_000) + "]".repeat(30_000) + "}";
    assertThat(bench.postJson("/api/v1/tokens", deep).statusCode()).isEqualTo(400);
    assertThat(bench.postJson("/api/v1/tokens", deep).body()).contains("nesting depth");
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), bench.server.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      socket.setSoTimeout(30_000);
      byte[] answer = new byte[64 * 1024];
      int read = socket.getInputStream().read(answer);
      return read < 0 ? "" : new String(answer, 0, read, StandardCharsets.UTF_8);
    }
  }

  @Test
  void whatCallersSendMakesNoLineOfItsOwnInTheAuditLog() {
    String device = "x\\n2026-11-21 admin made a token\\u2028\\u0000\\u202E" + "y".repeat(5000);
    bench.postJson("/api/v1/devices/put-back", "{\"device\":\"" + device + "\"}");
    bench.postJson("/api/v1/tokens/a%0d%0ab%1b%5b31m/revoke", "");
    await().until(() -> bench.access.audit(Long.MAX_VALUE, 10).size() == 2);
    assertThat(bench.access.audit(Long.MAX_VALUE, 10))
        .extracting(entry -> entry.event())
        .extracting(AuditEvent::subject)
        .allSatisfy(
            subject ->
                assertThat(subject)
                    .doesNotContainPattern("[\\p{Cntrl}\\u2028\\u202E]")
                    .hasSizeLessThan(400));
  }
}
