package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WorkerProtocolTest {
  private final Bench bench = Bench.open();

  @AfterEach
  void close() {
    bench.close();
  }

  @ParameterizedTest
  @CsvSource({
    "a,worker-secret,200",
    "b,worker-secret,204",
    "gone,worker-secret,410",
    "z,worker-secret,404",
    "a,wrong,403"
  })
  void asksForTheNextTrial(String worker, String token, int status) {
    HttpResponse<String> answer =
        bench.postJson(
            "/api/v1/workers/" + worker + "/next", "", "Authorization", "Bearer " + token);
    assertThat(answer.statusCode()).isEqualTo(status);
    if (status == 200) {
      assertThat(answer.body()).isEqualTo("{\"attempt\":\"1-0-1\"}");
    } else if (status > 204) {
      assertProblem(answer, status);
    }
  }

  @Test
  void answersAReportWithTheVerdict() {
    HttpResponse<String> answer = report("1-0-1", "{\"step\":9,\"metrics\":{\"loss\":0.25}}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Bench.json(answer).get("decision").asText()).isEqualTo("stop");
    assertThat(Bench.json(answer).get("reason").asText()).contains("step 9");
    assertThat(bench.inbox.reports.get(9).metrics()).containsEntry("loss", 0.25);
  }

  @Test
  void takesNumbersThatAreNotFinite() {
    String metrics = "{\"a\":\"NaN\",\"b\":\"Infinity\",\"c\":\"-Infinity\",\"d\":1e-7}";
    assertThat(report("1-0-1", "{\"step\":1,\"metrics\":" + metrics + "}").statusCode())
        .isEqualTo(200);
    assertThat(bench.inbox.reports.get(1).metrics())
        .containsEntry("a", Double.NaN)
        .containsEntry("b", Double.POSITIVE_INFINITY)
        .containsEntry("c", Double.NEGATIVE_INFINITY)
        .containsEntry("d", 1e-7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1-1-1 | {'step':1} | 409 | over",
        "7-0-1 | {'step':1} | 404 | no attempt 7-0-1",
        "nonsense | {'step':1} | 404 | sweep-trial-number",
        "1-0-1 | {'metrics':{}} | 400 | no 'step'",
        "1-0-1 | {'step':-1} | 400 | got -1",
        "1-0-1 | {'step':1,'metrics':{'loss':'low'}} | 400 | metrics.loss",
        "1-0-1 | {'step':1,'metrics':[]} | 400 | got a list",
        "1-0-1 | {'step':1,'stpe':1} | 400 | 'stpe'",
        "1-0-1 | {'step' | 400 | not JSON",
        "1-0-1 | [1] | 400 | got a list"
      })
  void refusesWhatBreaksTheRules(String attempt, String body, int status, String words) {
    HttpResponse<String> answer = report(attempt, body.replace('\'', '"'));
    assertProblem(answer, status);
    assertThat(Bench.json(answer).get("detail").asText()).contains(words);
    assertThat(bench.inbox.reports).isEmpty();
  }

  @Test
  void refusesABodyThatIsTooLarge() {
    String body = "{\"step\":1,\"metrics\":{\"" + "x".repeat(1_100_000) + "\":1}}";
    assertProblem(report("1-0-1", body), 413);
  }

  @ParameterizedTest
  @CsvSource({
    "completed,,COMPLETED",
    "stopped,,STOPPED",
    "infeasible,,INFEASIBLE",
    "failed,,CRASH",
    "failed,oom,OOM",
    "failed,diverged,DIVERGED",
    "failed,cancelled,CANCELLED"
  })
  void theCauseOfAnEndDecides(String outcome, String cause, Cause expected) {
    String word = cause == null ? "" : "\"cause\":\"" + cause + "\",";
    String body =
        "{\"outcome\":\""
            + outcome
            + "\","
            + word
            + "\"reason\":\"so\",\"metrics\":{\"test_loss\":2}}";
    HttpResponse<String> answer = end(body);
    assertThat(answer.body()).isEqualTo("{\"ok\":true}");
    assertThat(bench.inbox.ends.get(new AttemptId(1, 0, 1)).cause()).isEqualTo(expected);
    assertThat(bench.inbox.ends.get(new AttemptId(1, 0, 1)).metrics())
        .containsEntry("test_loss", 2.0);
  }

  @Test
  void refusesAnEndThatItDoesNotKnow() {
    assertProblem(end("{\"outcome\":\"great\"}"), 400);
    assertProblem(end("{\"outcome\":\"failed\",\"cause\":\"ghosts\"}"), 400);
    assertProblem(end("{}"), 400);
  }

  @Test
  void saysWhenTheStoreIsAwayAndGoesOnAfterwards() {
    bench.inbox.storeAway = true;
    assertProblem(report("1-0-1", "{\"step\":1}"), 503);
    bench.inbox.storeAway = false;
    assertThat(report("1-0-1", "{\"step\":1}").statusCode()).isEqualTo(200);
  }

  @Test
  void needsATokenOfItsOwn() {
    assertProblem(bench.postJson("/api/v1/attempts/1-0-1/reports", "{\"step\":1}"), 403);
    assertProblem(
        bench.postJson(
            "/api/v1/attempts/1-0-1/reports", "{\"step\":1}", "Authorization", "Bearer wrong"),
        403);
  }

  private HttpResponse<String> report(String attempt, String body) {
    return bench.postJson(
        "/api/v1/attempts/" + attempt + "/reports", body, "Authorization", "Bearer secret");
  }

  private HttpResponse<String> end(String body) {
    return bench.postJson("/api/v1/attempts/1-0-1/end", body, "Authorization", "Bearer secret");
  }

  static void assertProblem(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(Bench.json(answer).get("status").asInt()).isEqualTo(status);
    assertThat(Bench.json(answer).get("detail").asText()).isNotBlank();
    assertThat(answer.body()).doesNotContain("\\tat ").doesNotContain("Exception");
  }
}
