package io.sonde.web.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.web.port.AccessToken;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;

/** Tokens as JSON, without their secrets and what is kept of them. */
public final class TokenDocument {
  private TokenDocument() {}

  /** A list. */
  public static ObjectNode list(List<AccessToken> tokens, Instant now) {
    ObjectNode node = Json.object();
    ArrayNode list = node.putArray("tokens");
    tokens.forEach(token -> list.add(of(token, now)));
    return node;
  }

  /** One that was just made, with the text that is shown once. */
  public static ObjectNode created(AccessToken token, String text, Instant now) {
    return of(token, now).put("token", text);
  }

  private static ObjectNode of(AccessToken token, Instant now) {
    ObjectNode node = Json.object();
    node.put("id", token.id());
    node.put("name", token.name());
    node.put("role", token.role().word());
    ArrayNode projects = node.putArray("projects");
    new TreeSet<>(token.projects()).forEach(projects::add);
    node.put("state", state(token, now));
    node.put("created", Json.time(token.created()));
    Json.put(node, "expires", token.expires());
    Json.put(node, "used", token.used());
    Json.put(node, "revoked", token.revoked());
    return node;
  }

  /** {@code valid}, {@code expired} or {@code revoked}. */
  public static String state(AccessToken token, Instant now) {
    return token.revoked().isPresent() ? "revoked" : token.valid(now) ? "valid" : "expired";
  }
}
