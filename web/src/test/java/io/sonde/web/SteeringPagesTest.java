package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.search.event.Change;
import io.sonde.search.event.SweepState;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people ask of sweeps and trials, by forms that need no scripts and through the API. */
final class SteeringPagesTest {
  private final Bench bench = Bench.open();
  private final int sweep = bench.sweeps.running("digits");
  private final String page = "/sweeps/" + sweep;
  private final String api = "/api/v1" + page;

  @AfterEach
  void close() {
    bench.close();
  }

  private HttpResponse<String> send(String path, String form) {
    return bench.post(
        path,
        "application/x-www-form-urlencoded",
        form,
        "Sec-Fetch-Site",
        "same-origin",
        "Accept",
        "text/html");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static void assertLeads(HttpResponse<String> answer, String place) {
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("location")).contains(place);
  }

  @Test
  void aFormThatIsRefusedLeadsBackToThePageItStandsOn() {
    HttpResponse<String> late = send(page + "/trials/0/stop", "");
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("href=\"" + page + "/trials/0\">Back</a>");
    assertThat(send("/tokens/none/revoke", "").body()).contains("href=\"/tokens\">Back</a>");
    assertThat(send("/sweeps/999/enqueue", "act=enqueue&values=").body())
        .contains("href=\"/sweeps/999/enqueue\">Back</a>");
  }

  @Test
  void formsDoWhatTheySayAndLeadToAPage() {
    assertLeads(send(page + "/budget", "add=5"), page);
    assertLeads(send(page + "/priority", "priority=80"), page);
    assertLeads(send(page + "/trials/4/stop", ""), page + "/trials/4");
    assertLeads(send(page + "/trials/3/retry", ""), page + "/trials/6");
    String values = "x: 0.5\r\nkind: deep\r\n";
    assertLeads(
        send(page + "/enqueue", "act=enqueue&values=" + encoded(values)), page + "/trials/6");
    assertThat(bench.control.steered)
        .containsExactly(
            "extend " + sweep + " 5",
            "priority " + sweep + " 80",
            "stop " + sweep + " 4 stopped in the browser",
            "retry " + sweep + " 3",
            "enqueue " + sweep + " x: 0.5\nkind: deep asked for in the browser");
  }

  @Test
  void whatIsWrongInAFormIsToldAndChangesNothing() {
    assertThat(send(page + "/budget", "add=many").body()).contains("got &#39;many&#39;");
    assertThat(send(page + "/priority", "priority=101").statusCode()).isEqualTo(400);
    HttpResponse<String> refused = send(page + "/trials/0/stop", "");
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("Trial 0 of sweep 1 is completed.");
    assertThat(send(page + "/trials/99/stop", "").statusCode()).isEqualTo(404);
    HttpResponse<String> wrong = send(page + "/enqueue", "act=enqueue&values=" + encoded("y: <b>"));
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body())
        .contains("1 problem", "line 1, column 1", "did you mean &#39;x&#39;?", "y: &lt;b&gt;");
    assertThat(bench.control.steered).isEmpty();
  }

  @Test
  void thePagesOfferWhatTheStateAllows() {
    assertThat(bench.page(page).body()).contains("/budget\"", "/priority\"", page + "/enqueue\"");
    assertThat(bench.page(page + "/trials/4").body())
        .contains("/trials/4/stop")
        .doesNotContain("/retry");
    assertThat(bench.page(page + "/trials/3").body())
        .contains("/trials/3/retry", "enqueue?from=3")
        .doesNotContain("/stop");
    assertThat(bench.page(page + "/enqueue?from=3").body())
        .contains("optimizer.adam.learning_rate: 0.004")
        .contains("network[0].dense: 128")
        .contains("expected a number from 0 to 1");
    assertThat(bench.page(page + "/enqueue").body()).contains("learning_rate: 0.003");
    assertThat(bench.page(page + "/enqueue?from=99").statusCode()).isEqualTo(404);
    assertThat(send(page + "/enqueue", "act=check&values=x").body())
        .contains("It can be tried", "400 parameters");
  }

  @Test
  void aSweepIsDeletedOnlyWhenItsNameIsTyped() {
    String delete = page + "/delete";
    assertThat(bench.page(delete).body()).contains("It is <span>running</span>: cancel it first");
    bench.sweeps.tell(sweep, new Change.SweepBecame(SweepState.CANCELLED, ""));
    assertThat(bench.page(delete).body()).contains("Its <span>6 trials</span> go for good");
    assertThat(bench.page(page).body()).contains(delete);
    HttpResponse<String> mistyped = send(delete, "name=digit");
    assertThat(mistyped.statusCode()).isEqualTo(422);
    assertThat(mistyped.body()).contains("Nothing was deleted");
    assertThat(bench.control.steered).isEmpty();
    assertLeads(send(delete, "name=digits"), "/");
    HttpRequest.Builder request = bench.request(api, "Content-Type", "application/json").DELETE();
    assertThat(bench.send(request).statusCode()).isEqualTo(204);
    assertThat(bench.send(bench.request(api).DELETE()).statusCode()).isEqualTo(403);
    assertThat(bench.control.steered).containsExactly("delete " + sweep, "delete " + sweep);
  }

  @Test
  void theApiDoesTheSame() {
    assertThat(Bench.json(bench.postJson(api + "/budget", "{\"add\":5}")).get("budget").asInt())
        .isEqualTo(17);
    WorkerProtocolTest.assertProblem(bench.postJson(api + "/budget", "{}"), 400);
    WorkerProtocolTest.assertProblem(bench.postJson(api + "/budget", "{\"add\":0}"), 400);
    HttpResponse<String> added = bench.post(api + "/trials", "application/yaml", "x: 0.5");
    assertThat(added.statusCode()).isEqualTo(201);
    assertThat(added.headers().firstValue("location")).contains(api + "/trials/6");
    JsonNode dry = Bench.json(bench.postJson(api + "/trials?dry_run", "{\"x\":0.5}"));
    assertThat(dry.at("/config/x").asDouble()).isEqualTo(0.25);
    assertThat(dry.at("/known/parameters").asInt()).isEqualTo(400);
    assertThat(dry.get("infeasible").isNull()).isTrue();
    WorkerProtocolTest.assertProblem(bench.postJson(api + "/trials", "{\"y\":1}"), 422);
    assertThat(bench.postJson(api + "/trials/4/stop", "{\"reason\":\"why\"}").statusCode())
        .isEqualTo(202);
    HttpResponse<String> state = bench.postJson(api + "/trials/0/stop", "");
    WorkerProtocolTest.assertProblem(state, 409);
    assertThat(Bench.json(state).get("code").asText()).isEqualTo("STATE");
    assertThat(bench.postJson(api + "/trials/3/retry", "").statusCode()).isEqualTo(201);
    WorkerProtocolTest.assertProblem(bench.postJson(api + "/trials/99/retry", ""), 404);
    assertThat(Bench.json(bench.get(api + "/space")).at("/parameters/x").asText())
        .isEqualTo("expected a number from 0 to 1");
    assertThat(bench.control.steered)
        .containsExactly(
            "extend " + sweep + " 5",
            "enqueue " + sweep + " x: 0.5 asked for through the API",
            "stop " + sweep + " 4 why",
            "retry " + sweep + " 3");
  }
}
