package io.sonde.web.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.web.document.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What a schema allows, in a few words.
 *
 * @param before such as {@code list of}
 * @param name of the schema that is meant; empty for none
 * @param after such as {@code from 1 to 1000, else 100}
 */
public record SchemaWords(String before, String name, String after) {
  private static final String NAMED = "#/components/schemas/";

  static SchemaWords of(JsonNode schema) {
    String reference = schema.path("$ref").asText();
    if (reference.startsWith(NAMED)) {
      return new SchemaWords("", reference.substring(NAMED.length()), "");
    }
    if (schema.path("type").asText().equals("array")) {
      SchemaWords item = of(schema.path("items"));
      return new SchemaWords(("list of " + item.before).strip(), item.name, item.after);
    }
    JsonNode values = schema.path("additionalProperties");
    if (values.isObject()) {
      SchemaWords value = of(values);
      return new SchemaWords(("object with values of " + value.before).strip(), value.name, "");
    }
    return new SchemaWords(kind(schema), "", bounds(schema));
  }

  private static String kind(JsonNode schema) {
    if (schema.has("enum")) {
      return texts(schema.path("enum"), ", ");
    } else if (schema.has("const")) {
      return schema.path("const").asText();
    } else if (schema.has("oneOf") || schema.has("anyOf")) {
      return choices(schema.path(schema.has("oneOf") ? "oneOf" : "anyOf"));
    }
    String type =
        schema.path("type").isArray()
            ? texts(schema.path("type"), " or ")
            : schema.path("type").asText();
    return schema.has("format") ? type + " (" + schema.path("format").asText() + ")" : type;
  }

  private static String choices(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(SchemaWords::of)
        .map(one -> (one.before + " " + one.name).strip())
        .collect(Collectors.joining(" or "));
  }

  private static String bounds(JsonNode schema) {
    List<String> parts = new ArrayList<>();
    add(parts, "at least ", schema.path("minimum"));
    add(parts, "more than ", schema.path("exclusiveMinimum"));
    add(parts, "at most ", schema.path("maximum"));
    add(parts, "less than ", schema.path("exclusiveMaximum"));
    add(parts, "characters at most: ", schema.path("maxLength"));
    add(parts, "as ", schema.path("pattern"));
    add(parts, "else ", schema.path("default"));
    return String.join(", ", parts);
  }

  private static void add(List<String> parts, String words, JsonNode value) {
    if (!value.isMissingNode()) {
      parts.add(words + (value.isTextual() ? value.asText() : Json.text(value)));
    }
  }

  private static String texts(JsonNode list, String between) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(between));
  }
}
