package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SweepApiTest {
  private final Bench bench = Bench.open();
  private final int sweep = bench.sweeps.running("digits");

  @AfterEach
  void close() {
    bench.close();
  }

  private JsonNode get(String path) {
    HttpResponse<String> answer = bench.get("/api/v1" + path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Bench.json(answer);
  }

  @Test
  void listsSweepsTheNewestFirst() {
    bench.sweeps.create("iris", 3);
    JsonNode list = get("/sweeps?limit=1");
    assertThat(list.get("total").asInt()).isEqualTo(2);
    assertThat(list.get("sweeps")).hasSize(1);
    assertThat(list.at("/sweeps/0/experiment").asText()).isEqualTo("iris");
    assertThat(get("/sweeps?offset=1").at("/sweeps/0/trials/completed").asInt()).isEqualTo(2);
  }

  @Test
  void tellsOfOneSweep() {
    JsonNode document = get("/sweeps/" + sweep);
    assertThat(document.get("state").asText()).isEqualTo("running");
    assertThat(document.at("/objective/metric").asText()).isEqualTo("accuracy");
    assertThat(document.at("/objectives/0")).isEqualTo(document.get("objective"));
    assertThat(document.at("/trials/running").asInt()).isEqualTo(2);
    assertThat(document.at("/best/trial").asInt()).isEqualTo(2);
    assertThat(document.at("/budget/trials").asInt()).isEqualTo(12);
  }

  @Test
  void sumsUpWithTheTestScoreApart() {
    JsonNode summary = get("/sweeps/" + sweep + "/summary");
    assertThat(summary.at("/best/trial").asInt()).isEqualTo(2);
    assertThat(summary.at("/best/metrics/accuracy").asDouble()).isEqualTo(0.84);
    assertThat(summary.at("/best/metrics/test_accuracy").isMissingNode()).isTrue();
    assertThat(summary.get("test_accuracy").asDouble()).isEqualTo(0.83);
    assertThat(summary.at("/best/config/optimizer/adam/learning_rate").asDouble()).isEqualTo(0.003);
    assertThat(summary.get("trials").toString())
        .isEqualTo(
            "{\"completed\":2,\"stopped\":1,\"failed\":1,\"infeasible\":0,\"cancelled\":0,"
                + "\"paused\":0}");
  }

  @Test
  void aSweepWithoutTrialsHasNoBest() {
    int empty = bench.sweeps.create("iris", 3);
    assertThat(get("/sweeps/" + empty + "/summary").get("best").isNull()).isTrue();
    assertThat(get("/sweeps/" + empty).get("started").isNull()).isTrue();
  }

  @Test
  void sortsFiltersAndPagesTrials() {
    JsonNode best =
        get("/sweeps/" + sweep + "/trials?sort=value&descending&limit=2&state=completed");
    assertThat(best.get("total").asInt()).isEqualTo(2);
    assertThat(best.at("/trials/0/number").asInt()).isEqualTo(2);
    JsonNode byPath =
        get("/sweeps/" + sweep + "/trials?sort=value:optimizer.adam.learning_rate&descending=true");
    assertThat(byPath.at("/trials/0/number").asInt()).isEqualTo(5);
    assertThat(get("/sweeps/" + sweep + "/trials?offset=5").get("trials")).hasSize(1);
  }

  @Test
  void tellsOfOneTrial() {
    JsonNode trial = get("/sweeps/" + sweep + "/trials/3");
    assertThat(trial.get("state").asText()).isEqualTo("failed");
    assertThat(trial.get("reason").asText()).contains("exit code 9");
    assertThat(trial.at("/curves/accuracy").toString()).isEqualTo("[[1,0.53],[2,0.86]]");
    assertThat(trial.at("/attempts/0/cause").asText()).isEqualTo("crash");
    assertThat(trial.get("parameters").get("network[0].dense").asInt()).isEqualTo(128);
    assertThat(trial.at("/metrics/parameters").asDouble()).isEqualTo(400);
  }

  @Test
  void drawsTheHistoryWithTheBestSoFar() {
    JsonNode points = get("/sweeps/" + sweep + "/history").get("points");
    assertThat(points.findValuesAsText("best")).containsExactly("0.8", "0.82", "0.84", "0.84");
  }

  @Test
  void handsOutTheSpecAndTheSchema() {
    HttpResponse<String> spec = bench.get("/api/v1/sweeps/" + sweep + "/spec");
    assertThat(spec.body()).isEqualTo(Sweeps.SPEC);
    assertThat(spec.headers().firstValue("content-type")).hasValue("text/yaml; charset=utf-8");
    assertThat(bench.get("/api/v1/schema").body()).isEqualTo("{\"title\":\"spec\"}");
    assertThat(Bench.json(bench.get("/version")).get("version").asText()).isEqualTo("0.1");
    assertThat(bench.get("/healthz").statusCode()).isEqualTo(200);
  }

  @Test
  void writesNumbersThatAreNotFiniteAsTexts() {
    bench.sweeps.report(sweep, 4, 3, Double.NaN);
    bench.sweeps.report(sweep, 4, 4, Double.NEGATIVE_INFINITY);
    JsonNode curve = get("/sweeps/" + sweep + "/trials/4").at("/curves/accuracy");
    assertThat(curve.get(2).toString()).isEqualTo("[3,\"NaN\"]");
    assertThat(curve.get(3).toString()).isEqualTo("[4,\"-Infinity\"]");
  }

  @Test
  void handsOutTheEndOfALogAndNoOtherFile(@TempDir Path folder) throws IOException {
    Path log = folder.resolve("trial.log");
    Files.writeString(log, "first line\nsecond line\nthird ü line\n");
    bench.sweeps.propose(sweep, 6);
    bench.sweeps.start(sweep, 6, log.toString());
    String path = "/api/v1/sweeps/" + sweep + "/trials/";
    assertThat(bench.get(path + "6/log").body()).startsWith("first line\n").endsWith("ü line\n");
    assertThat(bench.get(path + "6/log?tail=20").body()).isEqualTo("third ü line\n");
    WorkerProtocolTest.assertProblem(bench.get(path + "5/log"), 404);
    WorkerProtocolTest.assertProblem(bench.get(path + "6/log?attempt=2"), 404);
    WorkerProtocolTest.assertProblem(bench.get(path + "6%2F..%2F..%2Fetc%2Fpasswd/log"), 404);
  }

  @ParameterizedTest
  @CsvSource({
    "/sweeps/99,404",
    "/sweeps/99/trials,404",
    "/sweeps/99/events,404",
    "/sweeps/99/export,404",
    "/sweeps/1/trials/99,404",
    "/sweeps/x,404",
    "/sweeps/99999999999,404",
    "/nothing,404",
    "/sweeps?limit=0,400",
    "/sweeps?limit=many,400",
    "/sweeps?limit=1&limit=2,400",
    "/sweeps/1/trials?sort=beauty,400",
    "/sweeps/1/trials?state=lost,400",
    "/sweeps/1/export?format=xml,400"
  })
  void saysWhatIsWrongWithARequest(String path, int status) {
    WorkerProtocolTest.assertProblem(bench.get("/api/v1" + path), status);
  }

  @Test
  void exportsEveryTrial() {
    for (int trial = 6; trial < 1100; trial++) {
      bench.sweeps.propose(sweep, trial);
    }
    JsonNode export = Bench.json(bench.get("/api/v1/sweeps/" + sweep + "/export"));
    assertThat(export.get("sweep").asInt()).isEqualTo(sweep);
    assertThat(export.get("trials")).hasSize(1100);
    assertThat(export.at("/trials/3/reason").asText()).contains("exit code 9");
    assertThat(export.at("/trials/1099/number").asInt()).isEqualTo(1099);
    List<String> lines =
        bench.get("/api/v1/sweeps/" + sweep + "/export?format=csv").body().lines().toList();
    assertThat(lines).hasSize(1101);
    assertThat(lines.get(0)).startsWith("number,state,reason,value,").contains("network[0].dense");
    assertThat(lines.get(1)).startsWith("0,completed,,0.8,");
  }

  @Test
  void startsASweep() {
    HttpResponse<String> answer =
        bench.post("/api/v1/sweeps?trials=5&seed=-3", "application/yaml", "name: x");
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.body()).isEqualTo("{\"sweep\":41}");
    assertThat(bench.control.started.get(0).overrides().trials()).hasValue(5);
    assertThat(bench.control.started.get(0).overrides().seed()).hasValue(-3);
    assertThat(bench.control.started.get(0).overrides().parallel()).isEmpty();
    String json = "{\"spec\":\"name: y\",\"folder\":\"/specs/../data\",\"parallel\":2,\"seed\":0}";
    assertThat(bench.postJson("/api/v1/sweeps", json).statusCode()).isEqualTo(201);
    assertThat(bench.control.started.get(1).folder()).isEqualTo(Path.of("/data"));
    assertThat(bench.control.started.get(1).overrides().parallel()).hasValue(2);
    assertThat(bench.control.started.get(1).overrides().seed()).hasValue(0);
  }

  @Test
  void tellsAllProblemsOfASpec() {
    HttpResponse<String> answer = bench.post("/api/v1/sweeps", "application/yaml", "space: {}");
    WorkerProtocolTest.assertProblem(answer, 422);
    JsonNode problems = Bench.json(answer).get("problems");
    assertThat(problems).hasSize(2);
    assertThat(problems.get(1).toString())
        .isEqualTo(
            "{\"line\":2,\"column\":5,\"path\":\"space.x\","
                + "\"message\":\"unknown key 'flaot'; the nearest is 'float'\"}");
    assertThat(bench.control.started).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | 400",
        "{'spec':'name: x','folder':'relative'} | 400",
        "{'spec':'name: x','trials':0} | 400",
        "{'spec':'name: x','trials':1.5} | 400",
        "{'spec':'name: x','trails':5} | 400",
        "{'spec':7} | 400"
      })
  void startsNothingThatItDoesNotUnderstand(String body, int status) {
    HttpResponse<String> answer = bench.postJson("/api/v1/sweeps", body.replace('\'', '"'));
    WorkerProtocolTest.assertProblem(answer, status);
    assertThat(bench.control.started).isEmpty();
  }

  @Test
  void pausesAndPrioritises() {
    String path = "/api/v1/sweeps/" + sweep;
    assertThat(bench.postJson(path + "/pause", "").statusCode()).isEqualTo(202);
    assertThat(bench.postJson(path + "/priority", "{\"priority\":80}").statusCode()).isEqualTo(202);
    assertThat(bench.control.steered)
        .containsExactly("pause 1 paused through the API", "priority 1 80");
    WorkerProtocolTest.assertProblem(bench.postJson(path + "/priority", ""), 400);
    WorkerProtocolTest.assertProblem(bench.postJson(path + "/priority", "{\"priority\":101}"), 400);
    WorkerProtocolTest.assertProblem(bench.postJson("/api/v1/sweeps/99/pause", ""), 404);
  }

  @Test
  void cancelsAndResumes() {
    String path = "/api/v1/sweeps/" + sweep;
    assertThat(bench.postJson(path + "/cancel", "").statusCode()).isEqualTo(202);
    assertThat(bench.postJson(path + "/resume", "{\"trials\":20}").statusCode()).isEqualTo(202);
    assertThat(bench.control.steered)
        .containsExactly("cancel 1 cancelled through the API", "resume 1 OptionalInt[20]");
    WorkerProtocolTest.assertProblem(bench.postJson("/api/v1/sweeps/99/cancel", ""), 404);
  }
}
