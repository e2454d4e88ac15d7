package io.sonde.store.sweep;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.port.SweepStore;
import io.sonde.search.port.SweepStore.NewSweep;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.port.SweepStore.SweepHead;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import io.sonde.search.space.Configuration;
import io.sonde.store.Client;
import io.sonde.store.Store;
import io.sonde.store.TestServer;
import io.sonde.store.database.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A sweep with many points is deleted while others go on. */
class SweepRemovalTest {
  private static final int POINTS = 60_000;

  @RegisterExtension static final TestServer SERVER = new TestServer();

  private DatabaseAddress address;
  private Store store;
  private SweepStore sweeps;
  private long sequence;

  @BeforeEach
  void open() throws SQLException {
    address = SERVER.emptyDatabase();
    store = Store.open(address);
    store.own("");
    sweeps = store.sweeps();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private int sweepThatRuns() {
    int sweep =
        sweeps.create(
            new NewSweep(
                "test",
                "",
                "/",
                Overrides.NONE,
                Optional.empty(),
                1,
                Instant.parse("2026-11-29T12:00:00Z")),
            new SweepHead(new Objective("accuracy", Direction.MAXIMIZE), 10));
    commit(
        sweep,
        new Change.SweepBecame(SweepState.RUNNING, ""),
        new Change.TrialProposed(
            0,
            new Configuration(Map.of("x", 0.5), Map.of("x", 0.5)),
            Map.of(),
            OptionalInt.empty()),
        new Change.AttemptStarted(attempt(sweep), List.of("cpu-0"), "/log"));
    return sweep;
  }

  private static AttemptId attempt(int sweep) {
    return new AttemptId(sweep, 0, 1);
  }

  private void commit(int sweep, Change... changes) {
    List<SweepEvent> events = new ArrayList<>();
    for (Change change : changes) {
      events.add(new SweepEvent(++sequence, sweep, Instant.parse("2026-11-29T12:00:00Z"), change));
    }
    sweeps.commit(events);
  }

  private void report(int sweep, int step) {
    Report report = new Report(step, Map.of("accuracy", 0.5));
    commit(sweep, new Change.Reported(attempt(sweep), report, Verdict.goOn("")));
  }

  private int largeSweep() throws SQLException {
    int sweep = sweepThatRuns();
    new Client(address)
        .execute(
            "insert into metric (sweep, trial, attempt, name, step, value) select %d, 0, 1, 'loss', n, n"
                    .formatted(sweep)
                + " from generate_series(1, %d) n".formatted(POINTS));
    commit(sweep, new Change.SweepBecame(SweepState.CANCELLED, "not needed"));
    return sweep;
  }

  private long rows(String table, int sweep) {
    try {
      String column = table.equals("sweep") ? "number" : "sweep";
      return Long.parseLong(
          new Client(address)
              .query("select count(*) from %s where %s = %d".formatted(table, column, sweep)));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The last point is held by somebody, so that the removal stands still in the middle. */
  @Test
  void othersReportStartAndAreDeletedWhileALargeSweepIsRemoved() throws Exception {
    int large = largeSweep();
    int other = sweepThatRuns();
    int small = sweepThatRuns();
    CompletableFuture<Void> removal;
    try (Connection holder =
        DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password())) {
      holder.setAutoCommit(false);
      holder
          .createStatement()
          .execute(
              "select 1 from metric where sweep = %d and step = %d for update"
                  .formatted(large, POINTS));
      removal = CompletableFuture.runAsync(() -> sweeps.delete(large));
      await().atMost(60, SECONDS).until(() -> rows("metric", large) < POINTS);
      assertThat(sweeps.load(large)).isEmpty();
      assertThat(store.reader().sweep(large)).isEmpty();
      assertThat(store.reader().trial(large, 0)).isEmpty();
      assertThat(store.reader().attempts(large, 0)).isEmpty();
      assertThat(store.reader().curves(large, 0, 10)).isEmpty();
      assertThat(store.reader().events(large, 0, 10)).isEmpty();
      assertThat(store.thinning().due(Instant.parse("2099-01-01T00:00:00Z"))).isEmpty();
      assertThat(store.reader().totals().sweeps()).containsOnlyKeys(SweepState.RUNNING);
      CompletableFuture<Void> others =
          CompletableFuture.runAsync(
              () -> {
                report(other, 1);
                assertThat(sweepThatRuns()).isEqualTo(small + 1);
                sweeps.delete(small);
                report(other, 2);
              });
      others.get(30, SECONDS);
      assertThat(removal).isNotDone();
      assertThat(rows("sweep", small)).isZero();
      holder.rollback();
    }
    removal.get(60, SECONDS);
    for (String table : List.of("sweep", "event", "trial", "attempt", "metric")) {
      assertThat(rows(table, large)).as(table).isZero();
    }
    assertThat(rows("metric", other)).isEqualTo(2);
    assertThat(sweepThatRuns()).as("no number is given twice").isEqualTo(small + 2);
  }

  @Test
  void whatAServerDidNotComeToTheEndOfGoesWithTheNextStart() throws Exception {
    int large = largeSweep();
    new Client(address).execute("update sweep set state = 'removed' where number = " + large);
    assertThat(sweeps.load(large)).isEmpty();
    store.close();
    store = Store.open(address);
    store.own("");
    await().atMost(60, SECONDS).until(() -> rows("sweep", large) == 0);
    assertThat(rows("metric", large)).isZero();
  }
}
