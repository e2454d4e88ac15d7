package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepState;
import io.sonde.search.port.NoteStore.Subject;
import io.sonde.search.port.Structure;
import io.sonde.search.report.AttemptId;
import io.sonde.web.browser.Accessibility;
import io.sonde.web.browser.Browser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** axe on every page, light and dark, wide and on a phone. */
final class AccessibilityTest {
  private static final String NOTE = "# Found\n\n- *warm* start\n\n> [more](https://example.org)";
  private static final int HEIGHT = 4000;

  /** Cards and figures beyond whose lower edge something of theirs stands, over others. */
  private static final String SPILLED =
      "return [...document.querySelectorAll('main .card, main figure')].filter((box) =>"
          + " [...box.children].some((part) => part.getBoundingClientRect().bottom >"
          + " box.getBoundingClientRect().bottom + 1)).map((box) => box.id || box.className)";

  private static Browser browser;
  private static Accessibility axe;
  private static final Structure NETWORK =
      new Structure(
          List.of(
              new Structure.Part("input", "input", "", "64", 0, List.of()),
              new Structure.Part("0_dense", "dense", "relu", "32", 2080, List.of("input")),
              new Structure.Part("1_output", "output", "", "10", 330, List.of("0_dense"))));

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    browser = Browser.open();
    browser.resize(1280, HEIGHT, false); // so that all charts are drawn
    axe = new Accessibility(browser);
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void nothingKeepsAnybodyFromAPage() throws Exception {
    try (Bench bench = Bench.live()) {
      int sweep = furnished(bench);
      int many = bench.sweeps.running("digits");
      bench.learnt.twoObjectives(many);
      String page = "/sweeps/" + sweep;
      // What there is to be seen of a page before axe looks at it.
      Map<String, String> pages = new LinkedHashMap<>();
      pages.put("/", "#sweeps tbody tr");
      pages.put("/?q=nothing-is-like-that", ".empty");
      pages.put(page, "#history-chart canvas");
      pages.put("/sweeps/" + many, "#insights .front");
      pages.put(page + "/trials/4", "#curve-charts canvas");
      pages.put(page + "/trials/3", "#log-card");
      bench.structures.of.put(sweep, NETWORK);
      pages.put(page + "/trials/3/network", ".network");
      pages.put(page + "/analysis", "#curves canvas");
      pages.put("/compare?sweeps=" + sweep + "," + many, ".chart canvas");
      pages.put("/new", "#verdict .right");
      pages.put("/new?example=tiny", "#verdict .right");
      pages.put(page + "/enqueue", "#verdict");
      pages.put(page + "/delete", "main h1");
      pages.put("/experiments", "main tbody tr");
      pages.put("/experiments?name=digits", "main tbody tr");
      pages.put("/devices", "#devices tbody tr");
      pages.put("/tokens", "main h1");
      pages.put("/webhooks", "main h1");
      String hook = hook(bench);
      pages.put(hook, "main h1");
      pages.put(hook + "/deliveries/1", "main h1");
      pages.put("/audit", "main h1");
      pages.put("/api", "main h1");
      pages.put("/nothing/here", "main h1");
      pages.put("/sweeps/99", "main h1");
      look(bench, pages);
    }
  }

  /** The page of a webhook that was tried. */
  private static String hook(Bench bench) {
    String wish = "{\"name\":\"chat\",\"url\":\"http://127.0.0.1:9/\"}";
    String id = Bench.json(bench.postJson("/api/v1/webhooks", wish)).get("id").asText();
    bench.postJson("/api/v1/webhooks/" + id + "/ping", "");
    return "/webhooks/" + id;
  }

  @Test
  void norFromWhatComesOfForms() throws Exception {
    try (Bench bench = Bench.live()) {
      int sweep = furnished(bench);
      browser.driver().get(bench.at("/sweeps/" + sweep).toString());
      browser.click("#note-edit > summary");
      browser.one("#note-text").sendKeys("mine");
      bench.notes.write(Subject.of(sweep), 1, "somebody else's", Instant.now());
      browser.click("#note-edit button");
      await().until(() -> !browser.all("#theirs").isEmpty());
      lookAround("a note that was changed meanwhile");
      browser.driver().get(bench.at("/tokens").toString());
      browser.one("main form input[name=name]").sendKeys("ada");
      browser.click("main form button");
      await().until(() -> browser.text("main").contains("sonde_"));
      lookAround("/tokens with a token just made");
    }
  }

  @Test
  void norFromThoseOfAnEmptyAndOfAGuardedServer() {
    try (Bench bench = Bench.live()) {
      look(bench, Map.of("/", ".empty", "/experiments", "main h1"));
    }
    try (Bench bench = Bench.withToken("open sesame")) {
      look(bench, Map.of("/login", "main form"));
      browser.one("main form input[type=password]").sendKeys("wrong");
      browser.click("main form button");
      await().until(() -> !browser.all("main .wrong").isEmpty());
      lookAround("/login after a wrong token");
    }
  }

  @Test
  void norFromASpecWithMistakes() {
    try (Bench bench = Bench.live()) {
      browser.driver().get(bench.at("/new").toString());
      browser.script(
          "const spec = document.getElementById('spec'); spec.value = 'space: {x: 1}';"
              + "spec.dispatchEvent(new Event('input', {bubbles: true}))");
      await().until(() -> !browser.all("#verdict .problems").isEmpty());
      lookAround("/new with mistakes");
    }
  }

  /** A sweep with a note, artifacts, a log, and something learnt. */
  private int furnished(Bench bench) throws Exception {
    int sweep = bench.sweeps.running("digits");
    bench.spaces.put(sweep, Sweeps.space());
    bench.learnt.oneObjective(sweep);
    bench.notes.write(Subject.of(sweep), 0, NOTE, Instant.now());
    Path log = Files.writeString(folder.resolve("trial.log"), "epoch 1\nepoch 2\n");
    bench.sweeps.propose(sweep, 6);
    bench.sweeps.start(sweep, 6, log.toString());
    bench.artifacts.leave(new AttemptId(sweep, 4, 1), "model.zip", "x");
    int paused = bench.sweeps.create("iris", 3);
    bench.sweeps.tell(paused, new Change.SweepBecame(SweepState.PAUSED, "by hand"));
    return sweep;
  }

  private void look(Bench bench, Map<String, String> pages) {
    SoftAssertions softly = new SoftAssertions();
    pages.forEach(
        (path, there) -> {
          browser.driver().get(bench.at(path).toString());
          await().until(() -> !browser.all(there).isEmpty());
          softly.assertThat(around()).as(path).isEmpty();
        });
    softly.assertAll();
  }

  private void lookAround(String what) {
    assertThat(around()).as(what).isEmpty();
  }

  /**
   * In both colours, wide and narrow, with what can be opened open; of many things of one kind, as
   * the API's page has, the first few.
   */
  private static List<String> around() {
    browser.script(
        "[...document.querySelectorAll('details')].slice(0, 20).forEach((d) => (d.open = true))");
    return Stream.of("light 1280", "dark 390")
        .flatMap(
            way -> {
              boolean phone = way.endsWith(" 390");
              browser.resize(phone ? 390 : 1280, HEIGHT, phone);
              browser.prefer(way.substring(0, way.indexOf(' ')));
              browser.settle();
              Stream<String> spilled =
                  ((List<?>) browser.script(SPILLED))
                      .stream().map(box -> box + " does not hold what stands in it");
              return Stream.concat(axe.obstacles().stream(), spilled)
                  .map(found -> way + ": " + found);
            })
        .toList();
  }
}
