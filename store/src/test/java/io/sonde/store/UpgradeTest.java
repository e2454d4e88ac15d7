package io.sonde.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.NoteStore.Subject;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.search.port.SweepStore.NewSweep;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.port.SweepStore.SweepHead;
import io.sonde.search.report.Cause;
import io.sonde.search.report.Decision;
import io.sonde.search.request.RequestKey;
import io.sonde.store.database.DatabaseAddress;
import io.sonde.store.database.SchemaVersion;
import io.sonde.web.port.Delivery;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A database with rows of a former version, and of all versions before it, opens in this one, and
 * all that was in it is read through the ports. The rows of a version stand in {@code
 * upgrade/V<n>.sql}; they were never touched by a later program.
 */
class UpgradeTest {
  @RegisterExtension static final TestServer SERVER = new TestServer();

  /** All versions there ever were, from the first released one on. */
  static List<Integer> versions() throws Exception {
    DatabaseAddress empty = SERVER.emptyDatabase();
    return Arrays.stream(
            Flyway.configure()
                .dataSource(empty.jdbcUrl(), empty.user(), empty.password())
                .locations("classpath:io/sonde/store/migration")
                .load()
                .info()
                .all())
        .map(migration -> Integer.parseInt(migration.getVersion().getVersion()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void opensWhatAFormerVersionLeft(int version) throws Exception {
    DatabaseAddress database = livedUpTo(version);
    assertThat(SchemaVersion.of(database).current()).contains(String.valueOf(version));
    try (Store store = Store.open(database)) {
      SchemaVersion now = SchemaVersion.of(database);
      assertThat(now.current()).contains(now.newest());
      assertThatTheFirstSweepIsWhole(store.reader());
      assertThatTheKilledSweepCanGoOn(store, version);
      assertThatLaterPartsAreThere(store, version);
      assertThatItGoesOn(store, version);
    }
  }

  /** Made by the first schema, and brought on step by step with rows of each. */
  private static DatabaseAddress livedUpTo(int version) throws Exception {
    DatabaseAddress database = SERVER.emptyDatabase();
    for (int step : versions()) {
      if (step <= version) {
        SchemaVersion.make(database, String.valueOf(step));
        String rows = rows(step);
        if (!rows.isEmpty()) {
          new Client(database).execute(rows);
        }
      }
    }
    return database;
  }

  private static String rows(int version) throws IOException {
    try (InputStream in = UpgradeTest.class.getResourceAsStream("upgrade/V" + version + ".sql")) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void assertThatTheFirstSweepIsWhole(SweepReader reader) {
    SweepRow sweep = reader.sweep(1).orElseThrow();
    assertThat(sweep.experiment()).isEqualTo("digits");
    assertThat(sweep.state()).isEqualTo(SweepState.COMPLETED);
    assertThat(sweep.best()).isEqualTo(OptionalInt.of(1));
    TrialRow best = reader.trial(1, 1).orElseThrow();
    assertThat(best.state()).isEqualTo(TrialState.COMPLETED);
    assertThat(best.value()).hasValue(0.9);
    assertThat(best.values()).isEqualTo(Map.of("optimizer.adam.learning_rate", 0.02));
    assertThat(best.metrics()).containsEntry("accuracy", 0.9);
    assertThat(best.measured()).isEqualTo(Map.of("test_accuracy", 0.85));
    assertThat(reader.trial(1, 0).orElseThrow().metrics().get("loss")).isNaN();
    assertThat(reader.attempts(1, 1))
        .singleElement()
        .satisfies(attempt -> assertThat(attempt.cause()).contains(Cause.COMPLETED));
    assertThat(reader.curves(1, 1, 100).get("accuracy"))
        .extracting(SweepReader.CurvePoint::value)
        .containsExactly(0.8, 0.9);
    assertThat(reader.events(1, 0, 100)).hasSize(13);
    assertThat(reader.events(1, 3, 1).get(0).change())
        .isInstanceOfSatisfying(
            Change.Reported.class,
            reported -> assertThat(reported.verdict().decision()).isEqualTo(Decision.STOP));
  }

  private static void assertThatTheKilledSweepCanGoOn(Store store, int version) {
    assertThat(store.sweeps().unfinished()).contains(2);
    assertThat(store.sweeps().load(2).orElseThrow().state()).isEqualTo(SweepState.RUNNING);
    assertThat(store.sweeps().events(2)).hasSizeGreaterThanOrEqualTo(3);
    assertThat(store.leases().all())
        .filteredOn(lease -> lease.jobId().equals("worker-2-1"))
        .singleElement()
        .satisfies(lease -> assertThat(lease.devices()).containsExactly("cpu-0"));
    if (version >= 2) {
      assertThat(store.reader().trial(2, 1).orElseThrow().parent()).hasValue(0);
    }
    if (version >= 4) {
      assertThat(store.reader().sweep(2).orElseThrow().toString()).contains("c0ffee", "main");
    }
  }

  private static void assertThatLaterPartsAreThere(Store store, int version) {
    if (version >= 3) {
      assertThat(store.leases().all()).extracting("jobId").contains("shared-1", "shared-2");
    }
    if (version >= 5) {
      assertThat(store.access().token("t1").orElseThrow().projects()).containsExactly("vision");
      assertThat(store.access().audit(Long.MAX_VALUE, 10)).hasSize(1);
      assertThat(store.reader().sweep(3)).isPresent();
    }
    if (version >= 6) {
      assertThat(store.reader().lastSequence()).isEqualTo(version >= 12 ? 101 : 100);
    }
    if (version >= 7) {
      assertThat(store.notes().note(Subject.of(1)).text()).isEqualTo("The **first** one.");
      assertThat(store.notes().note(Subject.of(1, 1)).version()).isEqualTo(2);
    }
    if (version >= 9) {
      assertThat(store.webhooks().webhook("hook1").orElseThrow().projects())
          .containsExactly("vision");
      assertThat(store.webhooks().position()).isEqualTo(97);
      assertThat(store.webhooks().deliveries("hook1", Optional.empty(), Long.MAX_VALUE, 9))
          .extracting(Delivery::state)
          .containsExactly(Delivery.State.WAITING, Delivery.State.DELIVERED);
    }
    if (version >= 12) {
      assertThat(store.sweeps().answer(2, new RequestKey("more-1", "c0de"))).hasValue(12);
      assertThat(store.reader().events(2, 100, 9))
          .extracting(SweepEvent::change)
          .containsExactly(
              new Change.BudgetRaised(12, Optional.of(new RequestKey("more-1", "c0de"))));
    }
  }

  /** Numbers go on where the former program stopped. */
  private static void assertThatItGoesOn(Store store, int version) {
    store.own("");
    int next = version >= 6 ? 10 : version >= 5 ? 4 : 3;
    NewSweep fresh =
        new NewSweep(
            "digits", "name: digits", "/", Overrides.NONE, Optional.empty(), 7, Instant.EPOCH);
    SweepHead head = new SweepHead(new Objective("accuracy", Direction.MAXIMIZE), 9);
    assertThat(store.sweeps().create(fresh, head)).isEqualTo(next);
  }
}
