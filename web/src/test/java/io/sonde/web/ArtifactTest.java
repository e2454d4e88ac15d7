package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.search.report.AttemptId;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What trials left, over HTTP and on their pages. */
class ArtifactTest {
  private final Bench bench = Bench.open();
  private int sweep;
  private String artifacts = "";

  @BeforeEach
  void leave() {
    sweep = bench.sweeps.running("digits");
    artifacts = "/api/v1/sweeps/" + sweep + "/trials/2/artifacts";
    bench.artifacts.leave(new AttemptId(sweep, 2, 1), "model.zip", "x".repeat(100_000));
    bench.artifacts.leave(new AttemptId(sweep, 2, 1), "artifacts/plots/ä b+c.html", "<b>hi</b>");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void areListedAndHandedOut() {
    JsonNode list = Bench.json(bench.get(artifacts)).path("artifacts");
    assertThat(list).hasSize(2);
    assertThat(list.path(0).path("name").asText()).isEqualTo("artifacts/plots/ä b+c.html");
    assertThat(list.path(1).path("bytes").asLong()).isEqualTo(100_000);
    HttpResponse<String> html = bench.get(list.path(0).path("href").asText());
    assertThat(html.body()).isEqualTo("<b>hi</b>");
    assertThat(html.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
    assertThat(html.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(html.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename*=UTF-8''%C3%A4%20b%2Bc.html");
    assertThat(bench.get(list.path(1).path("href").asText()).body()).hasSize(100_000);
  }

  @Test
  void aTrialWithoutAnyHasNone() {
    HttpResponse<String> none = bench.get("/api/v1/sweeps/" + sweep + "/trials/0/artifacts");
    assertThat(Bench.json(none).path("artifacts")).isEmpty();
    assertThat(bench.get("/api/v1/sweeps/" + sweep + "/trials/99/artifacts").statusCode())
        .isEqualTo(404);
    assertThat(bench.page("/sweeps/" + sweep + "/trials/0").body()).doesNotContain("Artifacts");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/1/",
        "/1/nothing",
        "/2/model.zip",
        "/0/model.zip",
        "/x/model.zip",
        "/1/../1/nothing",
        "/1/%2e%2e/%2e%2e/nothing",
        "/1/..%2f..%2fnothing",
        "/1/%00",
        "/1/%2fetc%2fpasswd"
      })
  void nothingElseIsHandedOut(String path) {
    assertThat(bench.get(artifacts + path).statusCode()).isIn(400, 404);
  }

  @Test
  void standOnTheTrialsPageWithTheirSizes() {
    String page = bench.page("/sweeps/" + sweep + "/trials/2").body();
    assertThat(page)
        .contains("Artifacts", "98 KiB", "100,000 bytes", ">artifacts/plots/ä b+c.html</a>")
        .contains("href=\"" + artifacts + "/1/artifacts/plots/%C3%A4%20b%2Bc.html\"");
  }
}
