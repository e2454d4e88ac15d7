package io.sonde.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sonde.search.port.InMemoryAnalysis;
import io.sonde.search.port.InMemoryArtifacts;
import io.sonde.search.port.InMemoryMilestones;
import io.sonde.search.port.InMemoryNotes;
import io.sonde.search.report.TokenKey;
import io.sonde.search.space.Space;
import io.sonde.web.metrics.Metrics;
import io.sonde.web.port.ConnectionUse;
import io.sonde.web.port.ExampleSpecs.Example;
import io.sonde.web.port.InMemoryAccessStore;
import io.sonde.web.port.InMemoryWebhookStore;
import io.sonde.web.webhook.TargetRules;
import io.sonde.web.webhook.Webhooks;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A real server on a free port, over a store in memory. */
final class Bench implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  static final List<Example> EXAMPLES =
      List.of(new Example("tiny", "Searches x.", "name: tiny\n", Path.of("/examples")));
  final TestClock clock;
  final Sweeps sweeps;
  final InMemoryNotes notes;
  final Learnt learnt = new Learnt();
  final Structures structures = new Structures();
  final Map<Integer, Space> spaces = new ConcurrentHashMap<>();
  final InMemoryArtifacts artifacts = new InMemoryArtifacts();
  final Control control = new Control();
  final Inbox inbox = new Inbox();
  final Desk desk = new Desk();
  final Elsewhere elsewhere;
  final Devices devices = new Devices();
  final InMemoryAccessStore access = new InMemoryAccessStore();
  final InMemoryWebhookStore hooks = new InMemoryWebhookStore();
  final Webhooks webhooks;
  final AwayStore away = new AwayStore();
  final Metrics metrics = new Metrics();
  volatile List<String> missing = List.of();
  final WebPorts ports;
  final WebServer server;
  private final HttpClient client =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  private Bench(Optional<String> token, Clock clock) {
    this(new WebSettings("127.0.0.1", 0, token), clock);
  }

  private Bench(WebSettings settings, Clock clock) {
    this(settings, clock, false);
  }

  private Bench(WebSettings settings, Clock clock, boolean engine) {
    this.clock = clock instanceof TestClock own ? own : new TestClock(NOW);
    sweeps = new Sweeps(clock);
    elsewhere = new Elsewhere(sweeps.store, clock);
    notes = new InMemoryNotes(sweeps.store);
    webhooks =
        new Webhooks(
            hooks,
            new InMemoryMilestones(sweeps.store),
            sweeps.store,
            sweeps.outgoing,
            new TokenKey(new byte[TokenKey.BYTES]),
            new TargetRules(List.of("127.0.0.1")),
            "Sonde/0.1",
            clock);
    webhooks.start();
    ports =
        new WebPorts(
            away.reader(sweeps.store),
            learnt,
            new InMemoryAnalysis(sweeps.store),
            sweep -> Optional.ofNullable(spaces.get(sweep)),
            structures,
            artifacts,
            engine ? elsewhere.sweeps() : control,
            inbox,
            desk,
            elsewhere,
            sweeps.feed,
            devices,
            () -> EXAMPLES,
            notes,
            access,
            webhooks,
            () -> missing,
            metrics,
            () -> new ConnectionUse(2, 1, 3, 8),
            () -> "{\"title\":\"spec\"}",
            "0.1",
            clock);
    server = new WebServer(settings, ports);
    server.start();
  }

  static Bench open() {
    return new Bench(Optional.empty(), new TestClock(NOW));
  }

  static Bench withToken(String token) {
    return new Bench(Optional.of(token), new TestClock(NOW));
  }

  /** Whose sweeps are steered by the engine itself. */
  static Bench steered() {
    return new Bench(WebSettings.loopback(0), new TestClock(NOW), true);
  }

  /** With settings of its own. */
  static Bench with(WebSettings settings) {
    return new Bench(settings, new TestClock(NOW));
  }

  /** With the clock on the wall, for eyes and browsers. */
  static Bench live() {
    return new Bench(Optional.empty(), Clock.systemUTC());
  }

  /** The same whose streams of events last so long. */
  static Bench live(Duration streamLife) {
    return new Bench(WebSettings.loopback(0).withStreamLife(streamLife), Clock.systemUTC());
  }

  URI at(String path) {
    return server.address().resolve(path);
  }

  HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).GET());
  }

  /** A page as a browser asks for it. */
  HttpResponse<String> page(String path, String... headers) {
    return send(request(path, headers).header("Accept", "text/html,*/*;q=0.8").GET());
  }

  HttpResponse<String> post(String path, String type, String body, String... headers) {
    return send(
        request(path, headers).header("Content-Type", type).POST(BodyPublishers.ofString(body)),
        body);
  }

  HttpResponse<String> postJson(String path, String body, String... headers) {
    return post(path, "application/json", body, headers);
  }

  HttpResponse<String> putJson(String path, String body, String... headers) {
    return send(
        request(path, headers)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body)),
        body);
  }

  HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(at(path));
    return headers.length == 0 ? builder : builder.headers(headers);
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    return send(request, "");
  }

  /** Sends; what is sent and answered must be as the contract of the API says. */
  private HttpResponse<String> send(HttpRequest.Builder request, String body) {
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      ContractCheck.check(response, body);
      return response;
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  static JsonNode json(HttpResponse<String> response) {
    try {
      return new ObjectMapper().readTree(response.body());
    } catch (IOException e) {
      throw new AssertionError(response.body(), e);
    }
  }

  @Override
  public void close() {
    server.close();
    webhooks.close();
    elsewhere.close();
    metrics.close();
  }
}
