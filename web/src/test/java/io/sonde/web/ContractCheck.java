package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sonde.web.contract.ApiContract;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds exchanges against the contract: the answer is one that is written there, to the last key;
 * and what was taken is something that may be sent.
 */
final class ContractCheck {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ObjectNode DOCUMENT = closed(new ApiContract().document().deepCopy());
  private static final List<Place> PLACES = places();
  private static final Map<JsonNode, Schema> SCHEMAS = new ConcurrentHashMap<>();

  /** What any place may refuse with, which the contract says once for all. */
  private static final Set<Integer> ANYWHERE = Set.of(401, 403, 405, 413, 421, 429, 500, 503);

  private final HttpResponse<String> response;
  private final String what;

  private ContractCheck(HttpResponse<String> response) {
    this.response = response;
    this.what =
        response.request().method() + " " + response.request().uri() + " " + response.statusCode();
  }

  private record Place(String template, Pattern pattern, List<String> parameters, JsonNode item) {}

  static ObjectNode document() {
    return DOCUMENT;
  }

  /** Checks an exchange with the API; others are none of the contract's business. */
  static void check(HttpResponse<String> response, String sent) {
    URI uri = response.request().uri();
    boolean api = uri.getPath().startsWith("/api/");
    Optional<Place> place =
        PLACES.stream().filter(p -> p.pattern().matcher(uri.getRawPath()).matches()).findFirst();
    if (api || place.isPresent()) {
      new ContractCheck(response).check(place, sent);
    }
  }

  private void check(Optional<Place> place, String sent) {
    String method = response.request().method().toLowerCase(Locale.ROOT);
    JsonNode operation =
        place.map(p -> p.item().path(method)).orElse(JsonNodeFactory.instance.missingNode());
    if (operation.isMissingNode()) {
      assertThat(response.statusCode()).as(what).isIn(401, 403, 404, 405, 421);
      valid(DOCUMENT.at("/components/schemas/Problem"), json(response.body()));
      return;
    }
    answer(operation);
    if (response.statusCode() < 300) {
      parameters(place.orElseThrow(), operation);
      body(operation, sent);
    }
  }

  private void answer(JsonNode operation) {
    JsonNode told = operation.at("/responses/" + response.statusCode());
    if (told.isMissingNode() && ANYWHERE.contains(response.statusCode())) {
      told = operation.at("/responses/default");
    }
    assertThat(told.isMissingNode()).as(what + " is not in the contract").isFalse();
    JsonNode content = resolved(told).path("content");
    if (content.isMissingNode()) {
      assertThat(response.body()).as(what).isEmpty();
      return;
    }
    String type = mediaType(response.headers().firstValue("content-type").orElse("none"));
    assertThat(content.has(type)).as(what + " answers as " + type).isTrue();
    if (type.endsWith("json")) {
      valid(content.path(type).path("schema"), json(response.body()));
    }
  }

  private void parameters(Place place, JsonNode operation) {
    Matcher path = place.pattern().matcher(response.request().uri().getRawPath());
    assertThat(path.matches()).isTrue();
    for (int i = 0; i < place.parameters().size(); i++) {
      parameter(operation, place.parameters().get(i), "path", decoded(path.group(i + 1)));
    }
    String query = response.request().uri().getRawQuery();
    for (String pair : query == null ? new String[0] : query.split("&")) {
      String[] parts = pair.split("=", 2);
      parameter(operation, decoded(parts[0]), "query", parts.length < 2 ? "" : decoded(parts[1]));
    }
  }

  private void parameter(JsonNode operation, String name, String in, String value) {
    for (JsonNode reference : operation.path("parameters")) {
      JsonNode parameter = resolved(reference);
      if (parameter.path("name").asText().equals(name)
          && parameter.path("in").asText().equals(in)) {
        boolean bare = value.isEmpty() && parameter.path("allowEmptyValue").asBoolean();
        if (!bare) {
          valid(parameter.path("schema"), typed(resolved(parameter.path("schema")), value));
        }
        return;
      }
    }
    fail(what + " takes '" + name + "', which is not in the contract");
  }

  private static JsonNode typed(JsonNode schema, String value) {
    if (schema.path("type").asText().equals("array")) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      List.of(value.split(",")).forEach(list::add);
      return list;
    }
    boolean text = schema.path("type").toString().contains("string") || schema.has("enum");
    return text ? JsonNodeFactory.instance.textNode(value) : json(value);
  }

  private void body(JsonNode operation, String sent) {
    JsonNode content = operation.at("/requestBody/content");
    if (sent.isEmpty()) {
      assertThat(operation.at("/requestBody/required").asBoolean()).as(what).isFalse();
      return;
    }
    String type = mediaType(response.request().headers().firstValue("content-type").orElse("none"));
    assertThat(content.has(type)).as(what + " takes " + type).isTrue();
    if (type.endsWith("json")) {
      valid(content.path(type).path("schema"), json(sent));
    }
  }

  private void valid(JsonNode schema, JsonNode value) {
    Schema compiled = SCHEMAS.computeIfAbsent(schema, ContractCheck::compiled);
    assertThat(compiled.validate(value)).as(what + ": " + value).isEmpty();
  }

  /** With the schemas that have names beside it, where a schema of its own has them. */
  private static Schema compiled(JsonNode schema) {
    ObjectNode whole = alone(schema);
    whole.set("$defs", alone(DOCUMENT.at("/components/schemas")));
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(whole);
  }

  private static ObjectNode alone(JsonNode schema) {
    return (ObjectNode) json(schema.toString().replace("#/components/schemas/", "#/$defs/"));
  }

  private static JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asText();
    return reference.isEmpty() ? node : DOCUMENT.at(reference.substring(1));
  }

  /** Clients must live with new keys; these tests are to see each that is not written down. */
  private static ObjectNode closed(ObjectNode node) {
    if (node.path("properties").isObject() && !node.has("additionalProperties")) {
      node.put("additionalProperties", false);
    }
    for (JsonNode child : node) {
      if (child instanceof ObjectNode object) {
        closed(object);
      } else if (child.isArray()) {
        child.forEach(
            item -> {
              if (item instanceof ObjectNode object) {
                closed(object);
              }
            });
      }
    }
    return node;
  }

  private static List<Place> places() {
    List<Place> places = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : DOCUMENT.path("paths").properties()) {
      List<String> names = new ArrayList<>();
      Matcher parameters = Pattern.compile("\\{(\\w+)}").matcher(path.getKey());
      StringBuilder pattern = new StringBuilder();
      int end = 0;
      while (parameters.find()) {
        names.add(parameters.group(1));
        pattern.append(Pattern.quote(path.getKey().substring(end, parameters.start())));
        pattern.append(parameters.group(1).equals("file") ? "(.+)" : "([^/]+)");
        end = parameters.end();
      }
      pattern.append(Pattern.quote(path.getKey().substring(end)));
      places.add(
          new Place(path.getKey(), Pattern.compile(pattern.toString()), names, path.getValue()));
    }
    places.sort(Comparator.comparingInt(place -> place.parameters().size()));
    return List.copyOf(places);
  }

  private static String mediaType(String header) {
    return header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }
}
