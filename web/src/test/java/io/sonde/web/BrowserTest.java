package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.TrialState;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.web.browser.Browser;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;

/** The pages in a real browser: what its eyes see, and that its rules are kept. */
final class BrowserTest {
  private static Browser browser;
  private final Bench bench = Bench.live();
  private final int sweep = bench.sweeps.running("digits");
  private final String page = "/sweeps/" + sweep;

  @BeforeAll
  static void open() {
    browser = Browser.open();
    Awaitility.ignoreExceptionByDefault(StaleElementReferenceException.class);
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void prepare() {
    browser.resize(1280, 900, false);
    browser.prefer("light");
  }

  @AfterEach
  void obeyed() {
    List<String> complaints = browser.complaints();
    browser.driver().get("about:blank");
    bench.close();
    assertThat(complaints).isEmpty();
  }

  private void go(String path) {
    browser.driver().get(bench.at(path).toString());
    browser.script("window.untouched = true");
  }

  private static boolean notReloaded() {
    return Boolean.TRUE.equals(browser.script("return window.untouched === true"));
  }

  private static String text(String selector) {
    return browser.text(selector);
  }

  /** How many pixels of a chart are drawn in about this colour of the style sheet. */
  private static long ink(String chart, String colour) {
    Object count =
        browser.script(
            "const canvas = document.querySelector('"
                + chart
                + " canvas'); if (!canvas) return 0;"
                + "const i = document.createElement('i'); i.className = 'probe-"
                + colour
                + "'; document.body.append(i);"
                + "const rgb = getComputedStyle(i).color.match(/\\d+/g).map(Number); i.remove();"
                + "const d = canvas.getContext('2d')"
                + ".getImageData(0, 0, canvas.width, canvas.height).data;"
                + "let n = 0; for (let p = 0; p < d.length; p += 4)"
                + " if (d[p + 3] > 200 && rgb.every((c, k) => Math.abs(c - d[p + k]) < 24)) n++;"
                + "return n;");
    return ((Number) count).longValue();
  }

  @Test
  void aCurveGrowsWithoutAReload() {
    go(page + "/trials/4");
    await().until(() -> ink("#curve-charts", "accent") > 0);
    long before = ink("#curve-charts", "accent");
    browser.click("#curves > summary");
    for (int step = 3; step <= 12; step++) {
      bench.sweeps.report(sweep, 4, step, 0.6 + 0.3 * (step % 2));
    }
    await().until(() -> ink("#curve-charts", "accent") > before + 200);
    await().until(() -> browser.all("#curves tbody tr").size() == 12);
    assertThat(browser.one("#curves").getAttribute("open")).isNotNull();
    assertThat(notReloaded()).isTrue();
  }

  @Test
  void theHistoryTheBestAndTheRunningTrialsFollow() {
    go(page);
    await().until(() -> ink("#history-chart", "completed") > 0);
    long before = ink("#history-chart", "completed");
    bench.sweeps.report(sweep, 4, 3, 0.9125);
    await().until(() -> text(".runner[data-trial='4'] .runner-step").equals("step 3"));
    assertThat(text(".runner[data-trial='4'] .runner-value")).isEqualTo("0.9125");
    bench.sweeps.end(sweep, 4, Cause.COMPLETED, TrialState.COMPLETED, 0.9125, "");
    await().until(() -> text("#best-value").equals("0.9125"));
    await().until(() -> ink("#history-chart", "completed") > before);
    await().until(() -> text("#trials tbody tr:first-child th").equals("4"));
    assertThat(browser.all(".runner")).hasSize(1);
    bench.sweeps.tell(sweep, new Change.SweepBecame(SweepState.COMPLETED, ""));
    await().until(() -> text(".head .state").equals("completed"));
    assertThat(notReloaded()).isTrue();
  }

  @Test
  void theTableSortsWithoutAReloadAndTheAddressKeepsTheOrder() {
    go(page);
    assertThat(numbers()).startsWith("3", "2");
    browser.click("a[title='optimizer.adam.learning_rate']");
    await().until(() -> numbers().equals(List.of("0", "1", "2", "3", "4", "5")));
    browser.click("a[title='optimizer.adam.learning_rate']");
    await().until(() -> numbers().equals(List.of("5", "4", "3", "2", "1", "0")));
    assertThat(notReloaded()).isTrue();
    browser.driver().navigate().refresh();
    assertThat(numbers()).startsWith("5", "4");
    browser.driver().navigate().back();
    await().until(() -> numbers().equals(List.of("0", "1", "2", "3", "4", "5")));
    await().until(() -> ink("#history-chart", "completed") > 0);
  }

  @Test
  void theBestSoFarGoesInStepsByNumberWhateverEndsFirst() {
    go(page);
    await().until(() -> ink("#history-chart", "completed") > 0);
    bench.sweeps.end(sweep, 5, Cause.COMPLETED, TrialState.COMPLETED, 0.95, "");
    bench.sweeps.end(sweep, 4, Cause.COMPLETED, TrialState.COMPLETED, 0.90, "");
    String line =
        "const option = echarts.getInstanceByDom(document.getElementById('history-chart'))"
            + ".getOption(); const line = option.series.find((s) => s.type === 'line');";
    await()
        .until(
            () ->
                browser
                    .script(line + "return JSON.stringify(line.data)")
                    .equals("[[0,0.8],[1,0.82],[2,0.84],[3,0.84],[4,0.9],[5,0.95]]"));
    assertThat(browser.script(line + "return line.step")).isEqualTo("end");
  }

  @Test
  void aTrialIsTheBestUntilAnotherOneIs() {
    go(page + "/trials/2");
    assertThat(browser.all("#overview .badge")).hasSize(1);
    bench.sweeps.end(sweep, 5, Cause.COMPLETED, TrialState.COMPLETED, 0.95, "");
    await().until(() -> browser.all("#overview .badge").isEmpty());
    assertThat(notReloaded()).isTrue();
  }

  @Test
  void agesInTheTableGoOn() {
    go(page + "?columns=started&columns=seconds&state=running");
    String before = text("#trials tbody tr:first-child td:last-child");
    await().until(() -> !text("#trials tbody tr:first-child td:last-child").equals(before));
    assertThat(browser.one("#trials tbody time").getAttribute("datetime")).endsWith("Z");
  }

  @Test
  void columnsAreChosenInPeaceWhileTrialsEnd() {
    go(page);
    browser.click("#columns > summary");
    browser.click("#columns input[value='step']");
    browser.click("#columns input[value='device']");
    bench.sweeps.end(sweep, 4, Cause.COMPLETED, TrialState.COMPLETED, 0.9125, "");
    await().until(() -> text("#best-value").equals("0.9125"));
    assertThat(browser.one("#columns input[value='device']").isSelected()).isTrue();
    browser.click("#columns button");
    await().until(() -> text("#trials thead").contains("device"));
    assertThat(text("#trials thead")).contains("time").doesNotContain("step");
    assertThat(numbers()).startsWith("4", "3");
    browser.click("a[title='optimizer.adam.learning_rate']");
    await().until(() -> numbers().get(0).equals("0"));
    assertThat(text("#trials thead")).contains("device");
  }

  @Test
  void aLongTimeStaysWithinItsTile() {
    go(page);
    for (int width : new int[] {1280, 1024, 700}) {
      browser.resize(width, 900, false);
      Object wider =
          browser.script(
              "const figure = document.querySelector('.tiles .tile:last-child .figure');"
                  + "figure.textContent = '23 h 59 min';"
                  + "return figure.scrollWidth - figure.clientWidth");
      assertThat(wider).as("%d pixels", width).isEqualTo(0L);
    }
  }

  private static List<String> numbers() {
    return browser.all("#trials tbody th").stream()
        .map(WebElement::getText)
        .collect(Collectors.toList());
  }

  @Test
  void theListOfSweepsFollows() {
    go("/");
    bench.sweeps.end(sweep, 5, Cause.COMPLETED, TrialState.COMPLETED, 0.9375, "");
    await().until(() -> text("#sweeps .best b").equals("0.9375"));
    int other = bench.sweeps.create("<i>iris</i>", 3);
    bench.sweeps.tell(other, new Change.SweepBecame(SweepState.RUNNING, ""));
    await().until(() -> text("#sweeps tbody tr:first-child th").contains("<i>iris</i>"));
    assertThat(notReloaded()).isTrue();
  }

  @Test
  void artifactsAppearOnTheTrialsPage() {
    go(page + "/trials/4");
    assertThat(browser.all("#artifacts")).isEmpty();
    AttemptId attempt = new AttemptId(sweep, 4, 1);
    bench.artifacts.leave(attempt, "model.zip", "x".repeat(3_200_000));
    bench.artifacts.leave(attempt, "configuration.json", "{}");
    bench.artifacts.leave(
        attempt, "artifacts/" + "a-name-without-any-place-to-break-".repeat(4) + ".png", "png");
    bench.sweeps.report(sweep, 4, 3, 0.9);
    await().until(() -> browser.all("#artifacts tbody tr").size() == 3);
    assertThat(text("#artifacts tbody tr:last-child")).contains("model.zip").contains("3.1 MiB");
    assertThat(notReloaded()).isTrue();
    browser.resize(390, 844, true);
    assertThat(browser.script("return document.documentElement.scrollWidth")).isEqualTo(390L);
  }

  @Test
  void cancelsAfterAQuestion() {
    go(page);
    browser.click("#cancel");
    browser.driver().switchTo().alert().dismiss();
    assertThat(bench.control.steered).isEmpty();
    browser.click("#cancel");
    browser.driver().switchTo().alert().accept();
    await().until(() -> bench.control.steered.size() == 1);
  }

  @Test
  void darkFollowsTheSystemUntilOneChooses() {
    go(page);
    String light = background();
    browser.prefer("dark");
    assertThat(background()).isNotEqualTo(light);
    browser.click("#theme");
    assertThat(background()).isEqualTo(light);
    browser.driver().navigate().refresh();
    assertThat(background()).isEqualTo(light);
    browser.script("localStorage.clear()");
  }

  private static String background() {
    return (String) browser.script("return getComputedStyle(document.body).backgroundColor");
  }

  /** The page of a webhook that was tried. */
  private String hookWithALongAddress() {
    String url = "http://127.0.0.1:9/" + "a-path-without-any-place-to-break-".repeat(5);
    String body = "{\"name\":\"" + "chat".repeat(20) + "\",\"url\":\"" + url + "\"}";
    String id = Bench.json(bench.postJson("/api/v1/webhooks", body)).get("id").asText();
    bench.postJson("/api/v1/webhooks/" + id + "/ping", "");
    return "/webhooks/" + id;
  }

  @Test
  void aPhoneNeverScrollsSideways() {
    browser.resize(390, 844, true);
    String hook = hookWithALongAddress();
    int nasty = bench.sweeps.create("a_name_without_any_place_to_break_".repeat(5), 4);
    for (String path :
        List.of(
            "/",
            page,
            page + "/trials/3",
            "/sweeps/" + nasty,
            "/sweeps/" + nasty + "/delete",
            page + "/enqueue",
            "/new",
            "/experiments",
            "/experiments?name=" + "a_name_without_any_place_to_break_".repeat(5),
            page + "/analysis",
            "/compare?sweeps=" + sweep + "," + nasty,
            "/devices",
            "/tokens",
            "/webhooks",
            hook,
            hook + "/deliveries/1",
            "/audit",
            "/api")) {
      go(path);
      assertThat(browser.script("return document.documentElement.scrollWidth"))
          .as(path)
          .isEqualTo(390L);
      assertThat(browser.all(".flush > table:not(.sweeps)"))
          .as("columns that nobody can reach")
          .isEmpty();
    }
  }

  @Test
  void aFormThatIsSentTwiceActsOnce() {
    go(page);
    Object refused =
        browser.script(
            "const form = document.querySelector('#steer form'); const send = () => { const event ="
                + " new SubmitEvent('submit', {bubbles: true, cancelable: true});"
                + " form.dispatchEvent(event); return event.defaultPrevented; };"
                + " return [send(), send()]");
    assertThat(refused).isEqualTo(List.of(false, true));
  }

  @Test
  void aRefreshLeadsTheFocusToNoOtherButton() {
    go(page + "/trials/4");
    browser.script("document.getElementById('stop').focus()");
    bench.sweeps.end(sweep, 4, Cause.CRASH, TrialState.FAILED, 0.5, "broke");
    await().until(() -> !browser.all("#retry").isEmpty());
    assertThat(browser.script("return document.activeElement.id")).isNotEqualTo("retry");
  }

  @Test
  void whatWasChosenOnOtherPagesIsComparedToo() {
    bench.sweeps.create("iris", 3);
    go("/");
    browser.all("#sweeps input[name=sweeps]").forEach(WebElement::click);
    Object chosen =
        browser.script(
            "document.querySelector('#sweeps tbody tr').remove();"
                + "return new FormData(document.getElementById('compare')).getAll('sweeps').length");
    assertThat(chosen).isEqualTo(2L);
  }

  @Test
  void whatCanBeAskedOfASweepFollowsItsState() {
    go(page);
    assertThat(browser.all("#priority")).hasSize(1);
    bench.sweeps.tell(sweep, new Change.SweepBecame(SweepState.CANCELLED, "by hand"));
    await().until(() -> browser.all("#priority").isEmpty());
    assertThat(browser.all("#add")).hasSize(1);
    assertThat(notReloaded()).isTrue();
  }

  @Test
  void theAnalysisSaysThatMoreHasHappened() {
    go(page + "/analysis");
    assertThat(browser.one("#more").isDisplayed()).isFalse();
    bench.sweeps.end(sweep, 4, Cause.COMPLETED, TrialState.COMPLETED, 0.91, "");
    await().until(() -> browser.one("#more").isDisplayed());
  }
}
