package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The pages of experiments, and what changed between the versions of a spec. */
final class ExperimentTest {
  private final Bench bench = Bench.open();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void showsWhatChangedBetweenTwoVersions() {
    String name = "digits & <co>";
    int first = bench.sweeps.create(name, 10);
    int second = bench.sweeps.create(name, 10, Sweeps.SPEC + "budget: {trials: 9} # <b>\n");
    bench.sweeps.create("other", 10);
    String address = "/experiments?name=digits+%26+%3Cco%3E";
    assertThat(bench.page("/experiments").body())
        .contains("digits &amp; &lt;co&gt;", "href=\"" + address, "2 versions", "other");
    String page = bench.page(address).body();
    assertThat(page)
        .contains("From version 1 to version 2", "diff-added", "budget: {trials: 9} # &lt;b&gt;")
        .doesNotContain("diff-removed")
        .contains("/sweeps/" + first, "/new?from=" + second);
    assertThat(bench.page(address + "&from=2&to=1").body()).contains("diff-removed");
    assertThat(bench.page(address + "&from=3").statusCode()).isEqualTo(404);
    assertThat(bench.page("/experiments?name=none").statusCode()).isEqualTo(404);
    JsonNode all = Bench.json(bench.get("/api/v1/experiments"));
    assertThat(all.get("total").asInt()).isEqualTo(2);
    assertThat(all.at("/experiments/1/name").asText()).isEqualTo(name);
    JsonNode versions = Bench.json(bench.get("/api/v1" + address));
    assertThat(versions.at("/versions/0/first_sweep").asInt()).isEqualTo(second);
  }

  @Test
  void saysThatItShowsTheNewestAndLeadsToAllInTheList() {
    String name = "digits & <co>";
    String list = "/?experiment=digits+%26+%3Cco%3E";
    String page = "/experiments?name=digits+%26+%3Cco%3E";
    bench.sweeps.create("other", 3);
    IntStream.rangeClosed(1, 100).forEach(i -> bench.sweeps.create(name, 3));
    assertThat(bench.page(page).body()).doesNotContain("newest");
    bench.sweeps.create(name, 3);
    assertThat(bench.page(page).body())
        .contains("the newest 100 of 101", "href=\"" + list + "\"", "compare sweep 3\"")
        .doesNotContain("compare sweep 2\"");
    assertThat(bench.page(list).body())
        .contains("1–25 of 101", "offset=25&amp;experiment=digits+%26+%3Cco%3E")
        .contains("name=\"experiment\" value=\"digits &amp; &lt;co&gt;\"")
        .contains("href=\"/\">Clear</a>");
    assertThat(bench.page(list + "&offset=100").body()).contains("compare sweep 2\"");
    assertThat(bench.page("/").body())
        .contains("1–25 of 102")
        .doesNotContain("name=\"experiment\"", "name=\"commit\"", "Clear");
  }

  @Test
  void aListThatNothingIsInSaysWhatWasAskedFor() {
    bench.sweeps.create("digits", 3);
    assertThat(bench.page("/?experiment=a+%3Cb%3E&state=failed&commit=1a2b&q=x").body())
        .contains("No sweep is like that", "Show all", "Clear")
        .contains("experiment &#39;a &lt;b&gt;&#39;, commit &#39;1a2b&#39;")
        .contains("state &#39;failed&#39;, text &#39;x&#39;")
        .contains("name=\"commit\" value=\"1a2b\"")
        .doesNotContain("No sweep yet");
  }
}
