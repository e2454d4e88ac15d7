package io.sonde.web.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.yaml.YamlParser;
import io.sonde.search.yaml.YamlTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The document. It is read when it is first asked for: most servers are never asked. Thread-safe.
 */
public final class ApiContract {
  private static final String FOLDER = "/io/sonde/web/openapi/";

  /** What all share, then the subjects in the order in which they are shown. */
  private static final List<String> PARTS =
      List.of(
          "api",
          "sweeps",
          "trials",
          "control",
          "steering",
          "notes",
          "analysis",
          "ci",
          "devices",
          "workers",
          "external",
          "access",
          "webhooks",
          "system");

  private @Nullable ObjectNode document;

  /** The whole document; not to be changed. */
  public synchronized ObjectNode document() {
    ObjectNode known = document;
    if (known == null) {
      known = JsonNodeFactory.instance.objectNode();
      for (String part : PARTS) {
        join(known, read(part), part + ".yaml");
      }
      document = known;
    }
    return known;
  }

  /** Objects of the same name become one; nothing else may stand in two parts. */
  private static void join(ObjectNode into, ObjectNode part, String place) {
    for (Map.Entry<String, JsonNode> entry : part.properties()) {
      JsonNode there = into.get(entry.getKey());
      String here = place + ", " + entry.getKey();
      if (there == null) {
        into.set(entry.getKey(), entry.getValue());
      } else if (there instanceof ObjectNode both && entry.getValue() instanceof ObjectNode more) {
        join(both, more, here);
      } else {
        throw new IllegalStateException("the API's contract has this twice: " + here);
      }
    }
  }

  private static ObjectNode read(String part) {
    try (InputStream in = ApiContract.class.getResourceAsStream(FOLDER + part + ".yaml")) {
      if (in == null) {
        throw new IllegalStateException("the class path lacks " + FOLDER + part + ".yaml");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return (ObjectNode) node(YamlParser.parse(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode node(YamlTree tree) {
    if (tree instanceof YamlTree.Mapping mapping) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      mapping.entries().forEach(entry -> object.set(entry.key(), node(entry.value())));
      return object;
    } else if (tree instanceof YamlTree.Sequence sequence) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      sequence.items().forEach(item -> array.add(node(item)));
      return array;
    }
    return ((YamlTree.Scalar) tree).value().map(ApiContract::scalar).orElseGet(ApiContract::none);
  }

  private static JsonNode none() {
    return JsonNodeFactory.instance.nullNode();
  }

  private static JsonNode scalar(Object value) {
    JsonNodeFactory factory = JsonNodeFactory.instance;
    if (value instanceof Long number) {
      return factory.numberNode(number);
    } else if (value instanceof Double number) {
      return factory.numberNode(number);
    } else if (value instanceof Boolean truth) {
      return factory.booleanNode(truth);
    }
    return factory.textNode(value.toString());
  }
}
