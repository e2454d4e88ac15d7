package io.sonde.store.backup;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A table whose rows are copied.
 *
 * @param columns in the order in which they stand in the rows
 */
public record Table(String name, List<String> columns) {
  private static final String NAME = "[a-z_][a-z0-9_]*";

  /** Checks the names, which become part of statements. */
  public Table {
    columns = List.copyOf(columns);
    if (!name.matches(NAME) || columns.isEmpty() || !columns.stream().allMatch(Table::isName)) {
      throw new IllegalArgumentException(
          "expected a table and its columns in lower-case letters, got " + name + " " + columns);
    }
  }

  private static boolean isName(String column) {
    return column.matches(NAME);
  }

  /** The table and its columns, as they stand in a statement. */
  String sql() {
    return columns.stream().collect(Collectors.joining("\", \"", "\"" + name + "\" (\"", "\")"));
  }
}
