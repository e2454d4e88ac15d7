package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.TrialState;
import io.sonde.search.report.Cause;
import io.sonde.web.browser.Browser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;

/** That open pages miss nothing when answers are slow, fail, or cross what happens meanwhile. */
final class LivePagesTest {
  /** Keeps what the page's streams bring, and how many of them there were. */
  private static final String OBSERVED =
      "window.heard = []; window.streams = 0; const Source = EventSource;"
          + "window.EventSource = class extends Source { constructor(address) { super(address);"
          + " this.addEventListener('open', () => window.streams++);"
          + " this.addEventListener('message', (m) => window.heard.push(m.data)); } };";

  private static Browser browser;
  private final Bench bench = Bench.live(Duration.ofMillis(700));
  private final int sweep = bench.sweeps.running("digits");
  private final String page = "/sweeps/" + sweep;

  @BeforeAll
  static void open() {
    browser = Browser.open();
    browser.beforeEachPage(OBSERVED);
    browser.resize(1280, 900, false);
    Awaitility.ignoreExceptionByDefault(StaleElementReferenceException.class);
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void leave() {
    browser.driver().get("about:blank");
    bench.close();
  }

  private void go(String path) {
    browser.driver().get(bench.at(path).toString());
    browser.script("window.untouched = true");
  }

  private static String text(String selector) {
    return browser.text(selector);
  }

  private static List<String> trials() {
    return browser.all("#trials tbody th").stream().map(WebElement::getText).toList();
  }

  private static long heard() {
    return (Long) browser.script("return window.heard.length");
  }

  /** Marks a part, so that its replacement can be told from it. */
  private static void mark(String part) {
    browser.script("document.getElementById('" + part + "').classList.add('old')");
  }

  private static boolean replaced(String part) {
    return browser.all("#" + part + ".old").isEmpty();
  }

  @Test
  void theListSeesWhatHappensWhileAnAnswerIsUnderWay() {
    go("/");
    Hold hold = new Hold("sweeps");
    bench.away.read = hold;
    bench.sweeps.end(sweep, 5, Cause.COMPLETED, TrialState.COMPLETED, 0.9375, "");
    hold.awaitHeld();
    long before = heard();
    int other = bench.sweeps.create("iris", 3);
    bench.sweeps.tell(other, new Change.SweepBecame(SweepState.RUNNING, ""));
    await().until(() -> heard() > before);
    hold.letGo();
    await().until(() -> text("#sweeps tbody tr:first-child th").contains("iris"));
    assertThat(text("#sweeps .best b")).isNotEmpty();
  }

  @Test
  void anAnswerOfBeforeDoesNotTakeAReportBack() {
    go(page);
    Hold hold = new Hold("curves");
    bench.away.read = hold;
    bench.sweeps.end(sweep, 5, Cause.COMPLETED, TrialState.COMPLETED, 0.5, "");
    hold.awaitHeld();
    mark("overview");
    bench.sweeps.report(sweep, 4, 3, 0.9125);
    await().until(() -> text(".runner[data-trial='4'] .runner-step").equals("step 3"));
    hold.letGo();
    await().until(() -> replaced("overview"));
    assertThat(text(".runner[data-trial='4'] .runner-step")).isEqualTo("step 3");
    assertThat(text(".runner[data-trial='4'] .runner-value")).isEqualTo("0.9125");
  }

  @Test
  void aTableThatIsSortedWhileItFollowsIsSorted() {
    go(page);
    Hold hold = new Hold("trials");
    bench.away.read = hold;
    browser.click("a[title='optimizer.adam.learning_rate']");
    hold.awaitHeld();
    mark("overview");
    bench.sweeps.propose(sweep, 6);
    await().until(() -> replaced("overview"));
    hold.letGo();
    await().until(() -> trials().equals(List.of("0", "1", "2", "3", "4", "5", "6")));
    assertThat(browser.driver().getCurrentUrl()).contains("learning_rate");
  }

  @Test
  void whatFailsIsAskedForAgain() {
    go("/");
    bench.away.away = true;
    bench.sweeps.end(sweep, 5, Cause.COMPLETED, TrialState.COMPLETED, 0.9375, "");
    await().until(() -> !browser.complaints().isEmpty());
    bench.away.away = false;
    await().until(() -> text("#sweeps .best b").equals("0.9375"));
  }

  @Test
  void aPageHearsEverythingOnceThoughItsStreamsEnd() {
    long from = bench.sweeps.store.lastSequence() + 1;
    go(page + "/trials/4");
    for (int step = 3; step <= 30; step++) {
      bench.sweeps.report(sweep, 4, step, 0.5);
      long sent = bench.sweeps.store.lastSequence();
      await().pollInterval(Duration.ofMillis(20)).until(() -> sequences().contains(sent));
    }
    assertThat(sequences()).isEqualTo(LongStream.rangeClosed(from, from + 27).boxed().toList());
    assertThat((Long) browser.script("return window.streams")).isGreaterThan(3);
    assertThat((Boolean) browser.script("return window.untouched")).isTrue();
  }

  @SuppressWarnings("unchecked")
  private static List<Long> sequences() {
    return (List<Long>)
        browser.script("return window.heard.flatMap((m) => JSON.parse(m)).map((e) => e.sequence)");
  }

  @Test
  void theLogAppearsWithTheFirstAttempt() throws Exception {
    bench.sweeps.propose(sweep, 6);
    go(page + "/trials/6");
    assertThat(browser.one("#log-card").isDisplayed()).isFalse();
    Path log = Files.createTempFile("sonde", ".log");
    Files.writeString(log, "the first line\n");
    bench.sweeps.start(sweep, 6, log.toString());
    await().until(() -> text("#log").equals("the first line"));
  }

  @Test
  void theFocusStaysWhenAPartIsReplaced() {
    go(page);
    browser.script("document.querySelector('#trials tbody a[href$=\"/trials/1\"]').focus()");
    mark("trials");
    bench.sweeps.end(sweep, 5, Cause.COMPLETED, TrialState.COMPLETED, 0.9375, "");
    await().until(() -> replaced("trials"));
    assertThat((String) browser.script("return document.activeElement.getAttribute('href')"))
        .endsWith("/trials/1");
  }
}
