package io.sonde.store.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.port.Cursor;
import io.sonde.search.port.SweepReader.TrialQuery;
import io.sonde.store.Client;
import io.sonde.store.Store;
import io.sonde.store.TestServer;
import io.sonde.store.database.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What PostgreSQL plans for the statements of the pages, with the planner's own costs: several
 * sweeps of some thousand trials with rows as wide as real ones, analysed.
 */
class IndexUseTest {
  @RegisterExtension static final TestServer SERVER = new TestServer();

  private static final Map<String, String> PARAMETERS =
      Map.ofEntries(
          Map.entry("sweep", "3"),
          Map.entry("sign", "-1.0"),
          Map.entry("best", "50"),
          Map.entry("even", "150"),
          Map.entry("most", "200"),
          Map.entry("offset", "0"),
          Map.entry("limit", "25"),
          Map.entry("trials", "7, 70, 700"),
          Map.entry("trial", "7"),
          Map.entry("name", "'loss'"),
          Map.entry("after", "7"),
          Map.entry("key0", "'0.5'"));

  private static DatabaseAddress address;

  @BeforeAll
  static void fill() throws Exception {
    address = SERVER.emptyDatabase();
    Store.open(address).close();
    Client client = new Client(address);
    client.execute(
        """
        insert into sweep (number, experiment, version, spec, folder, seed, created, objectives,
          budget, state, reason, counts, project)
        select n, 'a', 1, '', '/', 1, now(), '[]', 1, 'completed', '', '{}', 'a'
        from generate_series(1, 5) as n
        """);
    client.execute(
        """
        insert into trial (sweep, number, state, reason, configuration, searched, known, metrics,
          measured, value, best_step, last_step, attempts, created, started, ended)
        select s, n, case when n % 9 = 0 then 'failed' else 'completed' end, '', wide, wide, '{}',
          '{"loss": 1}', '{}', sin(n), 1, 1, 1, now(), now(), now()
        from generate_series(1, 5) as s, generate_series(0, 2999) as n,
          (select json_build_object('rate', string_agg(md5(i::text), '')) as wide
           from generate_series(1, 20) as i) as w
        """);
    client.execute(
        """
        insert into attempt (sweep, trial, number, devices, log, started, reason)
        select s, n, 1, '[]', '', now(), ''
        from generate_series(1, 5) as s, generate_series(0, 2999) as n
        """);
    client.execute(
        """
        insert into metric (sweep, trial, attempt, name, step, value)
        select s, n, 1, 'loss', i, i
        from generate_series(1, 5) as s, generate_series(0, 2999) as n, generate_series(1, 5) as i
        """);
    client.execute("vacuum analyze");
  }

  private static String plan(String sql) throws SQLException {
    String filled = sql.replace("VALUE", "value");
    for (Map.Entry<String, String> parameter : PARAMETERS.entrySet()) {
      filled = filled.replaceAll("(?<!:):" + parameter.getKey() + "\\b", parameter.getValue());
    }
    StringBuilder plan = new StringBuilder();
    try (Connection connection =
            DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
        var statement = connection.createStatement();
        ResultSet lines = statement.executeQuery("explain " + filled)) {
      while (lines.next()) {
        plan.append(lines.getString(1)).append('\n');
      }
    }
    return plan.toString();
  }

  @Test
  void whatIsCountedOverASweepIsReadFromAnIndexAlone() throws SQLException {
    for (String sql :
        new String[] {
          AnalysisSql.TRIALS,
          AnalysisSql.DISTRIBUTION,
          AnalysisSql.CURVE_TRIALS,
          AnalysisSql.PROGRESS,
          ThinnedHistory.SQL
        }) {
      assertThat(plan(sql))
          .as(sql)
          .containsPattern("Index Only Scan using trial_(of_chart|by_value)")
          .doesNotContain("Seq Scan on trial");
    }
  }

  @Test
  void curvesAreFoundByTheirKeys() throws SQLException {
    for (String sql : new String[] {AnalysisSql.CURVES, ThinnedCurves.SQL}) {
      assertThat(plan(sql)).as(sql).contains("metric_pkey").doesNotContain("Seq Scan on metric");
    }
  }

  @Test
  void aPageOfTrialsByValueReadsThatPageInEitherDirection() throws SQLException {
    for (boolean descending : new boolean[] {false, true}) {
      assertThat(plan(first("value", descending)))
          .contains(descending ? "trial_by_value_down" : "trial_by_value", "Limit")
          .doesNotContain("Sort");
      assertThat(plan(first("number", descending))).doesNotContain("Sort", "Seq Scan");
    }
  }

  private static String first(String sort, boolean descending) {
    TrialQuery page = new TrialQuery(Set.of(), sort, descending, 0, 25);
    return TrialOrder.of(sort, descending).sql(new TrialConditions(3, page).where());
  }

  @Test
  void aPageBehindACursorIsARangeOfAnIndex() throws SQLException {
    for (boolean descending : new boolean[] {false, true}) {
      for (String stretch :
          behind("value", descending, List.of(Optional.of("0.5"), Optional.of("7")))) {
        assertThat(plan(stretch))
            .containsPattern("Index Cond: .*sweep = 3.* AND .*(value|number)")
            .doesNotContain("Sort", "Seq Scan", "Filter");
      }
      for (String stretch : behind("number", descending, List.of(Optional.of("7")))) {
        assertThat(plan(stretch))
            .containsPattern("Index Cond: .*sweep = 3.* AND .*number [<>] 7")
            .doesNotContain("Sort", "Seq Scan", "Filter");
      }
    }
  }

  private static List<String> behind(String sort, boolean descending, List<Optional<String>> keys) {
    TrialOrder order = TrialOrder.of(sort, descending);
    return order.behind(new Cursor(keys)).stream()
        .map(stretch -> order.sql("sweep = :sweep and " + stretch))
        .toList();
  }
}
