package io.sonde.store.sweep;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.hibernate.StatelessSession;

/**
 * Writes what is added and never read before: one statement a table, with an array a column, so
 * that a batch costs the same few trips to the database however many rows it has. For one
 * transaction.
 */
final class ColumnWriter {
  private static final String EVENTS =
      """
      insert into event (sequence, sweep, at, kind, change)
      select * from unnest(?, ?, ?::timestamptz[], ?, ?::json[])
      """;
  private static final String METRICS =
      """
      insert into metric (sweep, trial, attempt, name, step, value)
      select * from unnest(?, ?, ?, ?, ?, ?)
      """;
  private static final String REQUESTS =
      """
      insert into request (sweep, key, digest, answer)
      select * from unnest(?, ?, ?, ?)
      on conflict do nothing
      """;
  private static final String LAST_STEPS =
      """
      update trial set last_step = told.step
      from unnest(?, ?, ?) as told (sweep, number, step)
      where trial.sweep = told.sweep and trial.number = told.number
      """;

  private final StatelessSession session;

  ColumnWriter(StatelessSession session) {
    this.session = session;
  }

  void insertEvents(List<EventEntity> events) {
    execute(
        EVENTS,
        events.size(),
        new Column("bigint", events.stream().map(EventEntity::sequence).toList()),
        new Column("integer", events.stream().map(EventEntity::sweep).toList()),
        new Column("text", events.stream().map(event -> event.at().toString()).toList()),
        new Column("text", events.stream().map(EventEntity::kind).toList()),
        new Column("text", events.stream().map(EventEntity::change).toList()));
  }

  void insertMetrics(List<MetricEntity> metrics) {
    execute(
        METRICS,
        metrics.size(),
        new Column("integer", metrics.stream().map(MetricEntity::sweep).toList()),
        new Column("integer", metrics.stream().map(MetricEntity::trial).toList()),
        new Column("integer", metrics.stream().map(MetricEntity::attempt).toList()),
        new Column("text", metrics.stream().map(MetricEntity::name).toList()),
        new Column("integer", metrics.stream().map(MetricEntity::step).toList()),
        new Column("float8", metrics.stream().map(MetricEntity::value).toList()));
  }

  /** Keeps what requests were answered; where a sweep has a key already, the first answer stays. */
  void insertRequests(List<RequestEntity> requests) {
    execute(
        REQUESTS,
        requests.size(),
        new Column("integer", requests.stream().map(RequestEntity::sweep).toList()),
        new Column("text", requests.stream().map(one -> one.request().key()).toList()),
        new Column("text", requests.stream().map(one -> one.request().digest()).toList()),
        new Column("integer", requests.stream().map(RequestEntity::answer).toList()));
  }

  /**
   * Notes how far trials have come.
   *
   * @throws IllegalArgumentException when one of them is not there
   */
  void updateLastSteps(Map<TrialEntity.Key, Integer> steps) {
    int updated =
        execute(
            LAST_STEPS,
            steps.size(),
            new Column("integer", steps.keySet().stream().map(TrialEntity.Key::sweep).toList()),
            new Column("integer", steps.keySet().stream().map(TrialEntity.Key::number).toList()),
            new Column("integer", List.copyOf(steps.values())));
    if (updated != steps.size()) {
      throw new IllegalArgumentException(
          "A report tells of a trial that is not there; the trials are " + steps.keySet());
    }
  }

  /**
   * The values of one column.
   *
   * @param type their type's name in PostgreSQL
   */
  private record Column(String type, List<?> values) {}

  /** How many rows were written. */
  private int execute(String sql, int rows, Column... columns) {
    if (rows == 0) {
      return 0;
    }
    return session.doReturningWork(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < columns.length; i++) {
              statement.setArray(i + 1, array(connection, columns[i]));
            }
            return statement.executeUpdate();
          }
        });
  }

  private static Array array(Connection connection, Column column) throws SQLException {
    return connection.createArrayOf(column.type(), column.values().toArray());
  }
}
