package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sonde.web.browser.Browser;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;

/** Writing a spec in a real browser. */
final class EditorTest {
  private static Browser browser;
  private final Bench bench = Bench.live();

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
  void go() {
    browser.resize(1280, 900, false);
    browser.driver().get(bench.at("/new?example=tiny").toString());
  }

  @AfterEach
  void obeyed() {
    List<String> complaints = browser.complaints();
    browser.driver().get("about:blank");
    bench.close();
    assertThat(complaints).isEmpty();
  }

  private static Object script(String text) {
    return browser.script("const a = document.getElementById('spec'); " + text);
  }

  @Test
  void problemsFollowTheTypingAndLeadToTheirLine() {
    await().until(() -> browser.text("#verdict").contains("The spec is right"));
    WebElement area = browser.one("#spec");
    script("a.value = ''; a.focus()");
    area.sendKeys("space:\nx: 1");
    assertThat(script("return a.value")).isEqualTo("space:\n  x: 1");
    await().until(() -> browser.text("#verdict").contains("2 problems"));
    await().until(() -> browser.all("#gutter .wrong").size() == 2);
    browser.all("#verdict .where button").get(1).click();
    assertThat(script("return a.selectionStart")).isEqualTo(11L);
    assertThat(browser.driver().switchTo().activeElement()).isEqualTo(area);
    assertThat(area.getDomAttribute("aria-invalid")).isEqualTo("true");
  }

  @Test
  void tabIndentsAndEscapeLetsItLeave() {
    WebElement area = browser.one("#spec");
    script("a.value = 'a:\\nb:'; a.focus(); a.setSelectionRange(0, 5)");
    area.sendKeys(Keys.TAB);
    assertThat(script("return a.value")).isEqualTo("  a:\n  b:");
    area.sendKeys(Keys.chord(Keys.SHIFT, Keys.TAB));
    assertThat(script("return a.value")).isEqualTo("a:\nb:");
    area.sendKeys(Keys.chord(Keys.CONTROL, "z"));
    assertThat(script("return a.value")).isEqualTo("  a:\n  b:");
    area.sendKeys(Keys.ESCAPE);
    area.sendKeys(Keys.TAB);
    assertThat(browser.driver().switchTo().activeElement()).isNotEqualTo(area);
  }

  @Test
  void whatElseIsAskedForIsCheckedToo() {
    await().until(() -> browser.text("#verdict").contains("The spec is right"));
    browser.one("input[name=trials]").sendKeys("many", Keys.TAB);
    await().until(() -> browser.text("#verdict").contains("got 'many'"));
  }

  @Test
  void startsAndGoesToTheSweep() {
    int sweep = 41;
    browser.click("#start");
    await().until(() -> browser.driver().getCurrentUrl().endsWith("/sweeps/" + sweep));
    assertThat(bench.control.started).hasSize(1);
    // The fake control has no sweep of this number to be shown.
    assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("/sweeps/" + sweep));
  }

  @Test
  void whatCannotBeStartedStaysWritten() {
    script("a.value = 'space: {}'");
    browser.click("#start");
    await().until(() -> browser.text("#verdict").contains("2 problems"));
    bench.close();
    script("a.value = 'name: long in the making'");
    browser.click("#start");
    await().until(() -> browser.text("#verdict-title").contains("Not done: the server does not"));
    assertThat(script("return a.value")).isEqualTo("name: long in the making");
    assertThat(browser.one("#start").isEnabled()).isTrue();
    assertThat(bench.control.started).isEmpty();
    assertThat(browser.complaints()).isNotEmpty();
  }
}
