package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.search.event.Change;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.insight.Importances;
import io.sonde.search.insight.Insights;
import io.sonde.search.insight.ObjectiveInsight;
import io.sonde.search.insight.Outlook;
import io.sonde.search.insight.ParetoPicture;
import io.sonde.search.insight.ParetoPicture.Growth;
import io.sonde.search.insight.ParetoPicture.Point;
import io.sonde.search.port.Origin;
import io.sonde.search.report.Cause;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What charts of many trials are drawn from, the tables beside them, and sweeps side by side. */
final class AnalysisTest {
  private final Bench bench = Bench.open();
  private final int sweep = bench.sweeps.running("digits");
  private final String page = "/sweeps/" + sweep + "/analysis";

  AnalysisTest() {
    bench.spaces.put(sweep, Sweeps.space());
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private JsonNode api(String path) {
    HttpResponse<String> answer = bench.get("/api/v1" + path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Bench.json(answer);
  }

  private String page(String path) {
    HttpResponse<String> answer = bench.page(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).doesNotContain("style=").doesNotContain("onclick");
    return answer.body();
  }

  private String refusal(String path) {
    HttpResponse<String> answer = bench.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
    return Bench.json(answer).get("detail").asText();
  }

  @Test
  void trialsHaveCodesOnTheAxesOfTheSpace() {
    JsonNode document = api(page + "/trials");
    assertThat(document.get("total").asInt()).isEqualTo(3);
    assertThat(document.at("/parameters/1").toString())
        .isEqualTo(
            "{\"path\":\"optimizer.adam.learning_rate\",\"kind\":\"float\",\"scale\":\"log\","
                + "\"low\":1.0E-4,\"high\":0.1,\"without\":0}");
    JsonNode best = document.at("/trials/2");
    assertThat(best.get("trial").asInt()).isEqualTo(2);
    assertThat(best.get("rank").asInt()).isEqualTo(1);
    assertThat(best.get("codes").toString()).isEqualTo("[0.0,0.003,64.0]");
  }

  @Test
  void aPlaneIsEmptyWhereNoTrialIsNear() {
    JsonNode document =
        api(page + "/contour?x=optimizer.adam.learning_rate&y=network%5B0%5D.dense");
    assertThat(document.get("used").asInt()).isEqualTo(3);
    JsonNode cells = document.get("cells");
    assertThat(cells).hasSize(document.get("rows").asInt());
    assertThat(cells.get(39).get(0).isNull()).isTrue();
    assertThat(cells.toString()).contains("0.8");
    assertThat(refusal("/api/v1" + page + "/contour?x=rate&y=optimizer"))
        .contains("'rate' is no parameter");
    assertThat(refusal("/api/v1" + page + "/contour?x=optimizer")).contains("'y'");
  }

  @Test
  void distributionCurvesAndProgressAreBounded() {
    assertThat(api(page + "/distribution").get("points").toString())
        .isEqualTo("[[0.8,0.3333333333333333],[0.82,0.6666666666666666],[0.84,1.0]]");
    JsonNode curves = api(page + "/curves?metric=loss");
    assertThat(curves.get("shown").asInt()).isEqualTo(6);
    assertThat(curves.at("/curves/0/points").toString()).isEqualTo("[[1,0.5],[2,0.2]]");
    assertThat(api(page + "/progress").at("/points/2/best").asDouble()).isEqualTo(0.84);
    assertThat(refusal("/api/v1" + page + "/trials?points=99999")).contains("2000");
    assertThat(refusal("/api/v1" + page + "/trials?objective=size")).contains("'size'", "accuracy");
    assertThat(refusal("/api/v1/sweeps/99/analysis/trials")).contains("no sweep 99");
    assertThat(refusal("/api/v1" + page + "/front")).contains("no Pareto front");
  }

  @Test
  void thePageHasEveryChartWithItsTable() {
    assertThat(page(page))
        .contains("Parallel coordinates", "Curves of many trials", "aria-current=\"page\"")
        .contains("table=slice#table-slice")
        .doesNotContain("Pareto front");
    for (String chart : List.of("parallel", "slice", "rank", "contour", "distribution", "curves")) {
      assertThat(page(page + "?table=" + chart)).as(chart).contains("<th scope=\"col\"");
    }
    assertThat(page(page + "?table=parallel"))
        .contains("All 3 trials with a value", "optimizer.adam.learning_rate", "0.003");
    assertThat(page(page + "?table=curves")).contains(">Step</th>", ">0.5000</td>", ">0.8000</td>");
    assertThat(refusal(page + "?table=pie")).contains("'pie'");
    assertThat(page("/sweeps/" + sweep)).contains("href=\"/sweeps/" + sweep + "/analysis\"");
  }

  @Test
  void theCellsOfAPlaneAreNamedByTheirValues() {
    String plane = "&x=optimizer.adam.learning_rate&y=network%5B0%5D.dense";
    Matcher cell =
        Pattern.compile("<td[^>]*>([^<]+)</td>\\s*<td[^>]*>([^<]+)</td>\\s*<td[^>]*>0\\.8[^<]*<")
            .matcher(page(page + "?table=contour" + plane));
    Set<Double> rates = new TreeSet<>();
    while (cell.find()) {
      rates.add(Double.parseDouble(cell.group(1).replace('−', '-')));
      assertThat(Integer.parseInt(cell.group(2))).isBetween(16, 512);
    }
    assertThat(rates).hasSizeGreaterThan(5).allMatch(rate -> rate > 0.0001 && rate < 0.1);
  }

  @Test
  void severalObjectivesHaveAFrontAndItsGrowth() {
    Objective accuracy = new Objective("accuracy", Direction.MAXIMIZE);
    Objective size = new Objective("size", Direction.MINIMIZE);
    int two = bench.sweeps.create("two", 4, Origin.UNKNOWN, List.of(accuracy, size));
    Importances none = new Importances(List.of(), List.of(), List.of());
    ParetoPicture picture =
        new ParetoPicture(
            List.of(new Point(2, List.of(0.84, 300.0))),
            List.of(new Point(1, List.of(0.78, 400.0))),
            List.of(0.72, 330.0),
            3.6,
            List.of(new Growth(1, 0), new Growth(2, 3.6)));
    bench.learnt.of.put(
        two,
        new Insights(
            2,
            OptionalInt.empty(),
            List.of(
                new ObjectiveInsight(accuracy, none, Optional.empty()),
                new ObjectiveInsight(size, none, Optional.empty())),
            Optional.of(picture),
            Outlook.tooEarly("It is too early."),
            List.of()));
    assertThat(api("/sweeps/" + two + "/analysis/front").get("growth").toString())
        .isEqualTo("[[1,0.0],[2,3.6]]");
    assertThat(page("/sweeps/" + two + "/analysis?objective=size&table=growth"))
        .contains("Pareto front", "Hypervolume", "3.600");
  }

  @Test
  void sweepsStandSideBySide() {
    int other =
        bench.sweeps.create(
            "<b>iris</b>",
            1,
            new Origin(Optional.of("1a2b"), Optional.of("main"), Optional.empty()));
    bench.sweeps.propose(other, 1);
    bench.sweeps.start(other, 1, "");
    bench.sweeps.report(other, 1, 1, 0.9);
    bench.sweeps.end(other, 1, Cause.COMPLETED, TrialState.COMPLETED, 0.9, "");
    bench.sweeps.tell(other, new Change.SweepBecame(SweepState.COMPLETED, ""));
    String both = "/compare?sweeps=" + sweep + "&sweeps=" + other;
    assertThat(page(both))
        .contains("no verdict yet", "&lt;b&gt;iris", "class=\"other\"", "class=\"same\"", ">≠<")
        .contains("0.002", "0.003", "1a2b");
    bench.sweeps.tell(sweep, new Change.SweepBecame(SweepState.COMPLETED, ""));
    assertThat(page(both)).contains(">inconclusive<");
    // Forms name the newest first; the oldest is the baseline, unless one asks for it otherwise.
    String against = "Gate: #" + other + " against #" + sweep;
    assertThat(page("/compare?sweeps=" + other + "&sweeps=" + sweep)).contains(against);
    String turned = "/compare?sweeps=" + other + "," + sweep;
    assertThat(page(both)).contains(against, turned);
    assertThat(page(turned)).contains("Gate: #" + sweep + " against #" + other);
    assertThat(page(both + "&table=progress")).contains("Best so far", "digits #" + sweep);
    assertThat(page(both + "&table=distribution")).contains("33 %");
    assertThat(refusal("/compare?sweeps=" + sweep)).contains("2 to 8");
    assertThat(refusal("/compare?sweeps=1,x")).contains("'x'");
  }

  @Test
  void trialsAreFilteredByWhatTheyHave() {
    String trials = "/sweeps/" + sweep + "/trials?filter=metric%3Aloss+%3C+0.19";
    assertThat(api(trials).get("total").asInt()).isEqualTo(3);
    assertThat(api(trials + "&filter=value%3Aoptimizer+%3D+sgd").get("total").asInt()).isZero();
    assertThat(page("/sweeps/" + sweep + "?filter=value+%3E+0.83"))
        .contains("value &gt; 0.83", "1–2 of 2");
    assertThat(refusal("/api/v1/sweeps/" + sweep + "/trials?filter=loss")).contains("'loss'");
  }

  @Test
  void theListIsSearchedOnTheServer() {
    Origin origin =
        new Origin(Optional.of("0123456789abcdef"), Optional.of("main"), Optional.empty());
    int other = bench.sweeps.create("iris", 1, origin);
    assertThat(page("/")).contains(">main<", ">01234567<", "commit 0123456789abcdef");
    assertThat(page("/?q=IRI"))
        .contains("/sweeps/" + other + "\"")
        .doesNotContain("/sweeps/" + sweep + "\"");
    assertThat(page("/?state=running")).doesNotContain("/sweeps/" + other + "\"");
    assertThat(page("/?branch=main&q=x")).contains("No sweep is like that");
    assertThat(refusal("/?state=odd")).contains("'odd'", "running");
  }

  @Test
  void aTimelineShowsWhichDevicesWereBusy() {
    JsonNode document = api(page + "/timeline");
    assertThat(document.get("total").asInt()).isEqualTo(document.get("attempts").size());
    assertThat(document.at("/devices/0/device").asText()).startsWith("cpu-");
    assertThat(document.at("/attempts/0/cause").asText()).isEqualTo("completed");
    String overview = page("/sweeps/" + sweep);
    assertThat(overview)
        .contains("class=\"timeline-device\"", "timeline-bar fill-running", "attempt 1: completed")
        .contains("id=\"timeline-table\"", "?learn=true&amp;table=timeline#timeline-table");
    assertThat(overview).doesNotContain("aria-label=\"The attempts by time\"");
    assertThat(page("/sweeps/" + sweep + "?learn=true&table=timeline"))
        .contains("aria-label=\"The attempts by time\"")
        .doesNotContain("aria-label=\"The history as a table\"");
    assertThat(page("/sweeps/" + sweep + "?table=history"))
        .contains("aria-label=\"The history as a table\"");
  }
}
