package io.sonde.web.outcome;

import java.util.Map;

/**
 * Writes XML 1.0, an element a line. Text and values are escaped; characters that XML cannot hold
 * at all become U+FFFD.
 */
final class XmlText {
  private final StringBuilder text =
      new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  private int depth;

  void open(String name, Map<String, String> attributes) {
    start(name, attributes).append(">\n");
    depth++;
  }

  void close(String name) {
    depth--;
    indent().append("</").append(name).append(">\n");
  }

  void empty(String name, Map<String, String> attributes) {
    start(name, attributes).append("/>\n");
  }

  void element(String name, Map<String, String> attributes, String content) {
    start(name, attributes).append('>').append(escaped(content));
    text.append("</").append(name).append(">\n");
  }

  String text() {
    return text.toString();
  }

  private StringBuilder start(String name, Map<String, String> attributes) {
    indent().append('<').append(name);
    attributes.forEach(
        (attribute, value) ->
            text.append(' ').append(attribute).append("=\"").append(escaped(value)).append('"'));
    return text;
  }

  private StringBuilder indent() {
    return text.append("  ".repeat(depth));
  }

  private static String escaped(String raw) {
    StringBuilder out = new StringBuilder(raw.length());
    raw.codePoints().forEach(point -> escape(point, out));
    return out.toString();
  }

  private static void escape(int point, StringBuilder out) {
    switch (point) {
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '&' -> out.append("&amp;");
      case '"' -> out.append("&quot;");
      // Written as they are, a parser would read them as spaces within an attribute.
      case '\n', '\r', '\t' -> out.append("&#").append(point).append(';');
      default -> out.appendCodePoint(allowed(point) ? point : 0xFFFD);
    }
  }

  private static boolean allowed(int point) {
    return (point >= 0x20 && point <= 0xD7FF)
        || (point >= 0xE000 && point <= 0xFFFD)
        || point >= 0x10000;
  }
}
