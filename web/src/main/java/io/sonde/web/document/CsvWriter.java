package io.sonde.web.document;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Comma-separated values (RFC 4180) that are safe to open in a spreadsheet: text that a spreadsheet
 * would take for a formula gets an apostrophe in front.
 */
final class CsvWriter {
  private static final String FORMULA_STARTS = "=+-@\t\r";
  private final Writer out;

  CsvWriter(Writer out) {
    this.out = out;
  }

  /** Writes one line; {@code null} is an empty cell, numbers and truths stand bare. */
  void line(List<? extends @Nullable Object> cells) throws IOException {
    String separator = "";
    for (Object cell : cells) {
      out.write(separator);
      out.write(cell(cell));
      separator = ",";
    }
    out.write("\r\n");
  }

  private static String cell(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    String text = value.toString();
    if (value instanceof Number || value instanceof Boolean) {
      return text;
    }
    if (!text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0) {
      text = "'" + text;
    }
    boolean quoted = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
