package io.sonde.app.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.app.client.ServerClient;
import io.sonde.app.program.UserError;
import io.sonde.web.document.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** What a running server answers. */
final class ServedResults implements Results {
  private static final int PAGE = 500;
  private final ServerClient server;

  ServedResults(ServerClient server) {
    this.server = server;
  }

  @Override
  public JsonNode list() {
    ObjectNode all = Json.object();
    ArrayNode sweeps = all.putArray("sweeps");
    String cursor = "";
    do {
      JsonNode page = get("/api/v1/sweeps?limit=" + PAGE + cursor);
      page.path("sweeps").forEach(sweeps::add);
      String next = page.path("next").asText("");
      cursor = next.isEmpty() ? "" : "&cursor=" + next;
    } while (!cursor.isEmpty());
    return all.put("total", sweeps.size()).putNull("next");
  }

  @Override
  public JsonNode summary(int sweep) {
    return get("/api/v1/sweeps/" + sweep + "/summary");
  }

  @Override
  public JsonNode insights(int sweep) {
    return get("/api/v1/sweeps/" + sweep + "/insights");
  }

  @Override
  public void export(int sweep, String format, OutputStream out) {
    try (InputStream in = server.open("/api/v1/sweeps/" + sweep + "/export?format=" + format)) {
      in.transferTo(out);
      out.flush();
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private JsonNode get(String path) {
    try {
      return server.get(path);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private UserError broken(IOException e) {
    return UserError.surroundings(
        "the server at " + server.address() + " broke off: " + e.getMessage());
  }

  @Override
  public void close() {}
}
