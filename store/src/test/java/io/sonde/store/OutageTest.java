package io.sonde.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.scheduler.port.LeaseStoreUnavailableException;
import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.port.SweepStore.NewSweep;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.port.SweepStore.StoreUnavailable;
import io.sonde.search.port.SweepStore.SweepHead;
import io.sonde.store.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The database goes away in the middle of the work; nothing is lost and nothing doubled. */
class OutageTest {
  @RegisterExtension static final TestServer SERVER = new TestServer();

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Test
  void committingGoesOnThroughKillsOfTheServer() throws Exception {
    try (Store store = Store.open(SERVER.emptyDatabase())) {
      store.own("");
      createSweep(store);
      for (int batch = 0; batch < 60; batch++) {
        if (batch % 20 == 10) {
          ProcessHandle.of(SERVER.postgres().pid()).orElseThrow().destroyForcibly();
        }
        commitWithPatience(store, events(batch * 3 + 1, batch * 3 + 3));
      }
      assertThat(store.sweeps().events(1)).isEqualTo(events(1, 180));
    }
  }

  private static void commitWithPatience(Store store, List<SweepEvent> events) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        store.sweeps().commit(events);
        return;
      } catch (StoreUnavailable away) {
        assertThat(System.nanoTime()).as("the database came back").isLessThan(deadline);
        Thread.sleep(20);
      }
    }
  }

  @Test
  void everyPortSaysThatTheDatabaseIsAwayAndWorksAgainOnceItIsBack(@TempDir Path home)
      throws Exception {
    EmbeddedPostgres first = EmbeddedPostgres.start(home);
    try (Store store = Store.open(first.address())) {
      store.own("");
      createSweep(store);
      first.close();
      assertThatThrownBy(() -> store.sweeps().commit(events(1, 1)))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("is away");
      assertThatThrownBy(() -> store.reader().sweeps(0, 10)).isInstanceOf(StoreUnavailable.class);
      assertThatThrownBy(() -> store.leases().release("job"))
          .isInstanceOf(LeaseStoreUnavailableException.class);
      assertThat(store.database().trouble()).hasValue("The database does not answer.");
      try (EmbeddedPostgres second = EmbeddedPostgres.start(home)) {
        assertThat(second.address()).isEqualTo(first.address());
        commitWithPatience(store, events(1, 2));
        assertThat(store.database().trouble()).isEmpty();
        assertThat(store.sweeps().events(1)).isEqualTo(events(1, 2));
      }
    }
  }

  private static void createSweep(Store store) {
    NewSweep sweep = new NewSweep("a", "name: a", "/", Overrides.NONE, Optional.empty(), 1, NOW);
    SweepHead head = new SweepHead(new Objective("loss", Direction.MINIMIZE), 10);
    assertThat(store.sweeps().create(sweep, head)).isEqualTo(1);
  }

  private static List<SweepEvent> events(int first, int last) {
    List<SweepEvent> events = new ArrayList<>();
    for (int sequence = first; sequence <= last; sequence++) {
      SweepState state = sequence % 2 == 1 ? SweepState.RUNNING : SweepState.PAUSED;
      events.add(new SweepEvent(sequence, 1, NOW, new Change.SweepBecame(state, "" + sequence)));
    }
    return events;
  }
}
