package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.search.port.NoteStore.Subject;
import io.sonde.web.markdown.Markdown;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Notes on sweeps and trials, by form and through the API; what they may hold. */
final class NoteTest {
  private final Bench bench = Bench.open();
  private final int sweep = bench.sweeps.running("digits");
  private final String page = "/sweeps/" + sweep;
  private final String api = "/api/v1" + page;

  @AfterEach
  void close() {
    bench.close();
  }

  private HttpResponse<String> save(String path, int version, String text) {
    return bench.post(
        path + "/note",
        "application/x-www-form-urlencoded",
        "version=" + version + "&text=" + URLEncoder.encode(text, StandardCharsets.UTF_8),
        "Sec-Fetch-Site",
        "same-origin",
        "Accept",
        "text/html");
  }

  private HttpResponse<String> put(String path, String body, String... headers) {
    return bench.putJson(path + "/note", body, headers);
  }

  @Test
  void aNoteIsWrittenOnThePageAndStandsThere() {
    for (String subject : new String[] {page, page + "/trials/2"}) {
      assertThat(bench.page(subject).body()).contains("Write a note");
      HttpResponse<String> saved = save(subject, 0, "# Found\r\n\r\n- *warm* start");
      assertThat(saved.statusCode()).isEqualTo(303);
      assertThat(saved.headers().firstValue("location")).contains(subject + "#note");
      assertThat(bench.page(subject).body())
          .contains("<h1>Found</h1>", "<li><em>warm</em> start</li>", "\n# Found\n");
    }
    assertThat(save(page + "/trials/99", 0, "x").statusCode()).isEqualTo(404);
  }

  @Test
  void nobodysWordsAreLost() {
    save(page, 0, "theirs <i>");
    HttpResponse<String> late = save(page, 0, "mine");
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("theirs &lt;i&gt;", "\nmine</textarea>", "value=\"1\"");
    assertThat(save(page, 1, "both").statusCode()).isEqualTo(303);
    assertThat(bench.notes.note(Subject.of(sweep)).text()).isEqualTo("both");
  }

  @Test
  void theApiAsksForTheVersionThatWasRead() {
    String body = "{\"text\":\"**odd**\"}";
    for (String subject : new String[] {api, api + "/trials/2"}) {
      HttpResponse<String> none = bench.get(subject + "/note");
      assertThat(none.headers().firstValue("etag")).contains("\"0\"");
      WorkerProtocolTest.assertProblem(put(subject, body), 428);
      WorkerProtocolTest.assertProblem(put(subject, body, "If-Match", "x"), 400);
      HttpResponse<String> written = put(subject, body, "If-Match", "\"0\"");
      assertThat(written.headers().firstValue("etag")).contains("\"1\"");
      JsonNode note = Bench.json(bench.get(subject + "/note"));
      assertThat(note.get("html").asText()).isEqualTo("<p><strong>odd</strong></p>\n");
      assertThat(note.get("version").asInt()).isEqualTo(1);
      WorkerProtocolTest.assertProblem(put(subject, body, "If-Match", "\"0\""), 412);
    }
    WorkerProtocolTest.assertProblem(put(api + "/trials/99", body, "If-Match", "\"0\""), 404);
    String tooLong = "{\"text\":\"" + "x".repeat(65_537) + "\"}";
    WorkerProtocolTest.assertProblem(put(api, tooLong, "If-Match", "\"0\""), 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<a href=\"javascript:alert(1)\" onclick=alert(1)>x</a>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java&#x09;script:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:msgbox(1))",
        "[x](//evil.example/)",
        "[x](/\\evil.example/)",
        "[x][1]\n\n[1]: javascript:alert(1)",
        "<javascript:alert(1)>",
        "![x](https://evil.example/pixel.png)",
        "![x](javascript:alert(1))",
        "[x](https://a.example/\" onmouseover=\"alert(1))",
        "`</code><script>alert(1)</script>`",
        "```\"><script>alert(1)</script>\nx\n```"
      })
  void nothingInANoteRuns(String text) {
    String html = new Markdown().html(text);
    assertThat(html)
        .doesNotContainPattern("(?i)<(script|img|svg|iframe|object|embed|style|form|input)")
        .doesNotContainPattern("(?i)<[^>]*\\son\\w+\\s*=")
        .doesNotContainPattern("(?i)<[^>]*\\s(href|src)=\"(?!https://|\")")
        .doesNotContainPattern("(?i)<[^>]*\\s(href|src)=[^\"]");
  }

  @Test
  void emphasisWithoutEndStandsAsText() {
    String deep = "*".repeat(20_000) + "a<b" + "*".repeat(20_000);
    assertThat(new Markdown().html(deep)).contains("a&lt;b").doesNotContain("a<b");
  }

  @Test
  void linksToTheWebToMailAndToPagesHereAreLinks() {
    String html =
        new Markdown()
            .html("[a](https://a.example/?q=1&b) [b](mailto:a@b.example) [c](/sweeps/1/trials/2)");
    assertThat(html)
        .contains("href=\"https://a.example/?q=1&amp;b\"")
        .contains("href=\"mailto:a@b.example\"")
        .contains("href=\"/sweeps/1/trials/2\"")
        .contains("nofollow");
    assertThat(new Markdown().html("![plan](https://a.example/p.png)"))
        .contains("href=\"https://a.example/p.png\"", ">plan</a>")
        .doesNotContain("<img");
  }
}
