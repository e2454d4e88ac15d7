package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that steer a sweep and may be sent again, with the engine behind them. */
final class SteeringKeyTest {
  private static final String SPEC =
      """
      name: steered
      objective: {metric: loss, direction: minimize}
      space: {x: {float: [0, 1]}}
      search: {algorithm: random, seed: 3}
      budget: {trials: 2}
      trial: {kind: external}
      """;

  private final Bench bench = Bench.steered();
  private final int sweep = bench.elsewhere.start(SPEC);
  private final String api = "/api/v1/sweeps/" + sweep;

  @AfterEach
  void close() {
    bench.close();
  }

  private HttpResponse<String> post(String path, String body, String key) {
    return bench.postJson(api + path, body, "Idempotency-Key", key);
  }

  private void assertReused(HttpResponse<String> answer) {
    WorkerProtocolTest.assertProblem(answer, 409);
    assertThat(Bench.json(answer).get("code").asText()).isEqualTo("KEY_REUSED");
  }

  private int trials() {
    return Bench.json(bench.get(api + "/trials")).get("total").asInt();
  }

  private int budget() {
    return Bench.json(bench.get(api)).at("/budget/trials").asInt();
  }

  @Test
  void trialsAreAddedToTheBudgetOnce() {
    HttpResponse<String> first = post("/budget", "{\"add\":3}", "k-1");
    HttpResponse<String> again = post("/budget", "{\"add\":3}", "k-1");
    assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(Bench.json(first).get("budget").asInt()).isEqualTo(5);
    assertThat(again.body()).isEqualTo(first.body());
    assertReused(post("/budget", "{\"add\":4}", "k-1"));
    assertReused(post("/budget?x=1", "{\"add\":3}", "k-1"));
    assertReused(post("/trials", "{\"add\":3}", "k-1"));
    WorkerProtocolTest.assertProblem(post("/budget", "{\"add\":3}", "a b"), 400);
    assertThat(budget()).isEqualTo(5);
    assertThat(Bench.json(post("/budget", "{\"add\":3}", "k-2")).get("budget").asInt())
        .isEqualTo(8);
  }

  @Test
  void aConfigurationIsTakenInOnce() {
    HttpResponse<String> first = post("/trials", "{\"x\":0.5}", "k-1");
    HttpResponse<String> again = post("/trials", "{\"x\":0.5}", "k-1");
    assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("location")).hasValue(api + "/trials/0");
    assertReused(post("/trials", "{\"x\":0.25}", "k-1"));
    WorkerProtocolTest.assertProblem(post("/trials", "{\"y\":1}", "k-2"), 422);
    assertThat(trials()).isEqualTo(1);
    assertThat(post("/trials", "{\"x\":0.25}", "k-2").statusCode())
        .as("what was refused keeps no key")
        .isEqualTo(201);
    assertThat(trials()).isEqualTo(2);
  }

  @Test
  void aTrialIsTriedAgainOnce() {
    JsonNode work = Bench.json(bench.postJson(api + "/ask", ""));
    HttpResponse<String> told =
        bench.postJson(
            "/api/v1/attempts/" + work.get("attempt").asText() + "/tell",
            "{\"state\":\"failed\",\"cause\":\"oom\",\"retry\":false}",
            "Authorization",
            "Bearer " + work.get("token").asText());
    assertThat(Bench.json(told).get("state").asText()).isEqualTo("failed");
    HttpResponse<String> first = post("/trials/0/retry", "", "k-1");
    HttpResponse<String> again = post("/trials/0/retry", "", "k-1");
    assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("location")).hasValue(api + "/trials/1");
    assertReused(post("/trials/1/retry", "", "k-1"));
    assertThat(trials()).isEqualTo(2);
  }

  @Test
  void ofRequestsThatComeTogetherOneIsDone() {
    assertThat(together("/budget", "{\"add\":3}", "k-1"))
        .containsOnly("{\"sweep\":%d,\"budget\":5}".formatted(sweep));
    assertThat(together("/trials", "{\"x\":0.5}", "k-2"))
        .containsOnly("{\"sweep\":%d,\"trial\":0}".formatted(sweep));
    assertThat(budget()).isEqualTo(5);
    assertThat(trials()).isEqualTo(1);
  }

  private String[] together(String path, String body, String key) {
    return IntStream.range(0, 6)
        .parallel()
        .mapToObj(i -> post(path, body, key).body())
        .toArray(String[]::new);
  }
}
