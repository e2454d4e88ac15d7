package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.search.port.SweepStore.Overrides;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The page on which a spec is written, without scripts, and the check behind it. */
final class NewSweepTest {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String WRONG = "space:\r\n    x: {flaot: [0, 1]} # <b>&";
  private final Bench bench = Bench.open();

  @AfterEach
  void close() {
    bench.close();
  }

  private HttpResponse<String> send(String act, String spec, String others) {
    String body = "act=" + act + "&spec=" + URLEncoder.encode(spec, StandardCharsets.UTF_8);
    return bench.post(
        "/new", FORM, body + others, "Sec-Fetch-Site", "same-origin", "Accept", "text/html");
  }

  @Test
  void beginsFromAnExampleOrASweepThatThereIs() {
    int sweep = bench.sweeps.create("digits", 12);
    assertThat(bench.page("/new").body()).contains("my-search", "tiny");
    assertThat(bench.page("/new?example=tiny").body()).contains("name: tiny", "/examples");
    assertThat(bench.page("/new?from=" + sweep).body()).contains("name: digits", "/specs");
    assertThat(bench.page("/sweeps/" + sweep).body()).contains("/new?from=" + sweep);
    assertThat(bench.page("/new?example=none").statusCode()).isEqualTo(404);
    assertThat(bench.page("/new?from=99").statusCode()).isEqualTo(404);
    WorkerProtocolTest.assertProblem(bench.get("/new?from=x"), 400);
  }

  @Test
  void aCopyIsAskedForAsItsSweepWas() {
    Overrides overrides = new Overrides(OptionalInt.of(7), OptionalInt.of(2), OptionalLong.of(-3));
    int sweep = bench.sweeps.asked("digits", overrides);
    Map<String, String> fields = fields(bench.page("/new?from=" + sweep).body());
    assertThat(fields)
        .containsEntry("folder", "/specs")
        .containsEntry("trials", "7")
        .containsEntry("parallel", "2")
        .containsEntry("seed", "-3");
    String sent =
        fields.entrySet().stream()
            .map(field -> "&" + field.getKey() + "=" + field.getValue())
            .collect(Collectors.joining());
    assertThat(send("start", Sweeps.SPEC, sent).statusCode()).isEqualTo(303);
    assertThat(bench.control.started)
        .containsExactly(new Control.Started(Sweeps.SPEC, Path.of("/specs"), overrides));
  }

  /** What stands in the fields of the form beside the spec, by their names. */
  private static Map<String, String> fields(String page) {
    return Pattern.compile("<input[^>]* name=\"([a-z]+)\"[^>]* value=\"([^\"]*)\"")
        .matcher(page)
        .results()
        .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
  }

  @Test
  void aSpecWithProblemsStartsNothingAndComesBackAsItWasWritten() {
    for (String act : new String[] {"start", "check"}) {
      HttpResponse<String> answer = send(act, WRONG, "&folder=&trials=&parallel=");
      assertThat(answer.statusCode()).isEqualTo(act.equals("start") ? 422 : 200);
      assertThat(answer.body())
          .contains("2 problems", "line 2, column 5", "space.x", "the nearest is &#39;float&#39;")
          .contains("\n    x: {flaot: [0, 1]} # &lt;b&gt;&amp;</textarea>");
    }
    assertThat(bench.control.started).isEmpty();
  }

  @Test
  void startsWhatWasWrittenAndLeadsToItsPage() {
    HttpResponse<String> answer =
        send("start", "name: mine\r\nspace: {}\r\n", "&folder=%2Fdata&trials=7&parallel=2");
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("location")).contains("/sweeps/41");
    Overrides overrides = new Overrides(OptionalInt.of(7), OptionalInt.of(2), OptionalLong.empty());
    assertThat(bench.control.started)
        .containsExactly(
            new Control.Started("name: mine\nspace: {}\n", Path.of("/data"), overrides));
  }

  @Test
  void aFormThatIsSentTwiceStartsOneSweep() {
    Matcher key = Pattern.compile("name=\"key\" value=\"([^\"]+)\"").matcher(page());
    assertThat(key.find()).isTrue();
    String sent = "&key=" + key.group(1);
    for (int i = 0; i < 2; i++) {
      assertThat(send("start", "name: mine", sent).headers().firstValue("location"))
          .contains("/sweeps/41");
    }
    assertThat(send("start", "name: mine", sent + "&trials=7").headers().firstValue("location"))
        .as("gone back to and changed")
        .contains("/sweeps/42");
    assertThat(send("start", "name: mine", sent + "&seed=7").headers().firstValue("location"))
        .as("gone back to again, for another seed")
        .contains("/sweeps/43");
    assertThat(page()).doesNotContain(key.group(1));
    assertThat(send("start", "name: mine", "&key=%22%3E<b>").headers().firstValue("location"))
        .contains("/sweeps/44");
    assertThat(send("check", "nothing", sent).body()).contains(key.group(1));
  }

  private String page() {
    return bench.page("/new").body();
  }

  @Test
  void whatIsWrongBesideTheSpecIsToldOnThePageToo() {
    assertThat(send("start", "name: x", "&trials=many").body())
        .contains("whole number from 1 to 1000000, got &#39;many&#39;");
    assertThat(send("start", "name: x", "&trials=2147483648").body())
        .contains("whole number from 1 to 1000000, got &#39;2147483648&#39;");
    assertThat(send("start", "name: x", "&seed=9223372036854775808").body())
        .contains("&#39;Seed&#39; is to be a whole number from -9223372036854775808 to")
        .contains("got &#39;9223372036854775808&#39;", "value=\"9223372036854775808\"");
    assertThat(send("check", "name: x", "&seed=1.5").body()).contains("got &#39;1.5&#39;");
    assertThat(send("check", "name: x", "&seed=%20-3%20").body()).contains("The spec is right");
    assertThat(send("start", "name: x", "&folder=data").body()).contains("an absolute path");
    assertThat(send("check", " ", "").body()).contains("There is no spec yet");
    assertThat(bench.control.started).isEmpty();
  }

  @Test
  void aLargeSpecFitsTheForm() {
    String large = "name: x\n" + "# a line that says nothing new\n".repeat(10_000);
    assertThat(send("start", large, "").statusCode()).isEqualTo(303);
    assertThat(bench.control.started.get(0).spec()).isEqualTo(large);
  }

  @Test
  void aRightSpecShowsWhatItWouldStart() {
    assertThat(send("check", "name: digits", "").body())
        .contains("The spec is right", "2 parameters", "10 trials, 4 at a time")
        .contains("3 of 20 drawn configurations cannot run", "98\u202f765")
        .contains("It cannot run: too large &lt;here&gt;");
  }

  @Test
  void theApiAnswersProblemsAndPlansAlike() {
    JsonNode wrong = Bench.json(bench.post("/api/v1/specs/check", "application/yaml", "space: 1"));
    assertThat(wrong.get("valid").asBoolean()).isFalse();
    assertThat(wrong.at("/problems/1/line").asInt()).isEqualTo(2);
    assertThat(wrong.at("/problems/1/path").asText()).isEqualTo("space.x");
    assertThat(wrong.has("plan")).isFalse();
    JsonNode right = Bench.json(bench.postJson("/api/v1/specs/check", "{\"spec\":\"name: x\"}"));
    assertThat(right.get("valid").asBoolean()).isTrue();
    assertThat(right.get("problems")).isEmpty();
    assertThat(right.at("/plan/drawn/known/parameters/most").asInt()).isEqualTo(98_765);
    assertThat(bench.control.started).isEmpty();
  }
}
