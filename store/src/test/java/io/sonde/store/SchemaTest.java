package io.sonde.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.store.database.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.hibernate.tool.schema.Action;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The schema that the migrations make is the one that the entities expect, column by column. */
class SchemaTest {
  @RegisterExtension static final TestServer SERVER = new TestServer();

  private static final String COLUMNS =
      """
      select table_name || '.' || column_name || ' ' || data_type
        || case is_nullable when 'YES' then ' null' else ' not null' end
        || coalesce(' precision ' || datetime_precision, '')
      from information_schema.columns
      where table_schema = 'public' and table_name <> 'flyway_schema_history' order by 1
      """;

  private static final String KEYS =
      """
      select conrelid::regclass || ' (' || string_agg(attname, ', ' order by attname) || ')'
      from pg_constraint join pg_attribute on attrelid = conrelid and attnum = any(conkey)
      where contype = 'p' and connamespace = 'public'::regnamespace
        and conrelid::regclass::text <> 'flyway_schema_history'
      group by conrelid order by 1
      """;

  private static DatabaseAddress migrated;
  private static DatabaseAddress generated;

  @BeforeAll
  static void makeBoth() throws Exception {
    migrated = SERVER.emptyDatabase();
    Store.open(migrated).close();
    generated = SERVER.emptyDatabase();
    hibernate(generated, Action.CREATE_ONLY);
  }

  @Test
  void everyColumnStandsOnBothSides() throws Exception {
    List<String> columns = list(migrated, COLUMNS);
    assertThat(columns).contains("trial.best_step integer null");
    assertThat(columns).containsExactlyElementsOf(list(generated, COLUMNS));
  }

  @Test
  void theKeysAreTheSame() throws Exception {
    List<String> keys = list(migrated, KEYS);
    assertThat(keys).contains("trial (number, sweep)");
    assertThat(keys).containsExactlyElementsOf(list(generated, KEYS));
  }

  @Test
  void hibernateFindsTheMigratedSchemaValid() {
    hibernate(migrated, Action.VALIDATE);
  }

  private static void hibernate(DatabaseAddress address, Action action) {
    new HibernatePersistenceConfiguration("schema")
        .managedClasses(Store.ENTITIES)
        .jdbcUrl(address.jdbcUrl())
        .jdbcCredentials(address.user(), address.password())
        .schemaToolingAction(action)
        .createEntityManagerFactory()
        .close();
  }

  private static List<String> list(DatabaseAddress address, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
        ResultSet result = connection.createStatement().executeQuery(sql)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }
}
