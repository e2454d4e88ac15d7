package io.sonde.web;

import static io.sonde.web.WorkerProtocolTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.web.port.AuditEntry;
import io.sonde.web.port.AuditEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is written down, and who may read it. */
final class AuditTest {
  private static final String ADMIN = "Bearer open sesame";
  private final Bench bench = Bench.withToken("open sesame");
  private final int sweep = bench.sweeps.running("digits");

  @AfterEach
  void close() {
    bench.close();
  }

  private List<AuditEvent> lines(int count) {
    await().until(() -> bench.access.audit(Long.MAX_VALUE, 100).size() == count);
    return bench.access.audit(Long.MAX_VALUE, 100).stream().map(AuditEntry::event).toList();
  }

  @Test
  void whatChangesSomethingIsWrittenDownWithWhoAndTheOutcome() {
    bench.postJson("/api/v1/sweeps/" + sweep + "/cancel", "", "Authorization", ADMIN);
    AuditEvent line = lines(1).get(0);
    assertThat(line)
        .isEqualTo(
            new AuditEvent(
                Bench.NOW,
                "environment",
                "SONDE_TOKEN",
                "127.0.0.1",
                "cancel sweep",
                "/api/v1/sweeps/1/cancel",
                "done",
                202));
    bench.get("/api/v1/sweeps", "Authorization", ADMIN);
    bench.postJson("/api/v1/sweeps/99/pause", "", "Authorization", ADMIN);
    assertThat(lines(2).get(0).outcome()).isEqualTo("UNKNOWN");
    bench.post("/api/v1/sweeps", "text/yaml", "name: x", "Authorization", ADMIN);
    assertThat(lines(3).get(0).subject()).isEqualTo("/api/v1/sweeps/41");
  }

  @Test
  void whatIsOnlyCheckedIsNotWrittenDownAndWhatIsStartedIsNamed() {
    form("/new", "act=check&spec=name%3A+x");
    form("/sweeps/" + sweep + "/enqueue", "act=check&values=x%3A+0.5");
    form("/new", "act=start&spec=name%3A+x");
    assertThat(lines(1))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.action()).isEqualTo("start sweep");
              assertThat(line.subject()).isEqualTo("/sweeps/41");
            });
  }

  private void form(String path, String body) {
    bench.post(
        path,
        "application/x-www-form-urlencoded",
        body,
        "Authorization",
        ADMIN,
        "Sec-Fetch-Site",
        "same-origin");
  }

  @Test
  void wrongTokensAreWrittenDownAndTheirTextIsNot() {
    assertProblem(bench.get("/api/v1/sweeps", "Authorization", "Bearer guess-me"), 401);
    bench.post(
        "/login",
        "application/x-www-form-urlencoded",
        "token=another-guess",
        "Sec-Fetch-Site",
        "same-origin");
    bench.get("/api/v1/sweeps");
    assertThat(lines(2)).extracting(AuditEvent::action).containsExactly("log in", "enter");
    assertThat(lines(2)).extracting(AuditEvent::token).containsOnly("nobody");
    assertThat(lines(2).toString()).doesNotContain("guess");
  }

  @Test
  void whoeverIsNotKnownCannotFillTheLog() {
    for (int i = 0; i < 3; i++) {
      assertProblem(bench.postJson("/api/v1/sweeps/" + sweep + "/cancel", ""), 401);
      bench.post("/logout", "application/x-www-form-urlencoded", "");
    }
    bench.postJson("/api/v1/sweeps/" + sweep + "/pause", "", "Authorization", ADMIN);
    assertThat(lines(1)).extracting(AuditEvent::action).containsExactly("pause sweep");
  }

  @Test
  void aCallerCannotFillTheLogWithWhatIsRefused() {
    for (int i = 0; i < 250; i++) {
      bench.postJson("/api/v1/sweeps/99/pause", "", "Authorization", ADMIN);
    }
    bench.postJson("/api/v1/sweeps/" + sweep + "/pause", "", "Authorization", ADMIN);
    await()
        .until(
            () ->
                bench.access.audit(Long.MAX_VALUE, 1000).stream()
                    .anyMatch(line -> line.event().status() == 202));
    assertThat(bench.access.audit(Long.MAX_VALUE, 1000)).hasSizeBetween(200, 201);
  }

  @Test
  void isPagedForAdministratorsOnly() {
    for (int i = 0; i < 3; i++) {
      bench.postJson("/api/v1/sweeps/" + sweep + "/pause", "", "Authorization", ADMIN);
      lines(i + 1);
    }
    JsonNode first = Bench.json(bench.get("/api/v1/audit?limit=2", "Authorization", ADMIN));
    assertThat(first.get("entries")).hasSize(2);
    String rest = "/api/v1/audit?limit=2&cursor=" + first.get("next").asText();
    JsonNode second = Bench.json(bench.get(rest, "Authorization", ADMIN));
    assertThat(second.get("entries")).hasSize(1);
    assertThat(second.get("next").isNull()).isTrue();
    assertThat(second.at("/entries/0/action").asText()).isEqualTo("pause sweep");
    assertThat(bench.page("/audit", "Authorization", ADMIN).body()).contains("pause sweep");
    assertProblem(bench.get("/api/v1/audit"), 401);
  }

  @Test
  void oldLinesGo() {
    bench.postJson("/api/v1/sweeps/" + sweep + "/pause", "", "Authorization", ADMIN);
    lines(1);
    bench.clock.pass(Duration.ofDays(401));
    bench.postJson("/api/v1/sweeps/" + sweep + "/pause", "", "Authorization", ADMIN);
    await()
        .untilAsserted(
            () ->
                assertThat(bench.access.audit(Long.MAX_VALUE, 100))
                    .singleElement()
                    .extracting(entry -> entry.event().at())
                    .isEqualTo(bench.clock.instant()));
  }
}
