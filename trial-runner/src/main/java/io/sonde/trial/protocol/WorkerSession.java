package io.sonde.trial.protocol;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a worker process belongs; one line of JSON on its standard input.
 *
 * @param server the server's address, such as {@code http://127.0.0.1:8080}
 * @param worker the worker's id
 * @param token the worker's secret
 */
public record WorkerSession(URI server, String worker, String token) {

  /** Reads one line. Throws {@link IllegalArgumentException} for anything else. */
  public static WorkerSession parse(String line) {
    Map<String, Object> map = Json.map(line);
    return new WorkerSession(
        URI.create(Json.text(map, "server")), Json.text(map, "worker"), Json.text(map, "token"));
  }

  /** One line of JSON, without the line's end. */
  public String toJson() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("server", server.toString());
    map.put("worker", worker);
    map.put("token", token);
    return Json.write(map);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "worker " + worker + " of " + server;
  }
}
