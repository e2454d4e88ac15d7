package io.sonde.trial.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file that is gone through line by line: a line of column names, then one row per line,
 * separated by commas, fields in double quotes where they need them (RFC 4180, so that a quoted
 * field may hold commas, doubled quotes and line breaks). Blanks around fields and blank lines do
 * not count. Files ending in {@code .gz} are unpacked.
 */
final class Table {
  private static final int SHOWN = 12;

  private final Path file;
  private final BufferedReader reader;
  private final List<String> columns;
  private final Map<String, Integer> places = new HashMap<>();
  private int line;

  private Table(Path file, BufferedReader reader) throws IOException {
    this.file = file;
    this.reader = reader;
    String header = nextLine();
    if (header == null || header.isBlank()) {
      throw new DataException(file + " is empty; its first line must name the columns");
    }
    this.columns = fields(header.replace("\uFEFF", ""));
    for (String column : columns) {
      if (places.putIfAbsent(column, places.size()) != null) {
        throw new DataException(file + ", line 1: two columns are called '" + column + "'");
      }
    }
  }

  /** Opens a file and hands it on. Throws {@link DataException} where it is no text. */
  static Examples read(Path file, Reading reading) {
    try (BufferedReader reader = DataFile.text(file)) {
      return reading.read(new Table(file, reader));
    } catch (MalformedInputException e) {
      throw new DataException(file + " is not a text file in UTF-8", e);
    } catch (IOException e) {
      throw new DataException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** What the columns are called. */
  List<String> columns() {
    return columns;
  }

  /** Where a column stands. Throws {@link DataException} where there is none of that name. */
  int column(String name) {
    Integer place = places.get(name);
    if (place == null) {
      throw new DataException(
          file + ", line 1: there is no column '" + name + "'; the columns are " + some(columns));
    }
    return place;
  }

  /** The next row; empty at the end of the file. */
  Optional<Row> next() throws IOException {
    String text = nextLine();
    while (text != null && text.isBlank()) {
      text = nextLine();
    }
    if (text == null) {
      return Optional.empty();
    }
    int begin = line;
    List<String> fields = fields(text);
    if (fields.size() != columns.size()) {
      throw new DataException(
          "%s, line %d: %d values, expected %d as in the first line"
              .formatted(file, begin, fields.size(), columns.size()));
    }
    return Optional.of(new Row(begin, fields));
  }

  /** A problem of the whole file. */
  DataException problem(String problem) {
    return new DataException(file + ": " + problem);
  }

  private @Nullable String nextLine() throws IOException {
    line++;
    return reader.readLine();
  }

  private static String some(List<String> columns) {
    return columns.size() <= SHOWN
        ? String.join(", ", columns)
        : String.join(", ", columns.subList(0, SHOWN))
            + " and "
            + (columns.size() - SHOWN)
            + " more";
  }

  private List<String> fields(String text) throws IOException {
    if (text.indexOf('"') < 0) {
      return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }
    List<String> fields = new ArrayList<>();
    Quoted quoted = new Quoted(text);
    while (quoted.hasNext()) {
      fields.add(quoted.next());
    }
    return fields;
  }

  /** The fields of a row some of which are quoted; it may go on in the lines that follow. */
  private final class Quoted {
    private final StringBuilder text;
    private final int begin = line;
    private int at;

    private Quoted(String text) {
      this.text = new StringBuilder(text);
    }

    private boolean hasNext() {
      return at <= text.length();
    }

    private String next() throws IOException {
      int start = at;
      while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
        start++;
      }
      if (start < text.length() && text.charAt(start) == '"') {
        return quoted(start + 1);
      }
      int end = comma(at);
      String field = text.substring(at, end);
      at = end + 1;
      return field.strip();
    }

    private String quoted(int from) throws IOException {
      int close = closing(from);
      while (close < 0) {
        int seen = text.length();
        String more = nextLine();
        if (more == null) {
          throw new DataException("%s, line %d: a quote is not closed".formatted(file, begin));
        }
        text.append('\n').append(more);
        close = closing(seen);
      }
      int end = comma(close + 1);
      String between = text.substring(close + 1, end).strip();
      if (!between.isEmpty()) {
        throw new DataException(
            "%s, line %d: expected a comma after the closing quote, got '%s'; a quote within quotes"
                    .formatted(file, line, between)
                + " is written twice");
      }
      at = end + 1;
      return text.substring(from, close).replace("\"\"", "\"").strip();
    }

    /** Where a quote stands that is not doubled; -1 where there is none from here on. */
    private int closing(int from) {
      int quote = text.indexOf("\"", from);
      while (quote >= 0 && quote + 1 < text.length() && text.charAt(quote + 1) == '"') {
        quote = text.indexOf("\"", quote + 2);
      }
      return quote;
    }

    /** Where the next comma stands, or the end. */
    private int comma(int from) {
      int comma = text.indexOf(",", from);
      return comma < 0 ? text.length() : comma;
    }
  }

  /** One row. It knows its table, so that problems say where they are. */
  final class Row {
    private final int number;
    private final List<String> fields;

    private Row(int number, List<String> fields) {
      this.number = number;
      this.fields = fields;
    }

    /** The line in which it begins. */
    int line() {
      return number;
    }

    /** What stands in a column, which may be nothing. */
    String field(int column) {
      return fields.get(column);
    }

    /** What stands in a column, which must be something. */
    String word(int column) {
      String word = fields.get(column);
      if (word.isEmpty()) {
        throw problem(column, "the value is missing");
      }
      return word;
    }

    /** The number in a column. */
    float number(int column, String advice) {
      String field = fields.get(column);
      try {
        float value = Float.parseFloat(field);
        if (Float.isFinite(value)) {
          return value;
        }
      } catch (NumberFormatException e) {
        throw problem(column, "expected a finite number, got '" + field + "'" + advice);
      }
      throw problem(column, "expected a finite number, got '" + field + "'");
    }

    /** A problem in a column. */
    DataException problem(int column, String problem) {
      return new DataException(
          "%s, line %d, column '%s': %s".formatted(file, number, columns.get(column), problem));
    }
  }

  /** What is done with an open table. */
  interface Reading {
    Examples read(Table table) throws IOException;
  }
}
