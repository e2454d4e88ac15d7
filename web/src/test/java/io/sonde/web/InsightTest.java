package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was learnt, in the API and on the page of a sweep. */
final class InsightTest {
  private final Bench bench = Bench.open();
  private final int sweep = bench.sweeps.running("digits");

  @AfterEach
  void close() {
    bench.close();
  }

  private void learnOneObjective() {
    bench.learnt.oneObjective(sweep);
  }

  private void learnTwoObjectives() {
    bench.learnt.twoObjectives(sweep);
  }

  private JsonNode document() {
    HttpResponse<String> answer = bench.get("/api/v1/sweeps/" + sweep + "/insights");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Bench.json(answer);
  }

  private String page() {
    HttpResponse<String> answer = bench.page("/sweeps/" + sweep);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  @Test
  void theApiTellsOfOneObjective() {
    learnOneObjective();
    JsonNode document = document();
    assertThat(document.get("sweep").asInt()).isEqualTo(sweep);
    assertThat(document.get("trials").asInt()).isEqualTo(4);
    assertThat(document.get("step").asInt()).isEqualTo(2);
    JsonNode accuracy = document.at("/objectives/0");
    assertThat(accuracy.get("direction").asText()).isEqualTo("maximize");
    assertThat(accuracy.at("/parameters/0").toString())
        .isEqualTo(
            "{\"path\":\"optimizer.adam.learning_rate\",\"variance\":0.5,"
                + "\"where_active\":0.625,\"among_the_best\":0.75,\"active\":0.8}");
    assertThat(accuracy.at("/interactions/0/paths")).hasSize(2);
    assertThat(accuracy.at("/unknown/0").asText()).isEqualTo("<b>fixed</b>");
    assertThat(accuracy.at("/optimum/expected").asDouble()).isEqualTo(0.8375);
    assertThat(accuracy.at("/optimum/interval/1").asDouble()).isEqualTo(0.8475);
    assertThat(accuracy.at("/optimum/best_seen/trial").asInt()).isEqualTo(3);
    assertThat(document.get("front").isNull()).isTrue();
    assertThat(document.at("/outlook/answer").asText()).isEqualTo("little to gain");
    assertThat(document.at("/outlook/threshold").asDouble()).isEqualTo(0.01);
    assertThat(document.at("/remarks/0").asText()).contains("step 2");
  }

  @Test
  void theApiTellsOfAFront() {
    learnTwoObjectives();
    JsonNode document = document();
    assertThat(document.get("step").isNull()).isTrue();
    assertThat(document.at("/objectives/1/optimum").isNull()).isTrue();
    assertThat(document.at("/front/points/0").toString())
        .isEqualTo("{\"trial\":2,\"values\":{\"accuracy\":0.84,\"size\":300.0}}");
    assertThat(document.at("/front/reference/size").asDouble()).isEqualTo(330);
    assertThat(document.at("/front/hypervolume").asDouble()).isEqualTo(22);
    assertThat(document.at("/outlook/improvement").isNull()).isTrue();
  }

  @Test
  void theApiSaysWhatIsMissing() {
    HttpResponse<String> noSweep = bench.get("/api/v1/sweeps/99/insights");
    assertThat(noSweep.statusCode()).isEqualTo(404);
    assertThat(noSweep.body()).contains("There is no sweep 99");
    HttpResponse<String> nothing = bench.get("/api/v1/sweeps/" + sweep + "/insights");
    assertThat(nothing.statusCode()).isEqualTo(404);
    assertThat(nothing.body()).contains("cannot be read");
  }

  @Test
  void thePageShowsImportancesAndTheOptimum() {
    learnOneObjective();
    assertThat(page())
        .contains("What was learnt", "from 4 trials", "little to gain")
        .contains("Going on may improve accuracy by 0.002 at most.")
        .contains("Importance for accuracy", "active in 80 %", "50 %", "3.1 %", "width=\"50.00\"")
        .contains("0.8375", "± 0.005", "with 95 % between 0.8275 and 0.8475")
        .contains("was partly luck", "href=\"/sweeps/" + sweep + "/trials/3\"")
        .doesNotContain("Pareto front")
        .doesNotContain("style=");
  }

  @Test
  void thePageShowsTheFrontAsAPictureAndATable() {
    learnTwoObjectives();
    assertThat(page())
        .contains("Pareto front", "accuracy ↑", "size ↓", "Hypervolume", "measured from 0.72, 330")
        .contains("2 trials on the front of accuracy and size, and 1 that they dominate")
        .contains("points=\"96.00,4.00 34.67,56.00\"")
        .contains("It is too early.")
        .doesNotContain("Predicted optimum", "Importance for size");
  }

  @Test
  void thePageHasAnEmptyPlaceUntilThereIsSomething() {
    assertThat(page()).contains("id=\"insights\" class=\"nothing\"").doesNotContain("was learnt");
    learnOneObjective();
    HttpResponse<String> part = bench.page("/sweeps/" + sweep, "HX-Target", "insights");
    assertThat(part.body()).startsWith("<section id=\"insights\" class=\"card\"");
  }
}
