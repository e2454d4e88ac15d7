package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.search.history.TrialState;
import io.sonde.search.report.Cause;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The table of trials with chosen columns: on the page, in the API and as a file. */
final class ColumnsTest {
  private static final String RATE = "value:optimizer.adam.learning_rate";
  private final Bench bench = Bench.open();
  private final int sweep = bench.sweeps.running("digits");

  @AfterEach
  void close() {
    bench.close();
  }

  private String page(String query) {
    HttpResponse<String> answer = bench.page("/sweeps/" + sweep + query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  /** The heads of the table, in their order. */
  private static List<String> heads(String page) {
    Matcher table = Pattern.compile("(?s)<table class=\"trials\">.*?</thead>").matcher(page);
    assertThat(table.find()).isTrue();
    return Pattern.compile("(?s)<th scope=\"col\".*?</th>")
        .matcher(table.group())
        .results()
        .map(head -> head.group().replaceAll("<small.*?</small>|<[^>]*>", "").strip())
        .toList();
  }

  @Test
  void aTableHasTheColumnsThatWereChosen() {
    assertThat(heads(page("")))
        .startsWith("Trial", "State", "accuracy", "step", "time")
        .endsWith("reason");
    String query = "?columns=device&columns=" + RATE + "&columns=metric:loss&columns=started";
    String chosen = page(query);
    assertThat(heads(chosen))
        .containsExactly("Trial", "State", "device", "learning_rate", "loss", "started");
    assertThat(chosen).contains("cpu-0").contains("just now");
    assertThat(chosen).contains("?sort=number&amp;columns=device&amp;columns=value%3Aoptimizer");
    assertThat(chosen)
        .contains("<input type=\"hidden\" name=\"columns\" value=\"device\">")
        .contains("the usual columns");
    assertThat(page("")).doesNotContain("the usual columns");
  }

  @Test
  void theChooserKnowsWhatTheSweepSearches() {
    bench.spaces.put(sweep, Sweeps.space());
    assertThat(page("?columns=seconds&state=cancelled"))
        .contains("value=\"value:optimizer\"")
        .contains("name=\"columns\" value=\"seconds\" checked")
        .contains("name=\"columns\" value=\"best_step\">");
  }

  @Test
  void theFileHoldsTheWholeTableAndNoMore() {
    for (int trial = 6; trial < 60; trial++) {
      bench.sweeps.propose(sweep, trial);
    }
    String shown = page("?sort=value&descending=true&state=completed&columns=device");
    Matcher link = Pattern.compile("id=\"table-csv\" href=\"([^\"]+)\"").matcher(shown);
    assertThat(link.find()).isTrue();
    String address = link.group(1).replace("&amp;", "&");
    assertThat(bench.get(address).body())
        .isEqualTo("number,state,device\r\n2,completed,cpu-0\r\n0,completed,cpu-0\r\n");
    String all = bench.get("/api/v1/sweeps/" + sweep + "/export?format=csv&columns=value").body();
    assertThat(all.lines()).hasSize(61);
  }

  @Test
  void whatCouldBeAFormulaIsAText() {
    bench.sweeps.propose(sweep, 6);
    bench.sweeps.start(sweep, 6, "");
    bench.sweeps.end(sweep, 6, Cause.CRASH, TrialState.FAILED, 0.1, "=1+1, \"x\"");
    String path = "/api/v1/sweeps/" + sweep + "/export?format=csv&columns=reason&filter=";
    assertThat(bench.get(path + "value%20%3C%200.2").body())
        .isEqualTo("number,state,reason\r\n6,failed,\"'=1+1, \"\"x\"\"\"\r\n");
  }

  @Test
  void theApiAnswersTheCellsOfTheColumns() {
    String query = "?limit=1&columns=value&columns=device&columns=parent&columns=" + RATE;
    JsonNode list = Bench.json(bench.get("/api/v1/sweeps/" + sweep + "/trials" + query));
    assertThat(list.at("/trials/0").toString())
        .isEqualTo(
            "{\"number\":0,\"state\":\"completed\",\"cells\":{\"value\":0.8,\"device\":\"cpu-0\","
                + "\"parent\":null,\""
                + RATE
                + "\":0.001}}");
    JsonNode export =
        Bench.json(bench.get("/api/v1/sweeps/" + sweep + "/export?columns=seconds&state=running"));
    assertThat(export.get("trials")).hasSize(2);
    assertThat(export.at("/trials/0/cells/seconds").isNull()).isTrue();
    for (String path : List.of("/trials", "/export")) {
      HttpResponse<String> wrong = bench.get("/api/v1/sweeps/" + sweep + path + "?columns=beauty");
      WorkerProtocolTest.assertProblem(wrong, 400);
      assertThat(wrong.body()).contains("no column 'beauty'", "best_step");
    }
  }
}
