package io.sonde.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table in Markdown with aligned columns: the first to the left, the others to the right. */
public final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();

  /** A table with this header. */
  public TextTable(List<String> header) {
    rows.add(List.copyOf(header));
  }

  /** Adds a row with as many cells as the header. */
  public void add(List<String> cells) {
    if (cells.size() != rows.get(0).size()) {
      throw new IllegalArgumentException("expected " + rows.get(0).size() + " cells, got " + cells);
    }
    rows.add(List.copyOf(cells));
  }

  /** With a number of digits after the point; {@code -} for NaN. */
  public static String fixed(double value, int digits) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  /** With five significant digits; {@code -} for NaN. */
  public static String significant(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.5g", value);
  }

  /** The table, every line ended. */
  @Override
  public String toString() {
    int columns = rows.get(0).size();
    int[] widths =
        IntStream.range(0, columns)
            .map(c -> Collections.max(rows.stream().map(row -> row.get(c).length()).toList()))
            .toArray();
    StringBuilder text = new StringBuilder(line(rows.get(0), widths));
    text.append(
        IntStream.range(0, columns)
            .mapToObj(c -> "-".repeat(widths[c] + 1) + (c == 0 ? "-" : ":"))
            .collect(Collectors.joining("|", "|", "|\n")));
    rows.subList(1, rows.size()).forEach(row -> text.append(line(row, widths)));
    return text.toString();
  }

  private static String line(List<String> row, int[] widths) {
    return IntStream.range(0, row.size())
        .mapToObj(c -> aligned(row.get(c), widths[c], c == 0))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String aligned(String cell, int width, boolean left) {
    String space = " ".repeat(width - cell.length());
    return left ? cell + space : space + cell;
  }
}
