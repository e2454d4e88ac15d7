package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
}
