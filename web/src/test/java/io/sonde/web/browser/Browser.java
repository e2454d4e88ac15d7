package io.sonde.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A real Chromium. Where there is none, the test that asks for it is skipped, and says so; with
 * {@code -Dsonde.everything=true} it fails.
 */
public final class Browser implements AutoCloseable {
  /** Checking a large page takes long where several browsers share two cores. */
  private static final Duration SCRIPT = Duration.ofMinutes(3);

  private static final int AGAIN = 10;

  private static final String NEEDED =
      "needs Chromium and its driver (Debian's packages chromium and chromium-driver)";

  private final Path profile;
  private final ChromeDriver driver;

  private Browser(Path chromium, Path chromedriver) {
    try {
      profile = Files.createTempDirectory("sonde-browser");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    LoggingPreferences logging = new LoggingPreferences();
    logging.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.toFile());
    options.setCapability("goog:loggingPrefs", logging);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--no-first-run",
        "--disable-component-update",
        "--disable-sync",
        "--user-data-dir=" + profile);
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(chromedriver.toFile()).build();
    driver = new ChromeDriver(service, options);
    driver.manage().timeouts().scriptTimeout(SCRIPT);
  }

  /** Opens one. */
  public static Browser open() {
    Optional<Path> chromium = find("chromium", "chromium-browser", "google-chrome");
    Optional<Path> driver = find("chromedriver");
    boolean found = chromium.isPresent() && driver.isPresent();
    if (!found) {
      System.err.println("SKIPPED: " + NEEDED);
    }
    assertThat(found || !Boolean.getBoolean("sonde.everything")).as(NEEDED).isTrue();
    Assumptions.assumeTrue(found, NEEDED);
    return new Browser(chromium.orElseThrow(), driver.orElseThrow());
  }

  private static Optional<Path> find(String... names) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .flatMap(folder -> Stream.of(names).map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** What drives it. */
  public ChromeDriver driver() {
    return driver;
  }

  /** Opens a page. */
  public void go(String address) {
    driver.get(address);
  }

  /** Gives its window a size in CSS pixels. */
  public void resize(int width, int height, boolean phone) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", phone));
  }

  /** Prefers {@code light} or {@code dark} pages. */
  public void prefer(String theme) {
    Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", theme);
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  /** Runs a script in each page before its own. */
  public void beforeEachPage(String script) {
    driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
  }

  /** All elements that a CSS selector names. */
  public List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  /** The first element that a CSS selector names. */
  public WebElement one(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  /** The text of the first element that a CSS selector names, as it is seen. */
  public String text(String selector) {
    return ofOne(selector, WebElement::getText);
  }

  /** Clicks on the first element that a CSS selector names. */
  public void click(String selector) {
    ofOne(selector, Browser::clicked);
  }

  private static boolean clicked(WebElement element) {
    element.click();
    return true;
  }

  /** A live page may replace an element after it was found and before it is used: looks again. */
  private <T> T ofOne(String selector, Function<WebElement, T> use) {
    int again = AGAIN;
    while (true) {
      try {
        return use.apply(one(selector));
      } catch (StaleElementReferenceException replaced) {
        if (again-- == 0) {
          throw replaced;
        }
      }
    }
  }

  /** Runs a script in the page; what it returns. */
  public Object script(String script) {
    return driver.executeScript(script);
  }

  /** Runs a script that calls the function {@code arguments[0]} with a list once it is done. */
  public List<?> await(String script) {
    return (List<?>) driver.executeAsyncScript(script);
  }

  /** Keeps what is downloaded in a folder. */
  public void downloadTo(Path folder) {
    driver.executeCdpCommand(
        "Browser.setDownloadBehavior",
        Map.of("behavior", "allow", "downloadPath", folder.toString()));
  }

  /** Returns once the page is painted as it is now. */
  public void settle() {
    await(
        "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() =>"
            + " setTimeout(done, 50, [])))");
  }

  /**
   * The upper left part of the page as a WebP.
   *
   * @param quality of 100
   */
  public byte[] picture(int width, int height, int quality) {
    Map<String, Object> clip = Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1);
    Map<String, Object> answer =
        driver.executeCdpCommand(
            "Page.captureScreenshot", Map.of("format", "webp", "quality", quality, "clip", clip));
    return Base64.getDecoder().decode((String) answer.get("data"));
  }

  /**
   * What the browser complained of since it was last asked, such as a resource that its rules
   * forbid; not that a test reads the pixels of a chart.
   */
  public List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .filter(message -> !message.contains("willReadFrequently"))
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      System.err.println("left behind: " + profile);
    }
  }
}
