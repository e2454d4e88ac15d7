package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.TrialState;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
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
    browser.driver.get("about:blank");
    bench.close();
    assertThat(complaints).isEmpty();
  }

  private void go(String path) {
    browser.driver.get(bench.at(path).toString());
    browser.script("window.untouched = true");
  }

  private static boolean notReloaded() {
    return Boolean.TRUE.equals(browser.script("return window.untouched === true"));
  }

  private static String text(String selector) {
    return browser.one(selector).getText();
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
    browser.one("#curves > summary").click();
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
    browser.one("a[title='optimizer.adam.learning_rate']").click();
    await().until(() -> numbers().equals(List.of("0", "1", "2", "3", "4", "5")));
    browser.one("a[title='optimizer.adam.learning_rate']").click();
    await().until(() -> numbers().equals(List.of("5", "4", "3", "2", "1", "0")));
    assertThat(notReloaded()).isTrue();
    browser.driver.navigate().refresh();
    assertThat(numbers()).startsWith("5", "4");
    browser.driver.navigate().back();
    await().until(() -> numbers().equals(List.of("0", "1", "2", "3", "4", "5")));
    await().until(() -> ink("#history-chart", "completed") > 0);
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
    browser.one("#cancel").click();
    browser.driver.switchTo().alert().dismiss();
    assertThat(bench.control.steered).isEmpty();
    browser.one("#cancel").click();
    browser.driver.switchTo().alert().accept();
    await().until(() -> bench.control.steered.size() == 1);
  }

  @Test
  void darkFollowsTheSystemUntilOneChooses() {
    go(page);
    String light = background();
    browser.prefer("dark");
    assertThat(background()).isNotEqualTo(light);
    browser.one("#theme").click();
    assertThat(background()).isEqualTo(light);
    browser.driver.navigate().refresh();
    assertThat(background()).isEqualTo(light);
    browser.script("localStorage.clear()");
  }

  private static String background() {
    return (String) browser.script("return getComputedStyle(document.body).backgroundColor");
  }

  @Test
  void aPhoneNeverScrollsSideways() {
    browser.resize(390, 844, true);
    int nasty = bench.sweeps.create("a-name-without-any-place-to-break-".repeat(5), 4);
    for (String path : List.of("/", page, page + "/trials/3", "/sweeps/" + nasty)) {
      go(path);
      assertThat(browser.script("return document.documentElement.scrollWidth"))
          .as(path)
          .isEqualTo(390L);
    }
  }
}
