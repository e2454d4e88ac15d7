package io.sonde.app.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.app.program.UserError;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.web.document.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A client of one server. Thread-safe. Every method throws {@link UserError} for a refusal. */
public final class ServerClient {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final String KEY = "Idempotency-Key";
  private final URI address;
  private final Optional<String> token;
  private final HttpClient http;

  /** Of the server at an address; the token goes with every request. */
  public ServerClient(URI address, Optional<String> token) {
    this.address = address;
    this.token = token;
    this.http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  }

  /** Where the server is. */
  public URI address() {
    return address;
  }

  /** Whether the server answers. */
  public boolean healthy() {
    try {
      HttpRequest request = request("/healthz").GET().timeout(CONNECT).build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Starts a sweep; answers its number. */
  public int start(String spec, Path folder, Overrides overrides) throws IOException {
    ObjectNode body = body(overrides);
    body.put("spec", spec);
    body.put("folder", folder.toAbsolutePath().toString());
    return post("/api/v1/sweeps", body).get("sweep").asInt();
  }

  /** Starts the sweep of a submission, or finds the one that it has started; its number. */
  public int submit(Submission submission) throws IOException {
    HttpRequest.Builder request =
        json("/api/v1/sweeps", submission.body()).header(KEY, submission.key());
    return parse(send(request, submission.file() + ":")).get("sweep").asInt();
  }

  /** Goes on with a sweep. */
  public void resume(int sweep, Overrides overrides) throws IOException {
    post("/api/v1/sweeps/" + sweep + "/resume", body(overrides));
  }

  /** Ends a sweep. */
  public void cancel(int sweep, String reason) throws IOException {
    post("/api/v1/sweeps/" + sweep + "/cancel", Json.object().put("reason", reason));
  }

  /** Begins no more trials of a sweep. */
  public void pause(int sweep, String reason) throws IOException {
    post("/api/v1/sweeps/" + sweep + "/pause", Json.object().put("reason", reason));
  }

  /** Gives a sweep another priority. */
  public void prioritise(int sweep, int priority) throws IOException {
    post("/api/v1/sweeps/" + sweep + "/priority", Json.object().put("priority", priority));
  }

  /**
   * Adds trials to the budget of a sweep; answers the new budget.
   *
   * @param key by which it is known again, and not done again, when it is sent once more
   */
  public int extend(int sweep, int more, String key) throws IOException {
    ObjectNode body = Json.object().put("add", more);
    HttpRequest.Builder request = json("/api/v1/sweeps/" + sweep + "/budget", body);
    return parse(send(request.header(KEY, key))).get("budget").asInt();
  }

  /**
   * Lets a sweep try values by path, as YAML or JSON; answers the trial's number.
   *
   * @param key by which it is known again, and not done again, when it is sent once more
   */
  public int enqueue(int sweep, String values, String key) throws IOException {
    HttpRequest.Builder request =
        request("/api/v1/sweeps/" + sweep + "/trials")
            .header("Content-Type", "application/yaml")
            .header(KEY, key)
            .POST(HttpRequest.BodyPublishers.ofString(values));
    return parse(send(request)).get("trial").asInt();
  }

  /**
   * Tries a failed trial again; answers the new trial's number.
   *
   * @param key by which it is known again, and not done again, when it is sent once more
   */
  public int retry(int sweep, int trial, String key) throws IOException {
    HttpRequest.Builder request = json(trial(sweep, trial) + "/retry", Json.object());
    return parse(send(request.header(KEY, key))).get("trial").asInt();
  }

  /** Ends one trial. */
  public void stopTrial(int sweep, int trial, String reason) throws IOException {
    post(trial(sweep, trial) + "/stop", Json.object().put("reason", reason));
  }

  /** Removes a sweep that is over with all it has left. */
  public void delete(int sweep) throws IOException {
    delete("/api/v1/sweeps/" + sweep);
  }

  /** Removes what stands at a path. */
  public void delete(String path) throws IOException {
    send(request(path).header("Content-Type", "application/json").DELETE()).close();
  }

  private static String trial(int sweep, int trial) {
    return "/api/v1/sweeps/" + sweep + "/trials/" + trial;
  }

  /** Gives jobs to a device again that was set aside. */
  public void putBack(String device) throws IOException {
    post("/api/v1/devices/put-back", Json.object().put("device", device));
  }

  static ObjectNode body(Overrides overrides) {
    ObjectNode body = Json.object();
    overrides.trials().ifPresent(n -> body.put("trials", n));
    overrides.parallel().ifPresent(n -> body.put("parallel", n));
    overrides.seed().ifPresent(n -> body.put("seed", n));
    return body;
  }

  /** Sends a document; answers what comes back. */
  public JsonNode post(String path, ObjectNode body) throws IOException {
    return parse(send(json(path, body)));
  }

  private HttpRequest.Builder json(String path, ObjectNode body) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(Json.text(body)));
  }

  /** A document. */
  public JsonNode get(String path) throws IOException {
    return parse(send(request(path).GET()));
  }

  /** A document as it is. */
  public InputStream open(String path) throws IOException {
    return send(request(path).GET());
  }

  /** The server-sent events of a path, for as long as they come; without a time limit. */
  public InputStream stream(String path) throws IOException {
    return checked(exchange(request(path).header("Accept", "text/event-stream").GET().build()), "");
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path));
    token.ifPresent(t -> request.header("Authorization", "Bearer " + t));
    return request;
  }

  private InputStream send(HttpRequest.Builder request) throws IOException {
    return send(request, "");
  }

  /** Each problem of a spec stands behind the place that is given. */
  private InputStream send(HttpRequest.Builder request, String place) throws IOException {
    return checked(exchange(request.timeout(ANSWER).build()), place);
  }

  private HttpResponse<InputStream> exchange(HttpRequest request) throws IOException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static InputStream checked(HttpResponse<InputStream> response, String place)
      throws IOException {
    if (response.statusCode() < 400) {
      return response.body();
    }
    String text = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
    String message = message(text, place);
    switch (response.statusCode()) {
      case 400, 404, 415, 422 -> throw UserError.wrongInput(message);
      case 409 -> throw conflict(text, message);
      case 401 ->
          throw UserError.surroundings(
              "the server asks for a token: set SONDE_TOKEN (" + message + ")");
      case 403 -> throw UserError.surroundings("the server refuses: " + message);
      case 429, 503 -> throw new IOException(message);
      default -> throw UserError.surroundings("the server answered: " + message);
    }
  }

  /** That nothing is there yet to compare with is no mistake of the one who asks. */
  private static UserError conflict(String text, String message) {
    return code(text).equals("NO_BASELINE")
        ? UserError.undecided(message)
        : UserError.wrongInput(message);
  }

  private static String code(String text) {
    try {
      return Json.parse(text).path("code").asText();
    } catch (JsonProcessingException e) {
      return "";
    }
  }

  /** What a problem document says; every problem of a spec on a line of its own. */
  private static String message(String text, String place) {
    try {
      JsonNode problem = Json.parse(text);
      JsonNode all = problem.path("problems");
      if (all.size() > 0) {
        return StreamSupport.stream(all.spliterator(), false)
            .map(one -> place + line(one, place.isEmpty()))
            .collect(Collectors.joining("\n"));
      }
      return problem.path("detail").asText(problem.path("title").asText(text));
    } catch (JsonProcessingException e) {
      return text;
    }
  }

  /** What has no line stands apart from what may come before it. */
  private static String line(JsonNode problem, boolean first) {
    int line = problem.path("line").asInt();
    String nowhere = first ? "" : " ";
    String place = line > 0 ? line + ":" + problem.path("column").asInt() + " " : nowhere;
    String path = problem.path("path").asText();
    return place + (path.isEmpty() ? "" : path + ": ") + problem.path("message").asText();
  }

  private static JsonNode parse(InputStream body) throws IOException {
    try (body) {
      return Json.parse(new String(body.readAllBytes(), StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
