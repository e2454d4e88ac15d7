package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sonde.web.browser.Browser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The charts of many trials in a real browser. */
final class AnalysisBrowserTest {

  @Test
  void chartsAreDrawnAndTrialsAreSelectedByTheKeyboard() {
    try (Bench bench = Bench.live();
        Browser browser = Browser.open()) {
      int sweep = bench.sweeps.running("digits");
      bench.spaces.put(sweep, Sweeps.space());
      browser.resize(1280, 4000, false);
      browser.driver().get(bench.at("/sweeps/" + sweep + "/analysis").toString());
      // Three slices, contour, rank, distribution and curves.
      await().until(() -> browser.all(".chart canvas").size() == 7);
      await().until(() -> browser.text("#contour .drawn").contains("Smoothed from 3"));
      assertThat(browser.text("#parallel .selection")).contains("Drag along an axis");
      browser
          .one("[aria-label='lowest accuracy']")
          .sendKeys(Keys.PAGE_UP, Keys.PAGE_UP, Keys.PAGE_UP);
      await().until(() -> browser.text("#parallel .selection").startsWith("1 of 3 selected"));
      assertThat(browser.text("#parallel .selection a")).startsWith("trial 2");
      browser.one("[aria-label='lowest accuracy']").sendKeys(Keys.ESCAPE);
      await().until(() -> browser.all("#parallel .selection a").isEmpty());
      browser.click("#distribution summary");
      await().until(() -> browser.all("#table-distribution tbody tr").size() == 3);

      int other = bench.sweeps.running("digits");
      browser.driver().get(bench.at("/compare?sweeps=" + sweep + "," + other).toString());
      await().until(() -> browser.all(".chart canvas").size() == 3);
      browser.resize(390, 844, true);
      for (String path : List.of("/", "/compare?sweeps=1,2", "/sweeps/1/analysis")) {
        browser.driver().get(bench.at(path).toString());
        assertThat(browser.script("return document.documentElement.scrollWidth"))
            .as(path)
            .isEqualTo(390L);
      }
      assertThat(browser.complaints()).isEmpty();
    }
  }
}
