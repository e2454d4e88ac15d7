package io.sonde.app.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.app.client.ServerClient;
import io.sonde.app.program.UserError;
import io.sonde.web.document.Json;
import java.io.IOException;

/**
 * The tokens of a running server.
 *
 * @param server the home's
 */
record ServedTokens(ServerClient server) implements TokenRegister {

  /** Something that is asked of the server. */
  @FunctionalInterface
  private interface Call<T> {
    T ask() throws IOException;
  }

  @Override
  public JsonNode create(NewToken token) {
    ObjectNode body = Json.object().put("name", token.name()).put("role", token.role().word());
    ArrayNode projects = body.putArray("projects");
    token.projects().forEach(projects::add);
    token.expires().ifPresent(text -> body.put("expires", text));
    return asked(() -> server.post("/api/v1/tokens", body));
  }

  @Override
  public JsonNode list() {
    return asked(() -> server.get("/api/v1/tokens"));
  }

  @Override
  public void revoke(String id) {
    if (!id.matches("[a-z0-9]{1,40}")) {
      throw UserError.wrongInput("there is no token " + id + "; 'sonde token list' shows the ids");
    }
    asked(() -> server.post("/api/v1/tokens/" + id + "/revoke", Json.object()));
  }

  private <T> T asked(Call<T> call) {
    try {
      return call.ask();
    } catch (IOException e) {
      throw UserError.surroundings(
          "the server at " + server.address() + " does not answer: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    // the server runs on
  }
}
