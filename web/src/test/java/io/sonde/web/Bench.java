package io.sonde.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sonde.search.port.InMemoryArtifacts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** A real server on a free port, over a store in memory. */
final class Bench implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  final Sweeps sweeps;
  final Learnt learnt = new Learnt();
  final InMemoryArtifacts artifacts = new InMemoryArtifacts();
  final Control control = new Control();
  final Inbox inbox = new Inbox();
  final Desk desk = new Desk();
  final Devices devices = new Devices();
  final AwayStore away = new AwayStore();
  final WebServer server;
  private final HttpClient client =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  private Bench(Optional<String> token, Clock clock) {
    sweeps = new Sweeps(clock);
    WebPorts ports =
        new WebPorts(
            away.reader(sweeps.store),
            learnt,
            artifacts,
            control,
            inbox,
            desk,
            sweeps.feed,
            devices,
            () -> "{\"title\":\"spec\"}",
            "0.1",
            clock);
    server = new WebServer(new WebSettings("127.0.0.1", 0, token), ports);
    server.start();
  }

  static Bench open() {
    return new Bench(Optional.empty(), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  static Bench withToken(String token) {
    return new Bench(Optional.of(token), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  /** With the clock on the wall, for eyes and browsers. */
  static Bench live() {
    return new Bench(Optional.empty(), Clock.systemUTC());
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
        request(path, headers).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
  }

  HttpResponse<String> postJson(String path, String body, String... headers) {
    return post(path, "application/json", body, headers);
  }

  HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(at(path));
    return headers.length == 0 ? builder : builder.headers(headers);
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
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
  }
}
