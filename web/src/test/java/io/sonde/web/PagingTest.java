package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of the API, read to their ends along their links while they grow. */
final class PagingTest {
  private final Bench bench = Bench.open();

  @AfterEach
  void close() {
    bench.close();
  }

  /** The numbers of all pages; between two of them something happens. */
  private List<Integer> walked(String path, String list, String number, Runnable between) {
    List<Integer> met = new ArrayList<>();
    Optional<String> next = Optional.of(path);
    while (next.isPresent()) {
      HttpResponse<String> answer = bench.get(next.get());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      JsonNode page = Bench.json(answer);
      page.get(list).forEach(row -> met.add(row.get(number).asInt()));
      next = answer.headers().firstValue("link").map(PagingTest::target);
      assertThat(next.isPresent()).isEqualTo(page.get("next").isTextual());
      next.ifPresent(link -> assertThat(link).contains("cursor=" + page.get("next").asText()));
      between.run();
    }
    return met;
  }

  private static String target(String link) {
    Matcher parts = Pattern.compile("<([^<>]+)>; rel=\"next\"").matcher(link);
    assertThat(parts.matches()).as(link).isTrue();
    return parts.group(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=2",
        "limit=2&sort=number&descending",
        "sort=value&descending=true&limit=2",
        "sort=value&limit=1",
        "sort=state&limit=2&filter=value:network%5B0%5D.dense%20%3E%200",
        "sort=value:optimizer.adam.learning_rate&limit=3",
        "sort=metric:accuracy&descending&limit=2",
        "offset=0&limit=2&columns=value&columns=device"
      })
  void noTrialIsLostOrDoubledWhileTrialsAreAdded(String query) {
    int sweep = bench.sweeps.running("digits");
    int[] next = {6};
    List<Integer> met =
        walked(
            "/api/v1/sweeps/" + sweep + "/trials?" + query,
            "trials",
            "number",
            () -> {
              if (next[0] < 9) {
                bench.sweeps.propose(sweep, next[0]++);
              }
            });
    assertThat(met).doesNotHaveDuplicates().contains(0, 1, 2, 3, 4, 5);
  }

  @Test
  void noSweepIsLostOrDoubledWhileSweepsAreAdded() {
    IntStream.range(0, 5).forEach(i -> bench.sweeps.create("digits", 3));
    int[] added = {0};
    Runnable another =
        () -> {
          if (added[0]++ < 3) {
            bench.sweeps.create("digits", 3);
          }
        };
    assertThat(walked("/api/v1/sweeps?limit=2", "sweeps", "sweep", another))
        .containsExactly(5, 4, 3, 2, 1);
  }

  @Test
  void noExperimentIsLostWhenASweepOfItIsAdded() {
    for (String name : List.of("a", "b", "c", "d", "e")) {
      bench.sweeps.create(name, 3);
    }
    Runnable another = () -> bench.sweeps.create("a", 3);
    assertThat(walked("/api/v1/experiments?limit=2", "experiments", "latest_sweep", another))
        .containsExactly(5, 4, 3, 2, 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/sweeps?cursor=x",
        "/sweeps?cursor=",
        "/experiments?cursor=AAAA",
        "/audit?cursor=12",
        "/sweeps/1/trials?cursor=%00",
        "/sweeps/1/trials?limit=2&sort=value&cursor={}",
        "/sweeps/1/trials?limit=2&state=failed&cursor={}",
        "/sweeps/1/trials?limit=2&cursor={}A",
        "/sweeps/1/trials?limit=2&offset=2&cursor={}",
        "/sweeps?cursor={}"
      })
  void aCursorOfAnotherListIsRefused(String path) {
    int sweep = bench.sweeps.running("digits");
    String cursor =
        Bench.json(bench.get("/api/v1/sweeps/" + sweep + "/trials?limit=2")).get("next").asText();
    HttpResponse<String> answer = bench.get("/api/v1" + path.replace("{}", cursor));
    WorkerProtocolTest.assertProblem(answer, 400);
    assertThat(Bench.json(answer).get("code").asText()).isEqualTo("INVALID");
    assertThat(Bench.json(answer).get("detail").asText()).contains("ursor");
  }
}
