package io.sonde.scheduler.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sonde.scheduler.placement.Placement;
import io.sonde.scheduler.placement.Settings;
import io.sonde.scheduler.port.InMemoryLeaseStore;
import io.sonde.scheduler.port.InterruptibleLeaseStore;
import io.sonde.scheduler.port.Lease;
import io.sonde.scheduler.port.LeaseStoreUnavailableException;
import io.sonde.scheduler.port.Recovery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What would not go, or could not be asked for, is tried again until it is dealt with. */
class LeftoversTest {

  private final InMemoryLeaseStore leases = new InMemoryLeaseStore();
  private final InterruptibleLeaseStore store = new InterruptibleLeaseStore(leases);
  private final OwnerThread owner = new OwnerThread("test-owner", () -> {});
  private final LateEngine engine = new LateEngine("old");
  private final LeaseDesk desk = new LeaseDesk(store, owner, engine.host());
  private final Adoptions adoptions =
      new Adoptions(engine, owner, id -> desk.giveBack(id, () -> {}));
  private final Leftovers leftovers =
      new Leftovers(
          engine,
          desk,
          owner,
          Placement.inEngine(2, Settings.DEFAULT),
          List.of(),
          adoptions,
          Duration.ofMillis(50));

  @BeforeEach
  void begin() {
    leases.acquire(
        new Lease("old", "sweep 1", engine.host(), List.of(), Instant.now(), Optional.empty()));
  }

  @AfterEach
  void end() {
    owner.end();
  }

  private <T> T inOwner(Supplier<T> task) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    owner.run(() -> answer.completeAsync(task, Runnable::run));
    return answer.join();
  }

  private List<Recovery> recover() {
    return inOwner(() -> leftovers.recover(id -> false, () -> {}));
  }

  private void settle() {
    owner.run(adoptions::dismiss);
  }

  @Test
  void aJobThatIsFoundAfterEverybodyHasAskedIsStoppedAndItsLeaseFreed() {
    assertThat(recover()).extracting(Recovery::outcome).containsExactly(Recovery.Outcome.REMAINS);
    settle();
    await().until(() -> leases.all().isEmpty());
    assertThat(engine.running()).isEmpty();
    assertThat(inOwner(adoptions::isEmpty)).isTrue();
  }

  @Test
  void aJobThatIsFoundBeforeThatWaitsToBeSubmitted() {
    recover();
    await().until(() -> adoptions.ids().contains("old"));
    assertThat(inOwner(() -> adoptions.claim("old"))).isPresent();
    settle();
    assertThat(inOwner(adoptions::isEmpty)).isTrue();
    assertThat(engine.running()).containsExactly("old");
  }

  @Test
  void aStoreThatIsAwayAtAnyTryOnlyPutsItOff() {
    store.away(true);
    assertThatThrownBy(this::recover).hasCauseInstanceOf(LeaseStoreUnavailableException.class);
    await().pollDelay(Duration.ofMillis(200)).until(() -> adoptions.ids().isEmpty());
    store.away(false);
    await().until(() -> adoptions.ids().contains("old"));
  }
}
