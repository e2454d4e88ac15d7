package io.sonde.app.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sonde.app.SondeProcess;
import io.sonde.web.browser.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.NoAlertPresentException;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;

/**
 * The way of a new user through the pages of a real server: writes a spec with a mistake, corrects
 * it at its line, starts, watches, stops a trial, compares with a second sweep, takes the CSV home.
 */
final class NewUserTest {
  private static final Duration LONG = Duration.ofMinutes(8);

  @TempDir Path folder;
  private Browser browser;

  @Test
  void walksFromNothingToAComparison() throws Exception {
    Awaitility.ignoreExceptionsByDefaultMatching(
        e ->
            e instanceof StaleElementReferenceException
                || e instanceof NoSuchElementException
                || e instanceof NoAlertPresentException);
    try (SondeProcess server =
            SondeProcess.start(folder.resolve("home"), Map.of(), List.of(), "serve");
        Browser opened = Browser.open()) {
      browser = opened;
      browser.resize(1280, 1000, false);
      browser.go(server.address() + "/");
      writesASpecWithAMistake();
      correctsItAtItsLine();
      starts(1);
      watches();
      stopsATrial();
      startsTheSameAgain();
      compares();
      takesTheCsv();
      assertThat(browser.complaints()).isEmpty();
      server.interrupt();
      server.exitCode();
    } finally {
      Awaitility.reset();
    }
  }

  private void writesASpecWithAMistake() {
    assertThat(browser.text("main")).contains("No sweep yet");
    browser.click("#new-sweep");
    browser.click("#example option[value=iris]");
    browser.click(".begin button");
    await().until(() -> browser.text("#verdict").contains("The spec is right"));
    select("epochs: 25");
    browser.one("#spec").sendKeys("epoch: 250");
    await().until(() -> browser.text("#verdict").contains("1 problem"));
    assertThat(browser.text("#verdict .problems")).contains("epoch").contains("epochs");
  }

  private void select(String text) {
    browser.script(
        "const a = document.getElementById('spec'); const at = a.value.indexOf('%s'); a.focus();"
                .formatted(text)
            + "a.setSelectionRange(at, at + %d);".formatted(text.length()));
  }

  private void correctsItAtItsLine() {
    assertThat(browser.text("#verdict .where")).startsWith("line 6");
    assertThat(browser.text("#gutter .wrong")).isEqualTo("6");
    browser.click("#verdict .where button");
    browser.driver().switchTo().activeElement().sendKeys("epochs: 250, batch_size: 16}");
    await().until(() -> browser.text("#verdict").contains("The spec is right"));
    assertThat(browser.all("#gutter .wrong")).isEmpty();
  }

  private void starts(int sweep) {
    browser.click("#start");
    await().until(() -> browser.driver().getCurrentUrl().endsWith("/sweeps/" + sweep));
  }

  /** Trials begin, report and end before the eyes of the user, on the same page. */
  private void watches() {
    browser.script("window.untouched = true");
    await().atMost(LONG).until(() -> !browser.all(".runner").isEmpty());
    await().atMost(LONG).until(() -> browser.text(".runner .runner-step").startsWith("step"));
    String step = browser.text(".runner .runner-step");
    await().atMost(LONG).until(() -> !browser.text(".runner .runner-step").equals(step));
    await().atMost(LONG).until(() -> !browser.all("#best-value").isEmpty());
    await().atMost(LONG).until(() -> browser.all("#trials tbody tr").size() > 1);
    assertThat((Boolean) browser.script("return window.untouched === true")).isTrue();
  }

  private void stopsATrial() {
    String sweep = browser.driver().getCurrentUrl();
    await().atMost(LONG).until(() -> stopped(sweep));
    assertThat(browser.text("main .reason")).isNotEmpty();
    browser.click(".crumbs a[href='/sweeps/1']");
  }

  /** Tries the latest trial that runs; it may have ended before the button is reached. */
  private boolean stopped(String sweep) {
    browser.go(sweep);
    List<WebElement> runners = browser.all(".runner");
    if (runners.isEmpty()) {
      return false;
    }
    runners.get(runners.size() - 1).click();
    if (browser.all("#stop").isEmpty()) {
      return false;
    }
    browser.click("#stop");
    browser.driver().switchTo().alert().accept();
    await().until(() -> tooLate() || !browser.text(".head .state").equals("running"));
    return !tooLate() && browser.text(".head .state").equals("stopped");
  }

  private boolean tooLate() {
    return !browser.all(".message .code").isEmpty();
  }

  private void startsTheSameAgain() {
    browser.click("#clone");
    await().until(() -> browser.text("#verdict").contains("The spec is right"));
    select("seed: 7");
    browser.one("#spec").sendKeys("seed: 8");
    await().until(() -> browser.text("#verdict").contains("The spec is right"));
    starts(2);
    browser.script("window.untouched = true");
    await().atMost(LONG).until(() -> browser.text(".head .state").equals("completed"));
    assertThat((Boolean) browser.script("return window.untouched === true")).isTrue();
  }

  private void compares() {
    browser.click("nav.places a[href='/']");
    await()
        .atMost(LONG)
        .until(
            () ->
                browser.all("#sweeps tbody .state").stream()
                    .allMatch(state -> state.getText().equals("completed")));
    browser.all("#sweeps input[name=sweeps]").forEach(WebElement::click);
    browser.click("#sweeps .compare");
    await().until(() -> browser.all(".chart canvas").size() == 3);
    assertThat(browser.text("#facts")).contains("iris").contains("#1").contains("#2");
    assertThat(browser.text("#settings")).contains("optimizer.adam.learning_rate");
  }

  private void takesTheCsv() throws IOException {
    Path downloads = Files.createDirectory(folder.resolve("downloads"));
    browser.downloadTo(downloads);
    browser.click("#facts a[href='/sweeps/1']");
    browser.click(".actions a[href$='format=csv']");
    await().until(() -> csv(downloads).size() == 13);
    List<String> lines = csv(downloads);
    assertThat(lines.get(0)).startsWith("number,state,").contains("optimizer.adam.learning_rate");
    assertThat(lines).anyMatch(line -> line.contains(",stopped,"));
  }

  private static List<String> csv(Path downloads) throws IOException {
    try (Stream<Path> files = Files.list(downloads)) {
      List<Path> whole = files.filter(file -> file.toString().endsWith(".csv")).toList();
      return whole.isEmpty() ? List.of() : Files.readAllLines(whole.get(0));
    }
  }
}
