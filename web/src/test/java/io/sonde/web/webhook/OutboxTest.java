package io.sonde.web.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.port.InMemoryMilestones;
import io.sonde.search.port.InMemorySweepStore;
import io.sonde.search.port.SweepStore.NewSweep;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.port.SweepStore.StoreUnavailable;
import io.sonde.search.port.SweepStore.SweepHead;
import io.sonde.web.TestClock;
import io.sonde.web.port.InMemoryWebhookStore;
import io.sonde.web.port.Webhook;
import io.sonde.web.port.WebhookStore;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each event is told once, whatever becomes of the store's answers. */
final class OutboxTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Webhook CHAT =
      new Webhook(
          "a1",
          "chat",
          "https://example.org/",
          Set.of("sweep.completed"),
          Set.of(),
          true,
          "0123456789abcdef".repeat(4),
          0,
          NOON);

  private final InMemorySweepStore sweeps = new InMemorySweepStore();
  private final InMemoryWebhookStore kept = new InMemoryWebhookStore();
  private final LosingStore losing = new LosingStore();
  private final Outbox outbox =
      new Outbox(
          losing.store(),
          new InMemoryMilestones(sweeps),
          sweeps,
          new Messages(sweeps, new TestClock(NOON)));

  @BeforeEach
  void add() {
    kept.add(CHAT);
  }

  @Test
  void whatWasStoredWithoutAnAnswerIsToldOnce() {
    int first = completed();
    losing.next = Loss.ANSWER;
    assertThatThrownBy(this::collect).isInstanceOf(StoreUnavailable.class);
    collect();
    int second = completed();
    collect();
    assertThat(told()).containsExactly(second, first);
  }

  @Test
  void whatIsStoredOnlyAfterItWasReadAgainIsToldOnceAndSoIsWhatCameMeanwhile() {
    int first = completed();
    losing.next = Loss.TIME;
    assertThatThrownBy(this::collect).isInstanceOf(StoreUnavailable.class);
    int second = completed();
    collect();
    assertThat(told()).containsExactly(second, first);
  }

  @Test
  void whatWasNotStoredIsToldLater() {
    int first = completed();
    losing.next = Loss.CALL;
    assertThatThrownBy(this::collect).isInstanceOf(StoreUnavailable.class);
    assertThat(told()).isEmpty();
    collect();
    assertThat(told()).containsExactly(first);
  }

  private void collect() {
    outbox.collect(List.of(CHAT));
  }

  /** A sweep that has just completed. */
  private int completed() {
    NewSweep sweep = new NewSweep("a", "name: a", "/", Overrides.NONE, Optional.empty(), 1, NOON);
    int number = sweeps.create(sweep, new SweepHead(new Objective("loss", Direction.MINIMIZE), 10));
    Change end = new Change.SweepBecame(SweepState.COMPLETED, "");
    sweeps.commit(List.of(new SweepEvent(sweeps.lastSequence() + 1, number, NOON, end)));
    return number;
  }

  /** The sweeps of the deliveries that there are, the newest first. */
  private List<Integer> told() {
    return kept.deliveries(CHAT.id(), Optional.empty(), Long.MAX_VALUE, 9).stream()
        .map(delivery -> delivery.message().sweep().orElseThrow())
        .toList();
  }

  /** What becomes of a call whose caller hears that the store is away. */
  private enum Loss {
    /** Nothing is lost. */
    NONE,
    /** It is not done. */
    CALL,
    /** It is done. */
    ANSWER,
    /** It is done when the next one comes. */
    TIME
  }

  /** The kept webhooks behind a connection that is lost when it is told to. */
  private final class LosingStore {
    private final List<Object[]> late = new ArrayList<>();
    private Loss next = Loss.NONE;

    WebhookStore store() {
      return (WebhookStore)
          Proxy.newProxyInstance(
              WebhookStore.class.getClassLoader(),
              new Class<?>[] {WebhookStore.class},
              (proxy, method, arguments) ->
                  method.getName().equals("outgoing")
                      ? outgoing(method, arguments)
                      : method.invoke(kept, arguments));
    }

    private Object outgoing(Method method, Object[] arguments) throws ReflectiveOperationException {
      for (Object[] earlier : late) {
        method.invoke(kept, earlier);
      }
      late.clear();
      Loss loss = next;
      next = Loss.NONE;
      if (loss == Loss.NONE) {
        return method.invoke(kept, arguments);
      }
      if (loss == Loss.ANSWER) {
        method.invoke(kept, arguments);
      } else if (loss == Loss.TIME) {
        late.add(arguments);
      }
      throw new StoreUnavailable("cut", new IllegalStateException("cut"));
    }
  }
}
