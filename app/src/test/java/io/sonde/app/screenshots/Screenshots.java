package io.sonde.app.screenshots;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.app.SondeProcess;
import io.sonde.app.client.ServerClient;
import io.sonde.app.client.Submission;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.web.browser.Browser;
import io.sonde.web.document.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/**
 * Runs sweeps of the examples in a server of its own and takes a picture of every page, light and
 * dark, into {@code -Dfolder}: {@code docs/screenshots} unless said otherwise.
 */
public final class Screenshots {
  private static final Path EXAMPLES = SondeProcess.ROOT.resolve("examples");
  private static final String MISTAKE = "optimizer: {adam: {learning_rate: {flaot: [1e-3, 0.1]}}}";
  private static final String NOTE =
      """
      **Three layers are enough.** The best five all use `adam` with a rate near 0.003.

      - next: wider layers, fewer epochs
      - compare with sweep 2, the same spec from another seed
      """;

  private final ServerClient server;
  private final Browser browser;
  private final Receiver receiver;
  private final Camera camera;

  private Screenshots(ServerClient server, Browser browser, Receiver receiver, Path folder) {
    this.server = server;
    this.browser = browser;
    this.receiver = receiver;
    this.camera = new Camera(browser, folder);
  }

  /** Takes all of them. */
  public static void main(String[] arguments) throws Exception {
    Path folder =
        Path.of(
            System.getProperty("folder", SondeProcess.ROOT.resolve("docs/screenshots").toString()));
    Files.createDirectories(folder);
    Path home = Files.createTempDirectory("sonde-screenshots");
    try (SondeProcess program =
            SondeProcess.start(home, Map.of(), List.of(), "serve", "--webhook-allow", "127.0.0.1");
        Receiver receiver = new Receiver();
        Browser browser = Browser.open()) {
      ServerClient server = new ServerClient(URI.create(program.address()), Optional.empty());
      new Screenshots(server, browser, receiver, folder).take();
      program.interrupt();
      program.exitCode();
    }
  }

  private void take() throws IOException {
    camera.take("sweeps-empty", at("/"), ".empty");
    String hook = hook();
    run("digits-mlp", 30, 7);
    run("digits-mlp", 30, 11);
    run("iris", 12, 7);
    note();
    int best = server.get("/api/v1/sweeps/1").at("/best/trial").asInt();
    camera.take("sweep", at("/sweeps/1"), "#insights .learnt");
    camera.take("trial", at("/sweeps/1/trials/" + best), "#network svg");
    camera.take("network", at("/sweeps/1/trials/" + best + "/network"), "#network svg");
    camera.take("analysis", at("/sweeps/1/analysis"), "#parallel svg, #parallel canvas");
    camera.take("compare", at("/compare?sweeps=1,2"), "#over-time canvas");
    camera.take("enqueue", at("/sweeps/1/enqueue?from=" + best), "#verdict .right");
    camera.take("delete", at("/sweeps/1/delete"), "main form");
    camera.take("experiments", at("/experiments"), "main tbody tr");
    camera.take("experiment", at("/experiments?name=digits-mlp"), "main tbody tr");
    camera.take("new", at("/new?example=digits-mlp"), "#verdict .right");
    wrong();
    camera.take("api", at("/api"), "main h1");
    camera.take("error", at("/sweeps/99"), "main h1");
    camera.take("webhooks", at("/webhooks"), "main table");
    camera.take("webhook", at("/webhooks/" + hook), "main tbody tr");
    camera.take("delivery", at("/webhooks/" + hook + "/deliveries/1"), "main h1");
    conflict();
    live();
    guarded();
  }

  /** One that is told of sweeps, and answers. */
  private String hook() throws IOException {
    ObjectNode wish = Json.object().put("name", "chat of the team").put("url", receiver.address());
    return server.post("/api/v1/webhooks", wish).path("id").asText();
  }

  private void note() throws IOException {
    browser.go(at("/sweeps/1"));
    browser.click("#note-edit > summary");
    browser.one("#note-text").sendKeys(NOTE);
    browser.script("document.getElementById('note').scrollIntoView()");
    browser.click("#note-edit button");
    await(() -> !browser.all("#note .prose").isEmpty());
  }

  /** Two people write a note at a time. */
  private void conflict() throws IOException {
    browser.go(at("/sweeps/1"));
    browser.click("#note-edit > summary");
    browser.one("#note-text").sendKeys(" Tried again on Monday.");
    browser.await(
        "const done = arguments[0]; const form = document.querySelector('#note-edit form');"
            + "const body = new URLSearchParams(new FormData(form));"
            + "body.set('text', 'The seeds agree.');"
            + "fetch(form.action, { method: 'POST', body }).then(() => done([]))");
    browser.script("document.getElementById('note').scrollIntoView()");
    browser.click("#note-edit button");
    await(() -> !browser.all("#theirs").isEmpty());
    camera.takeAsItIs("note");
  }

  private void wrong() throws IOException {
    browser.go(at("/new?example=iris"));
    browser.script(
        "const a = document.getElementById('spec'); a.value = a.value.replace(/optimizer:.*/, '"
            + MISTAKE
            + "'); a.dispatchEvent(new Event('input', {bubbles: true}))");
    await(() -> !browser.all("#verdict .problems").isEmpty());
    camera.takeAsItIs("new-wrong");
  }

  /** What only a sweep under way shows. */
  private void live() throws IOException {
    int sweep = submit("digits-mlp", 40, 3);
    await(() -> spent(sweep) >= 8);
    camera.take("sweep-live", at("/sweeps/" + sweep), ".runner");
    camera.takeOnPhone("sweep-phone", at("/sweeps/" + sweep), ".runner");
    camera.takeOnPhone("trial-phone", running(sweep), "#curve-charts canvas");
    camera.take("trial-live", running(sweep), "#curve-charts canvas");
    camera.take("sweeps", at("/"), "#sweeps tbody tr");
    camera.take("devices", at("/devices"), "#devices tbody tr");
    server.cancel(sweep, "the pictures are taken");
  }

  /** The page of the trial that began last of those that run. */
  private String running(int sweep) throws IOException {
    String trials = "/sweeps/" + sweep + "/trials";
    await(() -> !newest(trials).isMissingNode());
    return at(trials + "/" + newest(trials).asInt());
  }

  private JsonNode newest(String trials) throws IOException {
    return server
        .get("/api/v1" + trials + "?state=running&sort=number&descending=true&limit=1")
        .at("/trials/0/number");
  }

  /** What only a server with tokens shows. */
  private void guarded() throws IOException {
    ObjectNode admin = Json.object().put("name", "ada").put("role", "admin");
    String token = server.post("/api/v1/tokens", admin).path("token").asText();
    camera.take("login", at("/login"), "#token");
    browser.one("#token").sendKeys(token);
    browser.click("main form button");
    camera.take("tokens", at("/tokens"), "main table");
    camera.take("audit", at("/audit"), "main tbody tr");
  }

  private void run(String example, int trials, long seed) throws IOException {
    int sweep = submit(example, trials, seed);
    await(() -> server.get("/api/v1/sweeps/" + sweep).path("state").asText().equals("completed"));
  }

  private int submit(String example, int trials, long seed) throws IOException {
    return server.submit(
        new Submission(
            example + ".yaml",
            Files.readString(EXAMPLES.resolve(example + ".yaml")),
            Optional.of(EXAMPLES.toString()),
            new Overrides(OptionalInt.of(trials), OptionalInt.empty(), OptionalLong.of(seed)),
            Optional.of("5f2c9e1a7b3d40c8a6e1f0b2d9c47a3e51b8f6d0"),
            Optional.of("main"),
            Optional.empty(),
            false,
            example + seed));
  }

  private int spent(int sweep) throws IOException {
    JsonNode trials = server.get("/api/v1/sweeps/" + sweep).path("trials");
    return trials.path("completed").asInt() + trials.path("stopped").asInt();
  }

  private String at(String path) {
    return server.address().resolve(path).toString();
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(200))
        .atMost(Duration.ofMinutes(10))
        .until(condition);
  }
}
