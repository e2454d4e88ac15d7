package io.sonde.web;

import static io.sonde.web.WorkerProtocolTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.insight.Importance;
import io.sonde.search.insight.Importances;
import io.sonde.search.insight.Insights;
import io.sonde.search.insight.ObjectiveInsight;
import io.sonde.search.insight.Outlook;
import io.sonde.search.port.Origin;
import io.sonde.search.report.Cause;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** What a sweep came to, as a CI shows it. */
final class ReportTest {
  private static final String NASTY = "<b>`@all` | [x](http://evil)\n# no";
  private final Bench bench = Bench.open();

  @AfterEach
  void close() {
    bench.close();
  }

  /** A sweep of completed trials with these values and one that failed. */
  private int sweep(String experiment, Origin origin, SweepState end, double... values) {
    int sweep = bench.sweeps.create(experiment, values.length + 4, origin);
    bench.sweeps.tell(sweep, new Change.SweepBecame(SweepState.RUNNING, ""));
    for (int trial = 0; trial <= values.length; trial++) {
      bench.sweeps.propose(sweep, trial);
      bench.sweeps.start(sweep, trial, "");
      boolean last = trial == values.length;
      bench.sweeps.end(
          sweep,
          trial,
          last ? Cause.CRASH : Cause.COMPLETED,
          last ? TrialState.FAILED : TrialState.COMPLETED,
          last ? 0 : values[trial],
          last ? NASTY + "\u0000\uD800" : "");
    }
    bench.sweeps.tell(sweep, new Change.SweepBecame(end, ""));
    return sweep;
  }

  private static Origin origin(String branch) {
    return new Origin(Optional.of("1a2b"), Optional.of(branch), Optional.of("17"));
  }

  private String markdown(int sweep, String query) {
    HttpResponse<String> answer = bench.get("/api/v1/sweeps/" + sweep + "/report.md" + query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type"))
        .hasValue("text/markdown; charset=utf-8");
    return answer.body();
  }

  private Document xml(int sweep, String query) throws Exception {
    HttpResponse<String> answer = bench.get("/api/v1/sweeps/" + sweep + "/report.xml" + query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(ReportTest.class.getResource("junit.xsd"))
        .newValidator()
        .validate(new StreamSource(new StringReader(answer.body())));
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(answer.body())));
  }

  private static Element testCase(Document report, String name) {
    var cases = report.getElementsByTagName("testcase");
    for (int i = 0; i < cases.getLength(); i++) {
      Element one = (Element) cases.item(i);
      if (one.getAttribute("name").equals(name)) {
        return one;
      }
    }
    throw new AssertionError("no test case '" + name + "'");
  }

  private static Element only(Element testCase, String element) {
    assertThat(testCase.getElementsByTagName(element).getLength()).as(element).isEqualTo(1);
    return (Element) testCase.getElementsByTagName(element).item(0);
  }

  @Test
  void markdownTellsTheDecisionTheBestAndWhatMattered() {
    int main = sweep("digits", origin("main"), SweepState.COMPLETED, 0.80, 0.90, 0.70);
    int worse = sweep("digits", origin("work"), SweepState.COMPLETED, 0.75, 0.84, 0.66);
    bench.learnt.of.put(
        worse,
        new Insights(
            3,
            OptionalInt.empty(),
            List.of(
                new ObjectiveInsight(
                    new Objective("accuracy", Direction.MAXIMIZE),
                    new Importances(
                        List.of(new Importance("network[0].dense", 0.31, 0.31, 0.25, 1)),
                        List.of(),
                        List.of()),
                    Optional.empty())),
            Optional.empty(),
            Outlook.tooEarly("It is too early."),
            List.of()));
    String page = bench.at("/sweeps/" + worse).toString();
    assertThat(markdown(worse, "?baseline=" + main))
        .startsWith("## [Sweep 2](" + page + ") of `digits`: completed\n")
        .contains("For commit `1a2b`, branch `work`, pull request `17`.")
        .contains("**Gate: fail** against [sweep 1](" + bench.at("/sweeps/1") + ")")
        .contains("confidence within \\[")
        .contains("| Best `accuracy` (maximize) | 0.8400, by [trial 1](" + page + "/trials/1) |")
        .contains("| Measured at its end | `test_accuracy` 0.8300 |")
        .contains("| Budget used | 4 of 7 trials |")
        .contains("| Trials | 3 completed, 1 failed |")
        .contains("| `optimizer.adam.learning_rate` | `0.002` |")
        .contains("### What mattered for `accuracy`")
        .contains("| `network[0].dense` | 31 % |")
        .contains("[trial 3](" + page + "/trials/3) (crash): ");
    assertThat(markdown(worse, "")).doesNotContain("Gate");
    assertThat(markdown(worse, "?baseline_branch=main")).contains("**Gate: fail** against");
    assertThat(bench.get("/api/v1/sweeps/2/report.md", "X-Forwarded-Proto", "https").body())
        .startsWith("## [Sweep 2](https://127.0.0.1:");
  }

  @Test
  void textOfOthersIsNoMarkup() throws Exception {
    int sweep = sweep(NASTY, Origin.UNKNOWN, SweepState.FAILED, 0.5);
    String report = markdown(sweep, "");
    assertThat(report.lines().findFirst())
        .hasValueSatisfying(
            line -> assertThat(line).endsWith(" of ``<b>`@all` │ [x](http://evil) # no``: failed"));
    assertThat(report)
        .contains("(crash): ``<b>`@all` │ [x](http://evil) # no")
        .doesNotContain("\n# no");
    Element trial = testCase(xml(sweep, ""), "trial 1");
    assertThat(only(trial, "failure").getTextContent()).isEqualTo(NASTY + "\uFFFD\uFFFD");
    assertThat(only(trial, "failure").getAttribute("message")).isEqualTo(NASTY + "\uFFFD\uFFFD");
  }

  @Test
  void xmlIsASuiteOfTheEndTheGateAndTheFailures() throws Exception {
    sweep("digits", origin("main"), SweepState.COMPLETED, 0.80, 0.90, 0.70);
    int worse = sweep("digits", origin("work"), SweepState.COMPLETED, 0.75, 0.84, 0.66);
    Document report = xml(worse, "?baseline=1");
    Element suite = (Element) report.getElementsByTagName("testsuite").item(0);
    assertThat(suite.getAttribute("name")).isEqualTo("sweep 2 of digits");
    assertThat(suite.getAttribute("tests")).isEqualTo("3");
    assertThat(suite.getAttribute("failures")).isEqualTo("2");
    assertThat(testCase(report, "sweep completes").hasChildNodes()).isFalse();
    Element gate = only(testCase(report, "gate against sweep 1"), "failure");
    assertThat(gate.getAttribute("type")).isEqualTo("fail");
    assertThat(gate.getTextContent()).contains("% confidence within [");
    assertThat(only(testCase(report, "trial 3"), "failure").getAttribute("type"))
        .isEqualTo("crash");
    assertThat(testCase(xml(worse, "?baseline=1&margin=1"), "gate against sweep 1").hasChildNodes())
        .isFalse();
    assertThat(
            only(testCase(xml(worse, "?baseline=1&margin=0.05"), "gate against sweep 1"), "error")
                .getAttribute("type"))
        .isEqualTo("inconclusive");
  }

  @Test
  void whatHasNotEndedIsToldAndNotTakenForDone() throws Exception {
    int running = bench.sweeps.running("digits");
    assertThat(markdown(running, "?baseline_branch=main"))
        .contains(": running\n")
        .contains("**Gate: not decided.** `Sweep " + running + " is running;");
    Document report = xml(running, "?baseline_branch=main");
    assertThat(only(testCase(report, "sweep completes"), "error").getAttribute("type"))
        .isEqualTo("running");
    assertThat(only(testCase(report, "gate"), "error").getAttribute("type")).isEqualTo("NOT_ENDED");
    assertProblem(bench.get("/api/v1/sweeps/99/report.md"), 404);
    assertProblem(bench.get("/api/v1/sweeps/99/report.xml"), 404);
    assertProblem(bench.get("/api/v1/sweeps/1/report.md?baseline=much"), 400);
    assertProblem(bench.get("/api/v1/sweeps/1/report.md?baseline_branch=main&margin=-1"), 400);
  }
}
