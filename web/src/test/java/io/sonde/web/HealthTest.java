package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What whoever watches over the server is told, without a token. */
final class HealthTest {
  @Test
  void isReadyWhileNothingIsMissing() {
    try (Bench bench = Bench.withToken("open sesame")) {
      HttpResponse<String> ready = bench.get("/readyz");
      assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
      assertThat(Bench.json(ready).get("status").asText()).isEqualTo("ready");
    }
  }

  @Test
  void saysWhatIsMissingAndThatTheProcessIsWellAllTheSame() {
    try (Bench bench = Bench.withToken("open sesame")) {
      bench.missing = List.of("The database does not answer.");
      HttpResponse<String> answer = bench.get("/readyz");
      WorkerProtocolTest.assertProblem(answer, 503);
      assertThat(Bench.json(answer).get("code").asText()).isEqualTo("NOT_READY");
      assertThat(Bench.json(answer).at("/missing/0").asText())
          .isEqualTo("The database does not answer.");
      assertThat(bench.get("/healthz").statusCode()).isEqualTo(200);
    }
  }
}
