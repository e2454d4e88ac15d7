package io.sonde.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.port.SweepStore.NewSweep;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.port.SweepStore.StoreUnavailable;
import io.sonde.search.port.SweepStore.SweepHead;
import io.sonde.store.database.DatabaseAddress;
import io.sonde.web.port.Delivery.Message;
import io.sonde.web.port.Webhook;
import io.sonde.web.port.WebhookStore.NewDelivery;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A connection is lost between a commit and its answer: what is tried again is stored once, also
 * when the commit is still under way then.
 */
class InDoubtTest {
  @RegisterExtension static final TestServer SERVER = new TestServer();

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private DatabaseAddress direct;
  private CuttingProxy proxy;
  private Store store;

  @BeforeEach
  void open() throws Exception {
    direct = SERVER.emptyDatabase();
    proxy = new CuttingProxy(direct);
    store = Store.open(proxy.address());
    store.own("");
  }

  @AfterEach
  void close() throws IOException {
    store.close();
    proxy.close();
  }

  @Test
  void eventsWhoseAnswerWasLostAreStoredOnce() throws Exception {
    createSweep();
    try (HeldCommits held = HeldCommits.of(direct, "event")) {
      lose(held, () -> store.sweeps().commit(events(1, 5)));
    }
    await().atMost(PATIENCE).until(() -> store.sweeps().lastSequence() == 5);
    store.sweeps().commit(events(1, 5));
    store.sweeps().commit(events(6, 8));
    assertThat(store.sweeps().events(1)).isEqualTo(events(1, 8));
  }

  @Test
  void eventsWhoseCommitIsStillUnderWayAreStoredOnce() throws Exception {
    createSweep();
    CompletableFuture<Void> again;
    try (HeldCommits held = HeldCommits.of(direct, "event")) {
      lose(held, () -> store.sweeps().commit(events(1, 5)));
      again = CompletableFuture.runAsync(() -> store.sweeps().commit(events(1, 6)));
      held.awaitWaiting(2);
    }
    again.join();
    assertThat(store.sweeps().events(1)).isEqualTo(events(1, 6));
  }

  @Test
  void deliveriesWhoseAnswerWasLostAreMadeOnce() throws Exception {
    store.webhooks().add(webhook());
    try (HeldCommits held = HeldCommits.of(direct, "webhook_delivery")) {
      lose(held, () -> outgoing(5, "first"));
    }
    await().atMost(PATIENCE).until(() -> store.webhooks().position() == 5);
    assertThat(outgoing(6, "again")).isFalse();
    assertThat(store.webhooks().position()).isEqualTo(5);
    assertThat(eventsOfDeliveries()).containsExactly("first");
  }

  @Test
  void deliveriesWhoseCommitIsStillUnderWayAreMadeOnce() throws Exception {
    store.webhooks().add(webhook());
    CompletableFuture<Boolean> again;
    try (HeldCommits held = HeldCommits.of(direct, "webhook_delivery")) {
      lose(held, () -> outgoing(5, "first"));
      assertThat(store.webhooks().position()).isZero();
      again = CompletableFuture.supplyAsync(() -> outgoing(6, "again"));
      held.awaitWaiting(2);
    }
    assertThat(again.join()).isFalse();
    assertThat(store.webhooks().position()).isEqualTo(5);
    assertThat(eventsOfDeliveries()).containsExactly("first");
  }

  /** Does what commits and hears no answer; the commit is under way for as long as it is held. */
  private void lose(HeldCommits held, Runnable work) throws Exception {
    CompletableFuture<Void> lost = CompletableFuture.runAsync(work);
    proxy.cut(held.awaitCommit());
    assertThatThrownBy(lost::join).hasCauseInstanceOf(StoreUnavailable.class);
  }

  private void createSweep() {
    NewSweep sweep = new NewSweep("a", "name: a", "/", Overrides.NONE, Optional.empty(), 1, NOON);
    SweepHead head = new SweepHead(new Objective("loss", Direction.MINIMIZE), 10);
    assertThat(store.sweeps().create(sweep, head)).isEqualTo(1);
  }

  private static List<SweepEvent> events(long first, long last) {
    return LongStream.rangeClosed(first, last)
        .mapToObj(
            sequence ->
                new SweepEvent(
                    sequence, 1, NOON, new Change.SweepBecame(SweepState.RUNNING, "" + sequence)))
        .toList();
  }

  private boolean outgoing(long to, String event) {
    return store.webhooks().outgoing(0, to, List.of(delivery(event)));
  }

  private static Webhook webhook() {
    return new Webhook(
        "a1",
        "chat",
        "https://example.org/",
        Set.of("sweep.completed"),
        Set.of(),
        true,
        "0123456789abcdef".repeat(4),
        0,
        NOON);
  }

  private static NewDelivery delivery(String event) {
    return new NewDelivery(
        "a1",
        new Message(event, "sweep.completed", OptionalInt.of(1), "{}", OptionalLong.empty(), NOON));
  }

  private List<String> eventsOfDeliveries() {
    return store.webhooks().deliveries("a1", Optional.empty(), Long.MAX_VALUE, 9).stream()
        .map(delivery -> delivery.message().event())
        .toList();
  }
}
