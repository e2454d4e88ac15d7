package io.sonde.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepState;
import io.sonde.search.port.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLConnection;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages as they are without scripts. */
final class PageTest {
  private static final String NASTY = "<script>alert(1)</script>\"'& ${1+1} [[${2}]]";
  private final Bench bench = Bench.open();

  @AfterEach
  void close() {
    bench.close();
  }

  private String ok(String path, String... headers) {
    HttpResponse<String> answer = bench.page(path, headers);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
    return answer.body();
  }

  @Test
  void anEmptyListSaysHowToBegin() {
    assertThat(ok("/")).contains("No sweep yet").contains("./sonde run");
  }

  @Test
  void listsSweepsAndLeadsToThem() {
    int sweep = bench.sweeps.running("digits");
    assertThat(ok("/"))
        .contains("href=\"/sweeps/" + sweep + "\"")
        .contains("4 of 12")
        .contains("0.8400")
        .contains("4 of 12 trials ended: 2 completed, 1 stopped, 1 failed, 2 running");
  }

  @Test
  void aSweepShowsItsBestItsHistoryAndItsTrials() {
    int sweep = bench.sweeps.running("digits");
    String page = ok("/sweeps/" + sweep);
    assertThat(page)
        .contains("Best accuracy")
        .contains("test_accuracy")
        .contains("Running now")
        .contains("learning_rate")
        .contains("the process ended with exit code 9")
        .contains("action=\"/sweeps/" + sweep + "/cancel\"")
        .doesNotContain("action=\"/sweeps/" + sweep + "/resume\"");
    assertThat(page).contains("\"points\":[{\"trial\":0,\"state\":\"completed\",\"value\":0.8,");
  }

  @Test
  void theTableSortsByLinks() {
    int sweep = bench.sweeps.running("digits");
    String byRate = "/sweeps/" + sweep + "?sort=value%3Aoptimizer.adam.learning_rate";
    assertThat(ok("/sweeps/" + sweep)).contains("href=\"" + byRate + "#trials\"");
    assertThat(trialsIn(ok(byRate))).isEqualTo("0 1 2 3 4 5");
    assertThat(trialsIn(ok(byRate + "&descending=true"))).isEqualTo("5 4 3 2 1 0");
    assertThat(trialsIn(ok(byRate + "&state=completed"))).isEqualTo("0 2");
    for (String sort : new String[] {"number", "state", "step", "seconds", "metric%3Aloss"}) {
      assertThat(ok("/sweeps/" + sweep + "?sort=number")).contains("?sort=" + sort);
      assertThat(trialsIn(ok("/sweeps/" + sweep + "?sort=" + sort))).hasSize(11);
    }
  }

  private static String trialsIn(String page) {
    Matcher rows = Pattern.compile("<th scope=\"row\" class=\"pin\"><a[^>]*>(\\d+)<").matcher(page);
    StringBuilder trials = new StringBuilder();
    while (rows.find()) {
      trials.append(' ').append(rows.group(1));
    }
    return trials.toString().trim();
  }

  @Test
  void pagesALongTable() {
    int sweep = bench.sweeps.create("digits", 60);
    for (int trial = 0; trial < 60; trial++) {
      bench.sweeps.propose(sweep, trial);
    }
    assertThat(ok("/sweeps/" + sweep + "?sort=number"))
        .contains("1–25 of 60")
        .contains("offset=25");
    assertThat(trialsIn(ok("/sweeps/" + sweep + "?sort=number&offset=50"))).startsWith("50 51");
  }

  @Test
  void aSweepShowsWhatItWasStartedFor() {
    Origin origin = new Origin(Optional.of("1a<b>"), Optional.empty(), Optional.of("17"));
    int sweep = bench.sweeps.create("digits", 3, origin);
    assertThat(ok("/sweeps/" + sweep)).contains(">commit 1a&lt;b&gt;, pull request 17</p>");
    assertThat(ok("/sweeps/" + bench.sweeps.create("digits", 3))).doesNotContain("id=\"origin\"");
  }

  @Test
  void handsOutOnlyThePartThatAScriptAsksFor() {
    int sweep = bench.sweeps.running("digits");
    assertThat(ok("/sweeps/" + sweep, "HX-Target", "trials"))
        .startsWith("<section id=\"trials\"")
        .doesNotContain("<html");
    assertThat(ok("/sweeps/" + sweep, "HX-Target", "overview")).contains("id=\"best-value\"");
    assertThat(ok("/", "HX-Target", "sweeps")).startsWith("<section id=\"sweeps\"");
    assertThat(ok("/sweeps/" + sweep + "/trials/2", "HX-Target", "curves"))
        .startsWith("<details id=\"curves\"")
        .contains("0.8400");
  }

  @Test
  void aTrialShowsItsCurvesItsConfigurationAndItsLog(@TempDir Path folder) throws IOException {
    Path log = folder.resolve("trial.log");
    Files.writeString(log, "\u001B[32mepoch 1\u001B[0m <b>fine</b>\n");
    int sweep = bench.sweeps.running("digits");
    bench.sweeps.propose(sweep, 6);
    bench.sweeps.start(sweep, 6, log.toString());
    bench.sweeps.report(sweep, 6, 1, 0.625);
    assertThat(ok("/sweeps/" + sweep + "/trials/6"))
        .contains("epoch 1 &lt;b&gt;fine&lt;/b&gt;")
        .contains("\"curves\":{\"accuracy\":[[1,0.625]]")
        .contains("network[0].dense")
        .contains("cpu-0");
    assertThat(ok("/sweeps/" + sweep + "/trials/3"))
        .contains("the process ended with exit code 9")
        .contains("crash");
  }

  @Test
  void escapesWhateverNamesHold() {
    int sweep = bench.sweeps.create(NASTY, 3);
    bench.sweeps.tell(sweep, new Change.SweepBecame(SweepState.FAILED, NASTY));
    for (String path : new String[] {"/", "/sweeps/" + sweep}) {
      assertThat(ok(path))
          .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
          .contains("${1+1}")
          .doesNotContain("<script>alert");
    }
  }

  @Test
  void cancelsAndResumesByForms() {
    int sweep = bench.sweeps.running("digits");
    for (String action : new String[] {"cancel", "resume"}) {
      HttpResponse<String> answer =
          bench.post(
              "/sweeps/" + sweep + "/" + action,
              "application/x-www-form-urlencoded",
              "",
              "Sec-Fetch-Site",
              "same-origin");
      assertThat(answer.statusCode()).isEqualTo(303);
      assertThat(answer.headers().firstValue("location")).hasValue("/sweeps/" + sweep);
    }
    assertThat(bench.control.steered).hasSize(2);
  }

  @Test
  void saysWhyASweepCannotBeResumed() {
    int sweep = bench.sweeps.running("digits");
    bench.control.dataGone = true;
    HttpResponse<String> answer = type(bench, "/sweeps/" + sweep + "/resume", "");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("3:9 trial.data: there is no file digits.csv");
  }

  @Test
  void errorsArePagesThatHelp() {
    HttpResponse<String> missing = bench.page("/sweeps/99");
    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.body()).contains("There is no sweep 99").contains("All sweeps");
    assertThat(bench.page("/nowhere").statusCode()).isEqualTo(404);
    assertThat(bench.page("/sweeps/99/trials/1").statusCode()).isEqualTo(404);
    bench.away.away = true;
    HttpResponse<String> away = bench.page("/");
    assertThat(away.statusCode()).isEqualTo(503);
    assertThat(away.body()).contains("The database does not answer").contains("Trials that run");
    bench.away.away = false;
    assertThat(bench.page("/").statusCode()).isEqualTo(200);
  }

  @Test
  void filesHaveTheHashOfTheirContentsAndAreKept() throws IOException {
    Matcher style = Pattern.compile("href=\"(/assets/[0-9a-f]{16}/)sonde.css\"").matcher(ok("/"));
    assertThat(style.find()).isTrue();
    for (String file : new String[] {"sonde.css", "sweep.js", "htmx.js", "echarts.js"}) {
      HttpResponse<String> answer = bench.get(style.group(1) + file);
      assertThat(answer.statusCode()).as(file).isEqualTo(200);
      assertThat(answer.headers().firstValue("cache-control").orElseThrow()).contains("immutable");
      assertThat(unzipped(style.group(1) + file)).as(file).isEqualTo(answer.body());
    }
    assertThat(bench.get(style.group(1) + "sonde.css").body())
        .containsSubsequence(
            ":root {", "table {", ".sweep-grid {", ".message {", "(max-width: 900px)");
    assertThat(bench.get("/assets/0000000000000000/sonde.css").statusCode()).isEqualTo(404);
    assertThat(bench.get(style.group(1) + "nothing.js").statusCode()).isEqualTo(404);
  }

  /** As browsers ask for it. */
  private String unzipped(String path) throws IOException {
    URLConnection connection = bench.at(path).toURL().openConnection();
    connection.setRequestProperty("Accept-Encoding", "gzip, deflate, br");
    assertThat(connection.getHeaderField("Content-Encoding")).isEqualTo("gzip");
    try (InputStream in = new GZIPInputStream(connection.getInputStream())) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Test
  void makesTheNewestPageBeforeSomebodyAsks() {
    bench.sweeps.running("digits");
    Set<String> read = ConcurrentHashMap.newKeySet();
    bench.away.read = read::add;
    bench.server.warmUp();
    await().until(() -> read.containsAll(Set.of("sweeps", "trials")));
  }

  @Test
  void loadsNothingFromElsewhere() {
    int sweep = bench.sweeps.running("digits");
    for (String path : new String[] {"/", "/sweeps/" + sweep, "/sweeps/" + sweep + "/trials/1"}) {
      String page = ok(path);
      assertThat(page).doesNotContainPattern("(src|href)=\"(https?:)?//");
      assertThat(page).doesNotContainPattern("<script(?![^>]*(src=|application/json))");
      assertThat(page).doesNotContain("style=").doesNotContain("onclick");
    }
  }

  @Test
  void asksForTheTokenOnAPageAndKeepsASession() {
    try (Bench guarded = Bench.withToken("open sesame")) {
      HttpResponse<String> first = guarded.page("/sweeps/1?sort=number");
      assertThat(first.statusCode()).isEqualTo(303);
      String login = first.headers().firstValue("location").orElseThrow();
      assertThat(login).isEqualTo("/login?to=%2Fsweeps%2F1%3Fsort%3Dnumber");
      assertThat(guarded.page(login).body()).contains("type=\"password\"");

      HttpResponse<String> wrong = type(guarded, login, "token=open");
      assertThat(wrong.statusCode()).isEqualTo(401);
      assertThat(wrong.body()).contains("That is no token of this server");
      assertThat(wrong.headers().firstValue("set-cookie")).isEmpty();

      HttpResponse<String> right = type(guarded, login, "token=open+sesame");
      assertThat(right.statusCode()).isEqualTo(303);
      assertThat(right.headers().firstValue("location")).hasValue("/sweeps/1?sort=number");
      String cookie = right.headers().firstValue("set-cookie").orElseThrow();
      assertThat(cookie).containsIgnoringCase("HttpOnly").contains("SameSite=Lax");
      assertThat(guarded.page("/", "Cookie", cookie.split(";", 2)[0]).body()).contains("Log out");
    }
  }

  @Test
  void leadsNobodyToAnotherServerAfterTheLogin() {
    try (Bench guarded = Bench.withToken("open sesame")) {
      for (String place :
          new String[] {
            "//evil.example", "https://evil.example", "/%5Cevil", "/%09/evil.example"
          }) {
        assertThat(type(guarded, "/login?to=" + place, "token=open+sesame").headers().map())
            .containsEntry("location", List.of("/"));
      }
    }
  }

  private static HttpResponse<String> type(Bench bench, String path, String form) {
    return bench.send(
        bench
            .request(path, "Accept", "text/html", "Sec-Fetch-Site", "same-origin")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }
}
