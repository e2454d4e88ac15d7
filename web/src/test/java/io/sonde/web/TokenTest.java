package io.sonde.web;

import static io.sonde.web.WorkerProtocolTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.search.event.Change;
import io.sonde.search.event.SweepState;
import io.sonde.search.port.StartLimits;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of every role on a guarded server: what they see, start and are refused. */
final class TokenTest {
  private static final String ADMIN = "Bearer open sesame";
  private final Bench bench = Bench.withToken("open sesame");
  private final int speech = bench.sweeps.running("digits", "speech");
  private final int vision = bench.sweeps.running("digits", "vision");

  @AfterEach
  void close() {
    bench.close();
  }

  private JsonNode made(String body) {
    HttpResponse<String> answer = bench.postJson("/api/v1/tokens", body, "Authorization", ADMIN);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return Bench.json(answer);
  }

  private String token(String role, String... projects) {
    String list = projects.length == 0 ? "" : "\"" + String.join("\",\"", projects) + "\"";
    String body =
        "{\"name\":\"a %s\",\"role\":\"%s\",\"projects\":[%s]}".formatted(role, role, list);
    return "Bearer " + made(body).get("token").asText();
  }

  private HttpResponse<String> get(String path, String token) {
    return bench.get(path, "Authorization", token);
  }

  private HttpResponse<String> post(String path, String token) {
    return bench.postJson(path, "", "Authorization", token);
  }

  @Test
  void aTokenIsShownOnceAndItsSecretKeptNowhere() {
    String text =
        made("{\"name\":\"CI\",\"role\":\"run\",\"expires\":\"90d\"}").get("token").asText();
    assertThat(text).matches("sonde_[a-z0-9]{10}_[A-Za-z0-9_-]{43}");
    String secret = text.substring(text.lastIndexOf('_', text.length() - 44) + 1);
    assertThat(get("/api/v1/tokens", ADMIN).body())
        .contains("\"name\":\"CI\"", "\"state\":\"valid\"")
        .doesNotContain(secret, "digest", bench.access.tokens().get(0).digest());
    assertThat(bench.access.tokens().toString()).doesNotContain(secret);
    assertThat(get("/api/v1/sweeps", "Bearer " + text).statusCode()).isEqualTo(200);
    assertThat(bench.access.tokens().get(0).used()).isPresent();
    String other = text.substring(0, text.length() - 1) + (text.endsWith("A") ? "B" : "A");
    assertProblem(get("/api/v1/sweeps", "Bearer " + other), 401);
  }

  @Test
  void whatARoleMayNotIsRefusedWithTheRoleThatMay() {
    String read = token("read");
    assertThat(get("/api/v1/sweeps/" + speech, read).statusCode()).isEqualTo(200);
    HttpResponse<String> refused = post("/api/v1/sweeps/" + speech + "/cancel", read);
    assertProblem(refused, 403);
    assertThat(Bench.json(refused).get("code").asText()).isEqualTo("ROLE");
    assertThat(Bench.json(refused).get("detail").asText()).contains("role 'run'", "'read'");
    assertProblem(bench.post("/api/v1/sweeps", "text/yaml", "name: x", "Authorization", read), 403);
    String run = token("run");
    assertThat(post("/api/v1/sweeps/" + speech + "/cancel", run).statusCode()).isEqualTo(202);
    assertProblem(get("/api/v1/tokens", run), 403);
    assertProblem(post("/api/v1/devices/put-back", token("code")), 403);
    assertThat(bench.control.steered).hasSize(1);
  }

  @Test
  void whatMayBeStartedGoesToTheEngineWithTheRequest() {
    String body = "name: x";
    String run = token("run", "speech");
    bench.post("/api/v1/sweeps", "text/yaml", body, "Authorization", run);
    bench.post("/api/v1/sweeps", "text/yaml", body, "Authorization", token("code"));
    bench.post("/api/v1/sweeps", "text/yaml", body, "Authorization", ADMIN);
    assertThat(bench.control.requests.stream().map(request -> request.limits()))
        .containsExactly(
            new StartLimits(Optional.of(Set.of("speech")), false),
            StartLimits.NONE,
            StartLimits.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/sweeps/%d",
        "/api/v1/sweeps/%d/trials/1/artifacts/1/a.txt",
        "/sweeps/%d",
        "/api/v1/sweeps/%d/events",
        "/sweeps/%d/live",
        "/api/v1/sweeps/%d/export",
        "/api/v1/sweeps/+%d",
        "/api/v1/sweeps/%d?wait=1s",
        "/api/v1/sweeps/%d/"
      })
  void aSweepOfAnotherProjectIsNotThere(String path) {
    String token = token("read", "speech");
    assertThat(get(path.formatted(vision), token).statusCode()).isEqualTo(404);
    assertThat(get(path.formatted(vision), token).body()).doesNotContain("vision");
  }

  @Test
  void aTokenOfAProjectSeesAndSteersItsSweepsOnly() {
    String token = token("run", "speech");
    JsonNode list = Bench.json(get("/api/v1/sweeps", token));
    assertThat(list.get("total").asInt()).isEqualTo(1);
    assertThat(list.at("/sweeps/0/sweep").asInt()).isEqualTo(speech);
    assertThat(get("/", token).body()).contains("#" + speech).doesNotContain("#" + vision);
    assertThat(post("/api/v1/sweeps/" + speech + "/pause", token).statusCode()).isEqualTo(202);
    assertThat(post("/api/v1/sweeps/" + vision + "/pause", token).statusCode()).isEqualTo(404);
    assertThat(post("/sweeps/" + vision + "/cancel", token).statusCode()).isEqualTo(404);
    assertThat(bench.control.steered).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/sweeps/%d/gate?baseline=%d",
        "/api/v1/sweeps/%d/report.md?baseline=%d",
        "/compare?sweeps=%d,%d",
        "/new?like=%d&from=%d"
      })
  void aSweepOfAnotherProjectIsNotThereBesideAnother(String path) {
    bench.sweeps.tell(speech, new Change.SweepBecame(SweepState.COMPLETED, ""));
    bench.sweeps.tell(vision, new Change.SweepBecame(SweepState.COMPLETED, ""));
    String address = path.formatted(speech, vision);
    HttpResponse<String> answer = get(address, token("run", "speech"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
    assertThat(answer.body()).doesNotContain("vision");
    assertThat(get(address, token("run")).statusCode()).isEqualTo(200);
  }

  @Test
  void howLongASweepTakesIsToldOnlyFromSweepsThatAreSeen() {
    String token = token("run", "speech");
    String[] headers = {"Authorization", token, "Sec-Fetch-Site", "same-origin"};
    for (String check : new String[] {"/api/v1/specs/check", "/api/v1/sweeps?dry_run"}) {
      assertThat(bench.post(check, "text/yaml", "name: x", headers).body())
          .contains("ended trials of sweep " + speech + "\"");
    }
    String form = "application/x-www-form-urlencoded";
    assertThat(bench.post("/new", form, "spec=name:+x", headers).body())
        .contains("ended trials of sweep " + speech)
        .doesNotContain("sweep " + vision);
  }

  @Test
  void theDevicesAreSeenByAllButNotWhoseJobsHoldThem() {
    bench.sweeps.running("third", "vision");
    String all = get("/api/v1/devices", ADMIN).body();
    assertThat(all).contains("\"owner\":\"sweep 3\"", "\"sweep\":3");
    String seen = get("/api/v1/devices", token("read", "speech")).body();
    assertThat(seen)
        .contains("another project")
        .doesNotContain("\"owner\":\"sweep 3\"", "\"sweep\":3", "3-4-1");
    assertThat(get("/devices", token("read", "speech")).body())
        .doesNotContain("/sweeps/3", "Put back");
    assertThat(bench.page("/devices", "Authorization", ADMIN).body()).contains("Put back");
  }

  @Test
  void aRevokedTokenOpensNothingAndEndsTheSessionsOfBrowsers() {
    JsonNode made = made("{\"name\":\"Ada\",\"role\":\"run\"}");
    HttpResponse<String> in = logIn(made.get("token").asText());
    assertThat(in.statusCode()).isEqualTo(303);
    String cookie = in.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
    assertThat(bench.page("/sweeps/" + speech, "Cookie", cookie).body())
        .contains("Log out", "id=\"cancel\"")
        .doesNotContain("/tokens");
    String id = made.get("id").asText();
    assertThat(post("/api/v1/tokens/" + id + "/revoke", ADMIN).statusCode()).isEqualTo(200);
    assertProblem(post("/api/v1/tokens/" + id + "/revoke", ADMIN), 409);
    assertProblem(get("/api/v1/sweeps", "Bearer " + made.get("token").asText()), 401);
    assertThat(bench.page("/", "Cookie", cookie).statusCode()).isEqualTo(303);
    assertThat(logIn(made.get("token").asText()).statusCode()).isEqualTo(401);
  }

  @Test
  void anExpiredTokenSaysSo() {
    String text =
        made("{\"name\":\"CI\",\"role\":\"run\",\"expires\":\"1h\"}").get("token").asText();
    bench.clock.pass(Duration.ofMinutes(61));
    HttpResponse<String> answer = get("/api/v1/sweeps", "Bearer " + text);
    assertProblem(answer, 401);
    assertThat(Bench.json(answer).get("code").asText()).isEqualTo("TOKEN_EXPIRED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"role\":\"run\"}",
        "{\"name\":\"x\",\"role\":\"root\"}",
        "{\"name\":\" \",\"role\":\"run\"}",
        "{\"name\":\"a\\nb\",\"role\":\"run\"}",
        "{\"name\":\"x\",\"role\":\"admin\",\"projects\":[\"speech\"]}",
        "{\"name\":\"x\",\"role\":\"run\",\"expires\":\"tomorrow\"}",
        "{\"name\":\"x\",\"role\":\"run\",\"projects\":\"speech\"}"
      })
  void refusesTokensThatMakeNoSense(String body) {
    assertProblem(bench.postJson("/api/v1/tokens", body, "Authorization", ADMIN), 400);
    assertThat(bench.access.tokens()).isEmpty();
  }

  @Test
  void thePageMakesShowsAndRevokes() {
    String form = "name=%3Cb%3EAda%3C%2Fb%3E&role=code&projects=speech%2C+vision&expires=8w";
    HttpResponse<String> made = form("/tokens", form);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    assertThat(made.body())
        .containsPattern("sonde_[a-z0-9]{10}_[A-Za-z0-9_-]{43}")
        .contains("&lt;b&gt;Ada", "speech, vision")
        .doesNotContain("<b>Ada");
    assertThat(made.headers().firstValue("cache-control")).hasValue("no-store");
    assertThat(form("/tokens", "name=x&role=root").body())
        .contains("one of read, run, code, admin");
    String id = bench.access.tokens().get(0).id();
    assertThat(form("/tokens/" + id + "/revoke", "").statusCode()).isEqualTo(303);
    String page = bench.page("/tokens", "Authorization", ADMIN).body();
    assertThat(page).contains("revoked").doesNotContainPattern("sonde_[a-z0-9]{10}_");
  }

  @Test
  void onLoopbackTheFirstTokenClosesTheDoorForGood() {
    try (Bench open = Bench.open()) {
      assertThat(open.get("/api/v1/sweeps").statusCode()).isEqualTo(200);
      assertThat(open.page("/login").statusCode()).isEqualTo(303);
      HttpResponse<String> made =
          open.postJson("/api/v1/tokens", "{\"name\":\"x\",\"role\":\"admin\"}");
      assertThat(made.statusCode()).isEqualTo(201);
      assertProblem(open.get("/api/v1/sweeps"), 401);
      String token = "Bearer " + Bench.json(made).get("token").asText();
      String revoke = "/api/v1/tokens/" + Bench.json(made).get("id").asText() + "/revoke";
      assertThat(open.postJson(revoke, "", "Authorization", token).statusCode()).isEqualTo(200);
      assertProblem(open.get("/api/v1/sweeps"), 401);
    }
  }

  private HttpResponse<String> logIn(String token) {
    return bench.post(
        "/login",
        "application/x-www-form-urlencoded",
        "token=" + token,
        "Accept",
        "text/html",
        "Sec-Fetch-Site",
        "same-origin");
  }

  private HttpResponse<String> form(String path, String body) {
    return bench.post(
        path,
        "application/x-www-form-urlencoded",
        body,
        "Authorization",
        ADMIN,
        "Accept",
        "text/html",
        "Sec-Fetch-Site",
        "same-origin");
  }
}
