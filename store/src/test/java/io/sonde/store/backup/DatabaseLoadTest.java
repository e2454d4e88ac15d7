package io.sonde.store.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepState;
import io.sonde.store.Client;
import io.sonde.store.Store;
import io.sonde.store.TestServer;
import io.sonde.store.database.DatabaseAddress;
import io.sonde.store.database.DatabaseException;
import io.sonde.store.database.SchemaVersion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows go from one real database into another, whatever the version of their schema. */
class DatabaseLoadTest {
  @RegisterExtension static final TestServer SERVER = new TestServer();

  private DatabaseAddress from;
  private DatabaseAddress to;

  @BeforeEach
  void makeBoth() throws Exception {
    from = SERVER.emptyDatabase();
    to = SERVER.emptyDatabase();
  }

  @Test
  void everyRowArrivesAndLogsHaveMoved() throws Exception {
    fill("1", "2", "3", "4", "5", "6", "7", "8");
    Map<Table, byte[]> rows = copied("8");
    assertThat(rows.keySet())
        .extracting(Table::name)
        .contains("sweep", "event", "metric", "access_token", "deleted", "note")
        .doesNotContain("server", "lease", "lease_device", "flyway_schema_history");
    load(rows, "8", "/home/ann/.sonde/sweeps", "/new home/sweeps");
    try (Store store = Store.open(to)) {
      assertThat(store.reader().attempts(1, 1).get(0).log())
          .isEqualTo("/new home/sweeps/sweep-1/trial-1/attempt-1/log.txt");
      assertThat(store.reader().events(1, 2, 1).get(0).change())
          .isInstanceOfSatisfying(
              Change.AttemptStarted.class,
              started ->
                  assertThat(started.log())
                      .isEqualTo("/new home/sweeps/sweep-1/trial-0/attempt-1/log.txt"));
      assertThat(store.reader().curves(1, 0, 9).get("loss").get(0).value()).isNaN();
      assertThat(store.reader().lastSequence()).isEqualTo(100);
      assertThat(store.sweeps().load(2).orElseThrow().state()).isEqualTo(SweepState.RUNNING);
      assertThat(store.leases().all()).isEmpty();
    }
    Client client = new Client(to);
    client.execute(
        "insert into audit_entry (at, token, name, address, action, subject, outcome, status)"
            + " values (now(), '', '', '', '', '', '', 0)");
    assertThat(client.query("select max(number) from audit_entry")).isEqualTo("2");
  }

  @Test
  void rowsOfAFormerSchemaAreBroughtToThisOne() throws Exception {
    fill("1");
    load(copied("1"), "1", "/nowhere", "/elsewhere");
    try (Store store = Store.open(to)) {
      assertThat(store.reader().sweep(1).orElseThrow().experiment()).isEqualTo("digits");
      SchemaVersion version = SchemaVersion.of(to);
      assertThat(version.current()).contains(version.newest());
    }
  }

  @Test
  void aSnapshotDoesNotSeeWhatComesLater() throws Exception {
    fill("1");
    try (DatabaseSnapshot snapshot = DatabaseSnapshot.of(from, Store.lastingTables())) {
      new Client(from).execute("delete from sweep");
      Table sweep =
          snapshot.tables().stream()
              .filter(table -> table.name().equals("sweep"))
              .findFirst()
              .orElseThrow();
      assertThat(snapshot.write(sweep, new ByteArrayOutputStream())).isEqualTo(2);
    }
  }

  @Test
  void whatIsNotEmptyIsLeftAlone() throws Exception {
    new Client(to).execute("create table theirs (id integer)");
    assertThatThrownBy(() -> DatabaseLoad.into(to, "8"))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("is not empty (it has theirs)");
    assertThat(new Client(to).query("select count(*) from theirs")).isEqualTo("0");
  }

  @Test
  void aNewerSchemaIsRefused() {
    assertThatThrownBy(() -> DatabaseLoad.into(to, "999"))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("written by a newer Sonde (schema version 999");
  }

  @Test
  void brokenRowsLeaveNothingBehind() throws Exception {
    fill("1");
    Map<Table, byte[]> rows = copied("1");
    rows.replaceAll(
        (table, bytes) ->
            table.name().equals("metric")
                ? "sweep,trial\nnonsense,1\n".getBytes(StandardCharsets.UTF_8)
                : bytes);
    assertThatThrownBy(() -> load(rows, "1", "/a", "/b")).isInstanceOf(DatabaseException.class);
    String tables =
        "select count(*) from information_schema.tables where table_schema = current_schema()";
    assertThat(new Client(to).query(tables)).isEqualTo("0");
    load(copied("1"), "1", "/a", "/b");
  }

  private void fill(String... versions) throws Exception {
    for (String version : versions) {
      SchemaVersion.make(from, version);
      try (InputStream rows = Store.class.getResourceAsStream("upgrade/V" + version + ".sql")) {
        if (rows != null) {
          new Client(from).execute(new String(rows.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
  }

  private Map<Table, byte[]> copied(String version) throws IOException {
    Map<Table, byte[]> rows = new LinkedHashMap<>();
    try (DatabaseSnapshot snapshot = DatabaseSnapshot.of(from, Store.lastingTables())) {
      assertThat(snapshot.schemaVersion()).isEqualTo(version);
      for (Table table : snapshot.tables()) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        snapshot.write(table, out);
        rows.put(table, out.toByteArray());
      }
    }
    return rows;
  }

  private void load(Map<Table, byte[]> rows, String version, String old, String fresh)
      throws IOException {
    try (DatabaseLoad load = DatabaseLoad.into(to, version)) {
      for (Map.Entry<Table, byte[]> one : rows.entrySet()) {
        load.read(one.getKey(), new ByteArrayInputStream(one.getValue()));
      }
      load.moveLogs(Path.of(old), Path.of(fresh));
      load.commit();
    }
  }
}
