package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.search.history.TrialState;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ask and tell over HTTP, with the engine behind it. */
final class AskTellApiTest {
  private static final String SPEC =
      """
      name: elsewhere
      objective: {metric: loss, direction: minimize}
      space: {x: {float: [0, 1]}, model: {choice: {tree: {depth: {int: [1, 9]}}, line: {}}}}
      search: {algorithm: random, seed: 3}
      budget: {trials: 2}
      trial: {kind: external}
      """;

  private final Bench bench = Bench.open();

  @AfterEach
  void close() {
    bench.close();
  }

  private HttpResponse<String> ask(int sweep, String query, String body, String... headers) {
    return bench.postJson("/api/v1/sweeps/" + sweep + "/ask" + query, body, headers);
  }

  private HttpResponse<String> say(JsonNode work, String what, String body) {
    return bench.postJson(
        "/api/v1/attempts/" + work.get("attempt").asText() + "/" + what,
        body,
        "Authorization",
        "Bearer " + work.get("token").asText());
  }

  @Test
  void lendsATrialAndTakesItsResult() {
    int sweep = bench.elsewhere.start(SPEC);
    HttpResponse<String> lent = ask(sweep, "", "{\"by\":\"node 7\"}", "Idempotency-Key", "k1");
    assertThat(lent.statusCode()).as(lent.body()).isEqualTo(201);
    assertThat(lent.headers().firstValue("location")).hasValue("/api/v1/sweeps/1/trials/0");
    JsonNode work = Bench.json(lent);
    assertThat(work.get("attempt").asText()).isEqualTo("1-0-1");
    assertThat(work.get("config").has("x")).isTrue();
    assertThat(work.get("parameters").has("model")).isTrue();
    assertThat(work.get("lease_seconds").asInt()).isEqualTo(600);
    assertThat(work.get("lease_until").asText()).isEqualTo("2026-11-21T12:10:00Z");
    JsonNode again =
        Bench.json(ask(sweep, "?wait=5s", "{\"by\":\"node 7\"}", "Idempotency-Key", "k1"));
    assertThat(again).isEqualTo(work);
    HttpResponse<String> other = ask(sweep, "", "{}", "Idempotency-Key", "k1");
    WorkerProtocolTest.assertProblem(other, 409);
    assertThat(Bench.json(other).get("code").asText()).isEqualTo("KEY_REUSED");
    JsonNode beat = Bench.json(say(work, "heartbeat", ""));
    assertThat(beat.get("lease_until").asText()).isEqualTo("2026-11-21T12:10:00Z");
    HttpResponse<String> told = say(work, "tell", "{\"metrics\":{\"loss\":0.25}}");
    assertThat(Bench.json(told).get("state").asText()).isEqualTo("completed");
    assertThat(say(work, "tell", "{\"metrics\":{\"loss\":0.25}}").body()).isEqualTo(told.body());
    WorkerProtocolTest.assertProblem(say(work, "tell", "{\"metrics\":{\"loss\":0.3}}"), 409);
    WorkerProtocolTest.assertProblem(say(work, "heartbeat", ""), 409);
    assertThat(bench.page("/sweeps/1/trials/0").body()).contains("external: node 7");
  }

  @Test
  void whoeverWaitsIsAnsweredWhenTheSweepIsOver() {
    int sweep = bench.elsewhere.start(SPEC);
    JsonNode first = Bench.json(ask(sweep, "", ""));
    JsonNode second = Bench.json(ask(sweep, "", ""));
    JsonNode none = Bench.json(ask(sweep, "", ""));
    assertThat(none.get("done").asBoolean()).isFalse();
    assertThat(none.get("wait").asText()).contains("budget");
    assertThat(Bench.json(ask(sweep, "?wait=1s", "")).get("done").asBoolean()).isFalse();
    CompletableFuture<HttpResponse<String>> waiting =
        CompletableFuture.supplyAsync(
            () -> ask(sweep, "?wait=300s", ""), task -> new Thread(task).start());
    say(first, "tell", "{\"state\":\"failed\",\"cause\":\"oom\",\"reason\":\"too large\"}");
    say(second, "tell", "{\"state\":\"infeasible\",\"metrics\":null}");
    JsonNode over = Bench.json(waiting.join());
    assertThat(over.get("done").asBoolean()).isTrue();
    assertThat(over.get("state").asText()).isEqualTo("failed");
    assertThat(over.get("reason").asText()).contains("too large");
  }

  @Test
  void aClientThatLeavesIsLentNothing() throws Exception {
    int sweep = bench.elsewhere.start(SPEC);
    JsonNode first = Bench.json(ask(sweep, "", ""));
    JsonNode second = Bench.json(ask(sweep, "", ""));
    try (java.net.Socket client =
        new java.net.Socket(bench.server.address().getHost(), bench.server.port())) {
      String head =
          """
          POST /api/v1/sweeps/1/ask?wait=300s HTTP/1.1\r
          Host: 127.0.0.1:%d\r
          Content-Type: application/json\r
          Content-Length: 0\r
          \r
          """;
      client
          .getOutputStream()
          .write(head.formatted(bench.server.port()).getBytes(StandardCharsets.US_ASCII));
      client.getOutputStream().flush();
      assertThat(Bench.json(ask(sweep, "?wait=1s", "")).get("done").asBoolean()).isFalse();
    }
    assertThat(Bench.json(ask(sweep, "?wait=1s", "")).get("done").asBoolean()).isFalse();
    say(first, "tell", "{\"state\":\"cancelled\"}");
    JsonNode third = Bench.json(ask(sweep, "?wait=5s", ""));
    assertThat(third.get("trial").asInt()).isEqualTo(2);
    say(second, "tell", "{\"metrics\":{\"loss\":1}}");
    say(third, "tell", "{\"state\":\"stopped\",\"metrics\":{\"loss\":1}}");
    await().until(() -> bench.sweeps.store.sweep(sweep).orElseThrow().state().ended());
    assertThat(bench.sweeps.store.trial(sweep, 2).orElseThrow().state())
        .isEqualTo(TrialState.STOPPED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'state':'done'} | 400 | got 'done'",
        "{'state':'failed','cause':'stopped'} | 400 | got 'stopped'",
        "{'cause':'oom'} | 400 | state failed only",
        "{'metrics':{'lossy':1}} | 400 | expected a value of loss",
        "{'metrics':{' loss':1}} | 400 | name of a metric",
        "{'value':1} | 400 | 'value'",
        "{'retry':1} | 400 | true or false"
      })
  void refusesWhatBreaksTheRules(String body, int status, String words) {
    JsonNode work = Bench.json(ask(bench.elsewhere.start(SPEC), "", ""));
    HttpResponse<String> answer = say(work, "tell", body.replace('\'', '"'));
    WorkerProtocolTest.assertProblem(answer, status);
    assertThat(Bench.json(answer).get("detail").asText()).contains(words);
    assertThat(bench.sweeps.store.trial(1, 0).orElseThrow().state()).isEqualTo(TrialState.RUNNING);
  }

  @Test
  void refusesAnAskThatMakesNoSense() {
    int sweep = bench.elsewhere.start(SPEC);
    WorkerProtocolTest.assertProblem(ask(99, "", ""), 404);
    WorkerProtocolTest.assertProblem(ask(sweep, "?wait=1h", ""), 400);
    WorkerProtocolTest.assertProblem(ask(sweep, "", "{\"by\":\" a\"}"), 400);
    WorkerProtocolTest.assertProblem(ask(sweep, "", "{\"who\":\"a\"}"), 400);
    WorkerProtocolTest.assertProblem(ask(sweep, "", "", "Idempotency-Key", "a b"), 400);
    WorkerProtocolTest.assertProblem(bench.postJson("/api/v1/attempts/1-0-1/tell", "{}"), 403);
    WorkerProtocolTest.assertProblem(
        bench.postJson("/api/v1/attempts/9-0-1/tell", "{}", "Authorization", "Bearer x"), 404);
    assertThat(bench.sweeps.store.trial(sweep, 0)).isEmpty();
  }
}
