package io.sonde.web.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sonde.web.document.Json;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes a tree as YAML 1.2, in blocks; a text is bare only where every reader takes it for one.
 */
final class YamlWriter {
  private static final Pattern BARE = Pattern.compile("[A-Za-z/$][A-Za-z0-9_$./-]*");
  private static final Pattern MEANS_MORE =
      Pattern.compile("(?i)true|false|yes|no|on|off|y|n|null|nan|inf");
  private final StringBuilder text = new StringBuilder();

  private YamlWriter() {}

  static String of(JsonNode tree) {
    YamlWriter writer = new YamlWriter();
    writer.block(tree, 0);
    return writer.text.toString();
  }

  /** An object or a list with something in it, from the start of a line. */
  private void block(JsonNode node, int depth) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        indent(depth).append(scalar(entry.getKey())).append(':');
        value(entry.getValue(), depth + 1);
      }
    } else {
      for (JsonNode item : node) {
        indent(depth).append('-');
        value(item, depth + 1);
      }
    }
  }

  private void value(JsonNode node, int depth) {
    if (node.isContainerNode() && !node.isEmpty()) {
      text.append('\n');
      block(node, depth);
    } else {
      text.append(' ').append(node.isTextual() ? scalar(node.asText()) : Json.text(node));
      text.append('\n');
    }
  }

  private StringBuilder indent(int depth) {
    return text.append("  ".repeat(depth));
  }

  private static String scalar(String raw) {
    boolean bare = BARE.matcher(raw).matches() && !MEANS_MORE.matcher(raw).matches();
    return bare ? raw : Json.text(TextNode.valueOf(raw));
  }
}
