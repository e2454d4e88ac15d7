package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Offset.offset;
import static org.awaitility.Awaitility.await;

import io.sonde.search.history.TrialState;
import io.sonde.search.report.Cause;
import io.sonde.web.browser.Browser;
import io.sonde.web.drawing.AxisScale;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;

/** The history that the server draws, and the script that draws on in its place. */
final class HistoryPictureTest {
  /** The page's first picture beside that of the script, in a chart of the same size. */
  private static final String AGAIN =
      "const chart = document.getElementById('history-chart');"
          + "const page = await (await fetch(location)).text();"
          + "const drawn = new DOMParser().parseFromString(page, 'text/html')"
          + ".querySelector('.picture');"
          + "const box = document.createElement('div'); box.className = 'chart tall';"
          + "box.append(document.adoptNode(drawn)); chart.after(box);"
          + "const at = box.getBoundingClientRect();";

  /** How far a colour may be off: shapes let a little of what is below them through. */
  private static final int THROUGH = 24;

  private static Browser browser;
  private final Bench bench = Bench.live();
  private final int sweep = bench.sweeps.running("digits");

  @BeforeAll
  static void open() {
    browser = Browser.open();
    browser.resize(1280, 900, false);
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void leave() {
    scripts(true);
    browser.driver().get("about:blank");
    bench.close();
  }

  private static void scripts(boolean run) {
    browser
        .driver()
        .executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !run));
  }

  private void go() {
    browser.go(bench.at("/sweeps/" + sweep).toString());
  }

  private static void awaitScript() {
    await().until(() -> !browser.all("#history-chart canvas").isEmpty());
  }

  /** The numbers that an asynchronous script gives to {@code done}. */
  private static List<Double> numbers(String script) {
    return browser.await("const done = arguments[0]; (async () => {" + script + "})();").stream()
        .map(number -> ((Number) number).doubleValue())
        .toList();
  }

  @Test
  void itIsThereWithoutScripts() throws IOException {
    scripts(false);
    go();
    assertThat(browser.all(".picture-points line")).hasSize(4);
    byte[] screenshot = browser.driver().getScreenshotAs(OutputType.BYTES);
    BufferedImage seen = ImageIO.read(new ByteArrayInputStream(screenshot));
    browser.all(".picture-points").forEach(points -> isPainted(points, seen));
    assertThat(browser.text("#history-key"))
        .contains("best so far", "completed", "stopped", "failed")
        .doesNotContain("cancelled");
    assertThat(browser.one("#history-chart .picture-best").getAttribute("d")).startsWith("M0.0 ");
  }

  /** Every trial of a state is seen at its place, in the colour of its shape. */
  private static void isPainted(WebElement points, BufferedImage seen) {
    String shape = points.getAttribute("marker-start").replaceAll("url\\((.*)\\)", "$1");
    int[] fill =
        Pattern.compile("\\d+")
            .matcher(browser.one(shape + " path").getCssValue("fill"))
            .results()
            .limit(3)
            .mapToInt(part -> Integer.parseInt(part.group()))
            .toArray();
    for (WebElement line : points.findElements(By.tagName("line"))) {
      Color pixel = new Color(seen.getRGB(line.getLocation().x, line.getLocation().y));
      assertThat(pixel.getRed()).as(shape).isCloseTo(fill[0], within(THROUGH));
      assertThat(pixel.getGreen()).as(shape).isCloseTo(fill[1], within(THROUGH));
      assertThat(pixel.getBlue()).as(shape).isCloseTo(fill[2], within(THROUGH));
    }
  }

  @Test
  void theScriptDrawsEveryTrialWhereItStoodBefore() {
    go();
    awaitScript();
    List<Double> before =
        numbers(
            AGAIN
                + "done([...box.querySelectorAll('.picture-points line')].flatMap((line) => {"
                + "const r = line.getBoundingClientRect();"
                + "return [r.x + r.width / 2 - at.x, r.y + r.height / 2 - at.y]; }));");
    List<Double> after =
        numbers(
            "const it = echarts.getInstanceByDom(document.getElementById('history-chart'));"
                + "done(it.getOption().series.filter((s) => s.type === 'scatter')"
                + ".flatMap((s) => s.data.flatMap(([x, y]) =>"
                + " it.convertToPixel({ xAxisIndex: 0, yAxisIndex: 0 }, [x, y]))));");
    assertThat(before).hasSize(8);
    for (int i = 0; i < before.size(); i++) {
      assertThat(before.get(i)).isCloseTo(after.get(i), offset(1.5));
    }
  }

  @Test
  void theKeyFollowsWhatHappens() {
    go();
    awaitScript();
    assertThat(browser.text("#history-key")).doesNotContain("infeasible");
    bench.sweeps.end(sweep, 5, Cause.COMPLETED, TrialState.INFEASIBLE, 0.9, "too large");
    await().until(() -> browser.text("#history-key").contains("infeasible"));
  }

  @Test
  void bothScaleTheSame() {
    go();
    double[][] ends = {{0, 1}, {0.18, 0.9888}, {-3, 7}, {5, 5}, {0, 0}, {1e-9, 3e-9}, {-4e7, 123}};
    for (double[] end : ends) {
      AxisScale scale = AxisScale.around(end[0], end[1]);
      List<Double> script =
          numbers(
              "const own = document.querySelector('script[type=module]').src;"
                  + "const { scaleAround } = await import(own.replace(/[^/]*$/, 'scale.js'));"
                  + ("const s = scaleAround(" + end[0] + ", " + end[1] + ");")
                  + "done([s.low, s.high, s.step]);");
      assertThat(script).containsExactly(scale.low(), scale.high(), scale.step());
    }
  }
}
