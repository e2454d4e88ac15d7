package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.search.port.Origin;
import io.sonde.search.port.SweepRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to start a sweep as a CI sends them: for a commit, with a key, as a dry run. */
final class StartTest {
  private static final String JSON =
      "{\"spec\":\"name: x\",\"commit\":\"1a2b\",\"branch\":\"feature/x\",\"pull_request\":\"17\","
          + "\"cancel_superseded\":true}";
  private final Bench bench = Bench.open();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void tellsWhatASweepIsFor() {
    bench.postJson("/api/v1/sweeps", JSON);
    bench.post(
        "/api/v1/sweeps?commit=1a2b&branch=feature%2Fx&pull_request=17&cancel_superseded",
        "application/yaml", "name: x");
    Origin origin = new Origin(Optional.of("1a2b"), Optional.of("feature/x"), Optional.of("17"));
    assertThat(bench.control.requests)
        .hasSize(2)
        .allSatisfy(request -> assertThat(request.origin()).isEqualTo(origin))
        .allMatch(SweepRequest::supersedes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'branch':' main'",
        "'branch':''",
        "'commit':'a\\nb'",
        "'commit':7",
        "'cancel_superseded':'yes'",
        "'dry_run':1"
      })
  void refusesWhatIsNoIdentity(String part) {
    String body = "{\"spec\":\"name: x\"," + part.replace('\'', '"') + "}";
    WorkerProtocolTest.assertProblem(bench.postJson("/api/v1/sweeps", body), 400);
    assertThat(bench.control.started).isEmpty();
  }

  @Test
  void answersARequestThatComesAgainAsBefore() {
    HttpResponse<String> first = bench.postJson("/api/v1/sweeps", JSON, "Idempotency-Key", "b-1");
    HttpResponse<String> again = bench.postJson("/api/v1/sweeps", JSON, "Idempotency-Key", "b-1");
    HttpResponse<String> other = bench.postJson("/api/v1/sweeps", JSON, "Idempotency-Key", "b-2");
    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body()).isNotEqualTo(other.body());
    assertThat(again.headers().firstValue("location"))
        .isEqualTo(first.headers().firstValue("location"));
    HttpResponse<String> changed =
        bench.postJson("/api/v1/sweeps", JSON + " ", "Idempotency-Key", "b-1");
    WorkerProtocolTest.assertProblem(changed, 409);
    assertThat(Bench.json(changed).get("code").asText()).isEqualTo("KEY_REUSED");
    HttpResponse<String> elsewhere =
        bench.postJson("/api/v1/sweeps?x=1", JSON, "Idempotency-Key", "b-1");
    WorkerProtocolTest.assertProblem(elsewhere, 409);
  }

  @Test
  void startsOneSweepForRequestsThatComeTogether() {
    List<String> answers =
        IntStream.range(0, 6)
            .parallel()
            .mapToObj(i -> bench.postJson("/api/v1/sweeps", JSON, "Idempotency-Key", "b-1").body())
            .distinct()
            .toList();
    assertThat(answers).containsExactly("{\"sweep\":41}");
    assertThat(bench.control.started).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a\tb"})
  void refusesAKeyThatIsNone(String key) {
    WorkerProtocolTest.assertProblem(
        bench.postJson("/api/v1/sweeps", JSON, "Idempotency-Key", key), 400);
    WorkerProtocolTest.assertProblem(
        bench.postJson("/api/v1/sweeps", JSON, "Idempotency-Key", "k".repeat(201)), 400);
    assertThat(bench.control.started).isEmpty();
  }

  @Test
  void aDryRunStartsNothingAndSaysWhatItWouldTake() {
    HttpResponse<String> answer =
        bench.post("/api/v1/sweeps?dry_run=true", "application/yaml", "name: digits");
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode plan = Bench.json(answer);
    assertThat(plan.get("trials").asInt()).isEqualTo(10);
    assertThat(plan.get("parallel").asInt()).isEqualTo(4);
    assertThat(plan.get("samples").toString()).isEqualTo("[{\"x\":0.25},{\"x\":0.75}]");
    assertThat(plan.at("/drawn/count").asInt()).isEqualTo(20);
    assertThat(plan.at("/drawn/infeasible").asInt()).isEqualTo(3);
    assertThat(plan.at("/drawn/known/parameters/median").asDouble()).isEqualTo(1234.5);
    assertThat(plan.at("/estimate/trial_seconds").isNull()).isTrue();
    assertThat(plan.at("/estimate/reason").asText()).contains("'digits'");
    int sweep = bench.sweeps.running("digits");
    JsonNode estimate =
        Bench.json(bench.postJson("/api/v1/sweeps", "{\"spec\":\"name: digits\",\"dry_run\":true}"))
            .get("estimate");
    assertThat(estimate.get("trial_seconds").asDouble()).isZero();
    assertThat(estimate.get("reason").asText()).contains("3 ended trials of sweep " + sweep);
    assertThat(bench.control.started).isEmpty();
    WorkerProtocolTest.assertProblem(
        bench.post("/api/v1/sweeps?dry_run=true", "application/yaml", "space: {}"), 422);
  }
}
