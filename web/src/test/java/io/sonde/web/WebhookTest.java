package io.sonde.web;

import static io.sonde.web.WorkerProtocolTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sonde.search.event.Change;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.InMemoryMilestones;
import io.sonde.search.report.Cause;
import io.sonde.search.report.TokenKey;
import io.sonde.search.space.Configuration;
import io.sonde.web.port.AuditEvent;
import io.sonde.web.port.Delivery.State;
import io.sonde.web.webhook.Receiver;
import io.sonde.web.webhook.TargetRules;
import io.sonde.web.webhook.Webhooks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Webhooks by the API: made, told of what happens, tried again, and looked at. */
final class WebhookTest {
  private static final String ALL = "/api/v1/webhooks";
  private final Bench bench = Bench.open();
  private final Receiver receiver = Receiver.answering(204);

  @AfterEach
  void close() {
    bench.close();
    receiver.close();
  }

  private JsonNode made(Receiver to, String more) {
    HttpResponse<String> answer =
        bench.postJson(ALL, "{\"name\":\"chat\",\"url\":\"" + to.url() + "\"" + more + "}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return Bench.json(answer);
  }

  private String told(Receiver to, String... events) {
    String list = String.join("\",\"", events);
    return made(to, ",\"events\":[\"" + list + "\"]").get("id").asText();
  }

  private JsonNode deliveries(String id) {
    return Bench.json(bench.get(ALL + "/" + id + "/deliveries")).get("deliveries");
  }

  private void awaitStates(String id, String... states) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> deliveries(id).findValuesAsText("state").equals(List.of(states)));
  }

  private static JsonNode body(Receiver.Request request) {
    try {
      return new ObjectMapper().readTree(request.body());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void become(int sweep, SweepState state, String reason) {
    bench.sweeps.tell(sweep, new Change.SweepBecame(state, reason));
  }

  @Test
  void theEndOfASweepIsToldWithASignatureThatAReceiverCanCheck() throws Exception {
    String secret = made(receiver, "").get("secret").asText();
    assertThat(secret).startsWith("whsec_");
    int sweep = bench.sweeps.running("digits", "speech");
    become(sweep, SweepState.COMPLETED, "its budget is spent");
    Receiver.Request request = receiver.awaitRequests(1).get(0);
    assertThat(request.event()).isEqualTo("sweep.completed");
    JsonNode body = body(request);
    assertThat(body.get("type").asText()).isEqualTo("sweep.completed");
    assertThat(body.get("id").asText()).hasSize(36);
    assertThat(body.at("/sweep/sweep").asInt()).isEqualTo(sweep);
    assertThat(body.at("/sweep/state").asText()).isEqualTo("completed");
    assertThat(body.at("/sweep/reason").asText()).isEqualTo("its budget is spent");
    assertThat(body.at("/sweep/project").asText()).isEqualTo("speech");
    assertThat(body.at("/sweep/best/trial").asInt()).isEqualTo(2);
    String time = request.signature().replaceAll("t=(\\d+),v1=.*", "$1");
    assertThat(request.signature())
        .isEqualTo("t=" + time + ",v1=" + hmac(secret, time + "." + request.body()));
  }

  private static String hmac(String secret, String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void theSecretIsShownOnceAndKeptNowhere() {
    JsonNode made = made(receiver, "");
    String secret = made.get("secret").asText();
    String one = ALL + "/" + made.get("id").asText();
    assertThat(bench.get(ALL).body()).contains("chat").doesNotContain(secret, "digest");
    assertThat(bench.get(one).body()).contains("chat").doesNotContain(secret, "digest");
    assertThat(bench.page("/webhooks").body()).contains("chat").doesNotContain(secret);
    assertThat(bench.hooks.webhooks().toString()).doesNotContain(secret);
  }

  @Test
  void eachEventIsToldOnceToWhoeverAskedForIt() {
    String all =
        told(
            receiver,
            "sweep.started",
            "sweep.completed",
            "sweep.failed",
            "sweep.cancelled",
            "trial.completed",
            "trial.failed",
            "trial.best");
    try (Receiver other = Receiver.answering(200)) {
      told(other, "sweep.cancelled");
      int sweep = bench.sweeps.create("digits", 9);
      become(sweep, SweepState.RUNNING, "");
      bench.sweeps.propose(sweep, 0);
      bench.sweeps.start(sweep, 0, "");
      bench.sweeps.end(sweep, 0, Cause.COMPLETED, TrialState.COMPLETED, 0.8, "");
      receiver.awaitRequests(3);
      bench.clock.pass(Duration.ofSeconds(1));
      become(sweep, SweepState.PAUSED, "");
      become(sweep, SweepState.RUNNING, "resumed");
      bench.sweeps.propose(sweep, 1);
      bench.sweeps.start(sweep, 1, "");
      bench.sweeps.end(sweep, 1, Cause.CRASH, TrialState.FAILED, 0.9, "it broke");
      become(sweep, SweepState.CANCELLED, "no need");
      other.awaitRequests(1);
      receiver.awaitRequests(5);
    }
    assertThat(receiver.requests())
        .extracting(Receiver.Request::event)
        .containsExactlyInAnyOrder(
            "sweep.started", "trial.completed", "trial.best", "trial.failed", "sweep.cancelled");
    JsonNode best =
        receiver.requests().stream()
            .filter(request -> request.event().equals("trial.best"))
            .map(WebhookTest::body)
            .findFirst()
            .orElseThrow();
    assertThat(best.at("/trial/number").asInt()).isZero();
    assertThat(best.at("/trial/value").asDouble()).isEqualTo(0.8);
    assertThat(best.at("/trial/config").isObject()).isTrue();
    awaitStates(all, "delivered", "delivered", "delivered", "delivered", "delivered");
  }

  @Test
  void aWebhookOfAProjectIsToldOfItsSweepsOnly() {
    String id = made(receiver, ",\"projects\":[\"speech\"]").get("id").asText();
    int vision = bench.sweeps.running("digits", "vision");
    int speech = bench.sweeps.running("digits", "speech");
    become(vision, SweepState.COMPLETED, "");
    become(speech, SweepState.COMPLETED, "");
    receiver.awaitRequests(1);
    awaitStates(id, "delivered");
    assertThat(deliveries(id).findValuesAsText("sweep")).containsExactly("" + speech);
  }

  @Test
  void whatHappenedBeforeItWasMadeOrSwitchedOnIsNotTold() {
    int early = bench.sweeps.running("digits");
    become(early, SweepState.COMPLETED, "");
    JsonNode made = made(receiver, "");
    String one = ALL + "/" + made.get("id").asText();
    String wish = "{\"name\":\"chat\",\"url\":\"" + receiver.url() + "\",\"active\":%s}";
    assertThat(bench.putJson(one, wish.formatted(false)).statusCode()).isEqualTo(200);
    become(bench.sweeps.running("digits"), SweepState.COMPLETED, "");
    assertThat(Bench.json(bench.get(one)).get("active").asBoolean()).isFalse();
    assertThat(bench.putJson(one, wish.formatted(true)).statusCode()).isEqualTo(200);
    int late = bench.sweeps.running("digits");
    become(late, SweepState.FAILED, "");
    receiver.awaitRequests(1);
    assertThat(body(receiver.requests().get(0)).at("/sweep/sweep").asInt()).isEqualTo(late);
    assertThat(deliveries(made.get("id").asText())).hasSize(1);
  }

  @Test
  void whatIsRefusedIsTriedAgainLaterAndWithTheSameEvent() {
    receiver.answer(500, "broken");
    String id = told(receiver, "sweep.completed");
    become(bench.sweeps.running("digits"), SweepState.COMPLETED, "");
    receiver.awaitRequests(1);
    await().until(() -> deliveries(id).at("/0/attempts").asInt() == 1);
    JsonNode waiting = deliveries(id).get(0);
    assertThat(waiting.get("state").asText()).isEqualTo("waiting");
    assertThat(waiting.at("/last/problem").asText()).isEqualTo("It answered 500.");
    assertThat(waiting.get("next").asText())
        .isBetween("2026-11-21T12:00:08", "2026-11-21T12:00:13");
    receiver.answer(200, "");
    bench.clock.pass(Duration.ofSeconds(13));
    bench.webhooks.wake();
    List<Receiver.Request> both = receiver.awaitRequests(2);
    awaitStates(id, "delivered");
    assertThat(both.get(1).body()).isEqualTo(both.get(0).body());
    assertThat(both.get(1).delivery()).isEqualTo(both.get(0).delivery());
    assertThat(both.get(1).attempt()).isEqualTo("2");
    assertThat(both.get(1).signature()).isNotEqualTo(both.get(0).signature());
  }

  @Test
  void whatIsRefusedTooOftenIsGivenUpAndCanBeSentAgain() {
    receiver.answer(404, "no such hook");
    String id = told(receiver, "sweep.completed");
    become(bench.sweeps.running("digits"), SweepState.COMPLETED, "");
    for (int attempt = 1; attempt <= 10; attempt++) {
      int so = attempt;
      await().atMost(Duration.ofSeconds(60)).until(() -> attempts(id) == so);
      bench.clock.pass(Duration.ofHours(8));
      bench.webhooks.wake();
    }
    awaitStates(id, "given_up");
    JsonNode lost = deliveries(id).get(0);
    assertThat(lost.get("next").isNull()).isTrue();
    String place = ALL + "/" + id + "/deliveries/" + lost.get("number").asText();
    JsonNode whole = Bench.json(bench.get(place));
    assertThat(whole.get("answer").asText()).isEqualTo("no such hook");
    receiver.answer(204, "");
    HttpResponse<String> again = bench.postJson(place + "/redeliver", "");
    assertThat(again.statusCode()).as(again.body()).isEqualTo(202);
    assertThat(again.headers().firstValue("location").orElseThrow())
        .isEqualTo(ALL + "/" + id + "/deliveries/" + Bench.json(again).get("number").asText());
    awaitStates(id, "delivered", "given_up");
    JsonNode repeated = deliveries(id).get(0);
    assertThat(repeated.get("repeats")).isEqualTo(lost.get("number"));
    assertThat(repeated.get("event")).isEqualTo(lost.get("event"));
    assertThat(receiver.requests().get(10).body()).isEqualTo(whole.get("body").asText());
  }

  private int attempts(String id) {
    return deliveries(id).at("/0/attempts").asInt();
  }

  @Test
  void aPingIsTriedOnce() {
    receiver.answer(500, "");
    String id = told(receiver, "sweep.completed");
    assertThat(bench.postJson(ALL + "/" + id + "/ping", "").statusCode()).isEqualTo(202);
    awaitStates(id, "given_up");
    receiver.answer(200, "");
    assertThat(bench.postJson(ALL + "/" + id + "/ping", "").statusCode()).isEqualTo(202);
    awaitStates(id, "delivered", "given_up");
    assertThat(body(receiver.requests().get(1)).at("/webhook/name").asText()).isEqualTo("chat");
  }

  @Test
  void oneThatDoesNotAnswerKeepsNoOtherWaiting() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + silent.getLocalPort() + "/";
      HttpResponse<String> made =
          bench.postJson(ALL, "{\"name\":\"dead\",\"url\":\"" + url + "\"}");
      String dead = Bench.json(made).get("id").asText();
      told(receiver, "sweep.completed");
      for (int i = 0; i < 10; i++) {
        become(bench.sweeps.running("digits"), SweepState.COMPLETED, "");
      }
      receiver.awaitRequests(10);
      // Two at a time and ten seconds each: it is far from having tried all of them.
      assertThat(deliveries(dead).findValuesAsText("attempts")).hasSize(10).contains("0");
    }
  }

  @Test
  void anotherServerSendsWhatAnEarlierOneLeft() {
    receiver.answer(500, "");
    String id = told(receiver, "sweep.completed", "sweep.failed");
    int first = bench.sweeps.running("digits");
    become(first, SweepState.COMPLETED, "");
    await().until(() -> attempts(id) == 1);
    bench.webhooks.close();
    // Nobody hears of this one: its deliveries are made of what is stored.
    int second = bench.sweeps.running("digits");
    become(second, SweepState.FAILED, "");
    receiver.answer(204, "");
    bench.clock.pass(Duration.ofMinutes(1));
    try (Webhooks next =
        new Webhooks(
            bench.hooks,
            new InMemoryMilestones(bench.sweeps.store),
            bench.sweeps.store,
            bench.sweeps.outgoing,
            new TokenKey(new byte[TokenKey.BYTES]),
            new TargetRules(List.of("127.0.0.1")),
            "Sonde/0.1",
            bench.clock)) {
      next.start();
      receiver.awaitRequests(3);
      awaitStates(id, "delivered", "delivered");
    }
    assertThat(receiver.requests())
        .extracting(Receiver.Request::event)
        .containsExactlyInAnyOrder("sweep.completed", "sweep.completed", "sweep.failed");
  }

  @Test
  void deliveriesBeyondWhatMayWaitAreGivenUpAtOnceAndShown() {
    receiver.answer(500, "");
    String id = told(receiver, "trial.failed");
    int sweep = bench.sweeps.create("digits", 2000);
    become(sweep, SweepState.RUNNING, "");
    bench.sweeps.tell(
        sweep,
        IntStream.range(0, 1010).boxed().flatMap(WebhookTest::broken).toArray(Change[]::new));
    await().atMost(Duration.ofSeconds(60)).until(() -> givenUp(id) == 10);
    assertThat(bench.hooks.waiting(id)).isEqualTo(1000);
    JsonNode page = Bench.json(bench.get(ALL + "/" + id + "/deliveries?state=given_up&limit=4"));
    assertThat(page.get("deliveries")).hasSize(4);
    assertThat(page.at("/deliveries/0/last/problem").asText()).contains("1000 deliveries");
    long before = page.get("next").asLong();
    assertThat(
            Bench.json(bench.get(ALL + "/" + id + "/deliveries?state=given_up&before=" + before))
                .get("deliveries"))
        .hasSize(6);
  }

  private int givenUp(String id) {
    return bench.hooks.deliveries(id, Optional.of(State.GIVEN_UP), Long.MAX_VALUE, 99).size();
  }

  /** A trial that breaks at once. */
  private static Stream<Change> broken(int trial) {
    Configuration none = new Configuration(Map.of(), Map.of());
    return Stream.of(
        new Change.TrialProposed(trial, none, Map.of()),
        new Change.TrialBecame(
            trial,
            TrialState.FAILED,
            "it broke",
            OptionalDouble.empty(),
            OptionalInt.empty(),
            Map.of()));
  }

  static Stream<Arguments> wrong() {
    String local = "'name': 'x', 'url': 'http://127.0.0.1/'";
    return Stream.of(
        Arguments.of("'url': 'https://example.org/'", "'name' is needed."),
        Arguments.of("'name': 'x'", "'url' is needed."),
        Arguments.of("'name': ' ', 'url': 'https://example.org/'", "name is 1 to 100 characters"),
        Arguments.of("'name': 'x', 'url': 'example.org'", "begins with https://"),
        Arguments.of("'name': 'x', 'url': 'http://127.0.0.2/'", "--webhook-allow 127.0.0.2"),
        Arguments.of("'name': 'x', 'url': 'https://169.254.169.254/'", "clouds keep metadata"),
        Arguments.of("'name': 'x', 'url': 'https://no-such.invalid/'", "no address is known"),
        Arguments.of(local + ", 'events': ['sweep']", "an event is one of sweep.started"),
        Arguments.of(local + ", 'projects': ['']", "a project is 1 to 100"),
        Arguments.of(local + ", 'active': 1", "'active' is to be true or false"),
        Arguments.of(local + ", 'secret': 's'", "unknown key 'secret'"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatCannotBeAWebhookIsSaid(String body, String said) {
    HttpResponse<String> answer = bench.postJson(ALL, "{" + body.replace('\'', '"') + "}");
    assertProblem(answer, 400);
    assertThat(Bench.json(answer).get("detail").asText()).contains(said);
    assertThat(bench.hooks.webhooks()).isEmpty();
  }

  @Test
  void whatIsNotThereIsUnknown() {
    String id = told(receiver, "sweep.completed");
    assertProblem(bench.get(ALL + "/none"), 404);
    assertProblem(bench.postJson(ALL + "/none/ping", ""), 404);
    assertProblem(bench.get(ALL + "/none/deliveries"), 404);
    assertProblem(bench.get(ALL + "/" + id + "/deliveries/99"), 404);
    assertProblem(bench.get(ALL + "/" + id + "/deliveries/x"), 404);
    assertProblem(bench.postJson(ALL + "/" + id + "/deliveries/99/redeliver", ""), 404);
    assertProblem(bench.get(ALL + "/" + id + "/deliveries?state=lost"), 400);
    String other = told(receiver, "sweep.completed");
    bench.postJson(ALL + "/" + id + "/ping", "");
    receiver.awaitRequests(1);
    String number = deliveries(id).at("/0/number").asText();
    assertProblem(bench.get(ALL + "/" + other + "/deliveries/" + number), 404);
  }

  @Test
  void aDeletedOneIsToldNothingMore() {
    String id = told(receiver, "sweep.completed");
    HttpResponse<String> gone = deleted(ALL + "/" + id);
    assertThat(gone.statusCode()).as(gone.body()).isEqualTo(200);
    assertProblem(deleted(ALL + "/" + id), 404);
    try (Receiver other = Receiver.answering(204)) {
      told(other, "sweep.completed");
      become(bench.sweeps.running("digits"), SweepState.COMPLETED, "");
      other.awaitRequests(1);
    }
    assertThat(receiver.requests()).isEmpty();
  }

  private HttpResponse<String> deleted(String path) {
    return bench.send(
        bench
            .request(path)
            .header("Content-Type", "application/json")
            .method("DELETE", BodyPublishers.ofString("")));
  }

  @Test
  void onlyAdministratorsMayAndItIsWrittenDown() {
    try (Bench guarded = Bench.withToken("open sesame")) {
      String[] admin = {"Authorization", "Bearer open sesame"};
      String code =
          Bench.json(
                  guarded.postJson("/api/v1/tokens", "{\"name\":\"CD\",\"role\":\"code\"}", admin))
              .get("token")
              .asText();
      String body = "{\"name\":\"x\",\"url\":\"" + receiver.url() + "\"}";
      assertProblem(guarded.get(ALL, "Authorization", "Bearer " + code), 403);
      assertProblem(guarded.postJson(ALL, body, "Authorization", "Bearer " + code), 403);
      assertThat(guarded.page("/webhooks", "Authorization", "Bearer " + code).statusCode())
          .isEqualTo(403);
      String id = Bench.json(guarded.postJson(ALL, body, admin)).get("id").asText();
      guarded.postJson(ALL + "/" + id + "/ping", "", admin);
      await()
          .until(
              () ->
                  guarded.access.audit(Long.MAX_VALUE, 9).stream()
                      .map(entry -> entry.event())
                      .map(AuditEvent::action)
                      .toList()
                      .containsAll(List.of("create webhook", "try webhook")));
      assertThat(guarded.access.audit(Long.MAX_VALUE, 9).toString()).doesNotContain("whsec_");
    }
  }

  @Test
  void thePagesShowWhatTheApiShows() {
    String form = "name=chat&event=sweep.completed&active=on&url=";
    HttpResponse<String> refused =
        bench.post(
            "/webhooks", "application/x-www-form-urlencoded", form + "https://10.0.0.1/", origin());
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("role=\"alert\"", "that address is private", "chat");
    HttpResponse<String> made =
        bench.post(
            "/webhooks", "application/x-www-form-urlencoded", form + receiver.url(), origin());
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    assertThat(made.body()).contains("whsec_", "sweep.completed");
    String id = bench.hooks.webhooks().get(0).id();
    HttpResponse<String> ping =
        bench.post("/webhooks/" + id + "/ping", "application/x-www-form-urlencoded", "", origin());
    assertThat(ping.statusCode()).isEqualTo(303);
    awaitStates(id, "delivered");
    String place = ping.headers().firstValue("location").orElseThrow();
    assertThat(bench.page(place).body()).contains("It answered 204", "&quot;ping&quot;");
    assertThat(bench.page("/webhooks/" + id).body()).contains("ping", "delivered", "Send again");
    HttpResponse<String> off =
        bench.post(
            "/webhooks/" + id,
            "application/x-www-form-urlencoded",
            "name=<b>it&event=sweep.failed&url=" + receiver.url(),
            origin());
    assertThat(off.statusCode()).isEqualTo(303);
    assertThat(bench.hooks.webhooks().get(0).active()).isFalse();
    assertThat(bench.page("/webhooks").body()).contains("&lt;b&gt;it").doesNotContain("<b>it");
    bench.post("/webhooks/" + id + "/delete", "application/x-www-form-urlencoded", "", origin());
    assertThat(bench.hooks.webhooks()).isEmpty();
    assertThat(bench.page("/webhooks/" + id).statusCode()).isEqualTo(404);
  }

  private String[] origin() {
    return new String[] {"Origin", "http://127.0.0.1:" + bench.server.port()};
  }

  @Test
  void whatAReceiverAnswersStandsAsTextOnThePage() {
    receiver.answer(500, "<script>alert(1)</script>");
    String id = told(receiver, "sweep.completed");
    bench.postJson(ALL + "/" + id + "/ping", "");
    awaitStates(id, "given_up");
    String number = deliveries(id).at("/0/number").asText();
    assertThat(bench.page("/webhooks/" + id + "/deliveries/" + number).body())
        .contains("&lt;script&gt;alert(1)")
        .doesNotContain("<script>alert");
  }
}
