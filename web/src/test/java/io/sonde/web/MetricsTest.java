package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepState;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Report;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Prometheus reads. */
final class MetricsTest {
  private final Bench bench = Bench.open();

  @AfterEach
  void close() {
    bench.close();
  }

  private String scrape() {
    HttpResponse<String> answer = bench.get("/metrics");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
    return answer.body();
  }

  @Test
  void tellsHowThingsStand() {
    bench.sweeps.running("digits");
    int ended = bench.sweeps.create("digits", 1);
    bench.sweeps.tell(ended, new Change.SweepBecame(SweepState.COMPLETED, ""));
    assertThat(scrape())
        .contains("\nsonde_queue_jobs 2.0\n")
        .contains("\nsonde_jobs{phase=\"running\"} 0.0\n")
        .contains("\nsonde_devices{state=\"held\"} 3.0\n")
        .contains("\nsonde_devices{state=\"set_aside\"} 1.0\n")
        .contains("\nsonde_sweeps{state=\"running\"} 1.0\n")
        .contains("\nsonde_sweeps{state=\"completed\"} 1.0\n")
        .contains("\nsonde_trials{state=\"completed\"} 2.0\n")
        .contains("\nsonde_trials{state=\"failed\"} 1.0\n")
        .contains("\nsonde_trials{state=\"paused\"} 0.0\n")
        .contains("\nsonde_store_connections{use=\"active\"} 2.0\n")
        .contains("\nsonde_store_connections{use=\"free\"} 5.0\n")
        .contains("\nsonde_store_connections_awaited 3.0\n")
        .contains("\nsonde_store_up 1.0\n")
        .contains("\njvm_memory_used_bytes{")
        .contains("\nprocess_uptime_seconds ");
  }

  @Test
  void tellsHowLongRequestsTookByTheirRouteAndNotByTheirAddress() {
    int sweep = bench.sweeps.running("digits");
    for (int trial = 0; trial < 5; trial++) {
      bench.get("/api/v1/sweeps/" + sweep + "/trials/" + trial);
    }
    bench.get("/api/v1/sweeps/99");
    bench.get("/no/such/place");
    String trials =
        "sonde_http_request_seconds_count{method=\"GET\","
            + "route=\"/api/v1/sweeps/{sweep}/trials/{trial}\",status=\"200\"} 5\n";
    // A request is measured when its answer has left, which the client may see first.
    await().untilAsserted(() -> assertThat(scrape()).contains(trials));
    assertThat(scrape())
        .contains("{method=\"GET\",route=\"/api/v1/sweeps/{sweep}\",status=\"404\"} 1\n")
        .contains("{method=\"none\",route=\"none\",status=\"404\"} 1\n")
        .contains("route=\"/metrics\"")
        .doesNotContain("/trials/3", "/no/such/place");
  }

  @Test
  void tellsHowLongReportsAndCommitsTook() {
    bench
        .metrics
        .timed(bench.inbox)
        .report(AttemptId.parse("1-0-1"), "secret", new Report(1, Map.of()))
        .toCompletableFuture()
        .join();
    bench.metrics.committed(40, Duration.ofMillis(7));
    assertThat(scrape())
        .contains("\nsonde_report_seconds_count 1\n")
        .contains("\nsonde_commit_seconds_bucket{le=\"0.005\"} 0\n")
        .contains("\nsonde_commit_seconds_bucket{le=\"0.01\"} 1\n")
        .contains("\nsonde_commit_events_sum 40.0\n");
  }

  @Test
  void saysThatTheStoreIsAwayInsteadOfFailing() {
    bench.sweeps.running("digits");
    assertThat(scrape()).contains("sonde_trials{");
    bench.away.away = true;
    assertThat(scrape())
        .contains("\nsonde_store_up 0.0\n")
        .contains("\nsonde_queue_jobs 2.0\n")
        .doesNotContain("sonde_trials{");
  }

  @Test
  void isBehindTheToken() {
    try (Bench guarded = Bench.withToken("open sesame")) {
      assertThat(guarded.get("/metrics").statusCode()).isEqualTo(401);
      assertThat(guarded.get("/metrics", "Authorization", "Bearer open sesame").statusCode())
          .isEqualTo(200);
    }
  }
}
