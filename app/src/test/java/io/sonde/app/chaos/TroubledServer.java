package io.sonde.app.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.app.SondeProcess;
import io.sonde.web.document.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The server of a home, which is killed and started again; always one at a time. */
final class TroubledServer implements AutoCloseable {
  private final Path home;
  private final Ground ground;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private SondeProcess process;

  TroubledServer(Path home, Ground ground) {
    this.home = home;
    this.ground = ground;
    this.process = start();
  }

  private SondeProcess start() {
    List<String> arguments = new ArrayList<>(List.of("serve"));
    arguments.addAll(ground.serverOptions());
    return SondeProcess.start(
        home, ground.environment(), List.of(), arguments.toArray(String[]::new));
  }

  long pid() {
    return process.pid();
  }

  /** Kills the server and starts the next one, which need not be up when this returns. */
  void killAndStart() {
    process.kill();
    process = start();
  }

  /** Waits until the server listens. */
  void awaitUp() {
    process.address();
  }

  /** What an address of the API answers; empty while the server or its database is away. */
  Optional<JsonNode> get(String path) throws InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)));
  }

  /** Starts a sweep; whether the server said that it did. */
  boolean submit(String spec) throws InterruptedException {
    return send(HttpRequest.newBuilder(uri("/api/v1/sweeps"))
            .header("Content-Type", "application/yaml")
            .POST(HttpRequest.BodyPublishers.ofString(spec)))
        .isPresent();
  }

  private URI uri(String path) {
    return URI.create(process.address() + path);
  }

  private Optional<JsonNode> send(HttpRequest.Builder request) throws InterruptedException {
    try {
      var response =
          http.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
      if (response.statusCode() >= 500) {
        return Optional.empty();
      }
      if (response.statusCode() >= 400) {
        throw new AssertionError("the server answered " + response.body());
      }
      return Optional.of(Json.parse(response.body()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Stops the server as Ctrl-C does; its exit code. */
  int stop() {
    process.interrupt();
    return process.exitCode();
  }

  /** What this last server has said. */
  String said() {
    return process.said();
  }

  @Override
  public void close() {
    process.close();
  }
}
