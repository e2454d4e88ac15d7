package io.sonde.store.backup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The order in which tables can be filled, so that no row refers to one that is not there yet. */
final class ReferenceOrder {
  private static final String REFERENCES =
      """
      select distinct source.relname, target.relname
      from pg_constraint c
      join pg_class source on source.oid = c.conrelid
      join pg_class target on target.oid = c.confrelid
      where c.contype = 'f' and c.conrelid <> c.confrelid
        and c.connamespace = current_schema()::regnamespace
      """;

  private ReferenceOrder() {}

  static List<String> of(Connection connection, Set<String> tables) throws SQLException {
    Map<String, Set<String>> targets = new HashMap<>();
    try (var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(REFERENCES)) {
      while (rows.next()) {
        targets
            .computeIfAbsent(rows.getString(1), source -> new HashSet<>())
            .add(rows.getString(2));
      }
    }
    List<String> order = new ArrayList<>();
    Set<String> left = new TreeSet<>(tables);
    while (!left.isEmpty()) {
      List<String> free =
          left.stream()
              .filter(
                  name -> targets.getOrDefault(name, Set.of()).stream().noneMatch(left::contains))
              .toList();
      if (free.isEmpty()) {
        throw new IllegalStateException("These tables refer to each other in a circle: " + left);
      }
      order.addAll(free);
      free.forEach(left::remove);
    }
    return order;
  }
}
