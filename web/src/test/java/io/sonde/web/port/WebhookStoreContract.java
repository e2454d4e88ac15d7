package io.sonde.web.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.web.port.Delivery.Attempt;
import io.sonde.web.port.Delivery.Message;
import io.sonde.web.port.Delivery.State;
import io.sonde.web.port.WebhookStore.NewDelivery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store of webhooks and their deliveries keeps to. */
public abstract class WebhookStoreContract {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123456Z");
  private static final String DIGEST = "0123456789abcdef".repeat(4);

  /** The store, which holds nothing. */
  protected abstract WebhookStore emptyStore();

  private static Webhook webhook(String id, Instant created) {
    return new Webhook(
        id,
        "chat of \"ü—3\"",
        "https://example.org/hook?a=b",
        Set.of("sweep.completed", "sweep.failed"),
        Set.of("speech", "it's \"one\""),
        true,
        DIGEST,
        7,
        created);
  }

  private static NewDelivery delivery(String webhook, Instant created) {
    return new NewDelivery(webhook, message(created));
  }

  private static Message message(Instant created) {
    return new Message(
        "e-1",
        "sweep.completed",
        OptionalInt.of(3),
        "{\"reason\":\"it's—done\"}",
        OptionalLong.empty(),
        created);
  }

  private static Attempt refused(Instant at) {
    return new Attempt(at, OptionalInt.of(500), 12, "no\nway", "it answered 500");
  }

  private static long add(WebhookStore store, NewDelivery delivery) {
    return store.add(delivery).orElseThrow();
  }

  @Test
  void keepsWebhooksAsTheyWereAdded() {
    WebhookStore store = emptyStore();
    Webhook older = webhook("a1", NOON);
    Webhook newer = webhook("b2", NOON.plusSeconds(1));
    assertThat(store.webhooks()).isEmpty();
    store.add(older);
    store.add(newer);
    assertThat(store.webhook("a1")).hasValue(older);
    assertThat(store.webhook("c3")).isEmpty();
    assertThat(store.webhooks()).containsExactly(newer, older);
    assertThatThrownBy(() -> store.add(older)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void replacesAndRemovesWhatIsThere() {
    WebhookStore store = emptyStore();
    store.add(webhook("a1", NOON));
    Webhook changed =
        new Webhook(
            "a1", "other", "http://10.0.0.1/", Set.of("ping"), Set.of(), false, DIGEST, 9, NOON);
    assertThat(store.replace(changed)).isTrue();
    assertThat(store.webhook("a1")).hasValue(changed);
    assertThat(store.replace(webhook("b2", NOON))).isFalse();
    long number = add(store, delivery("a1", NOON));
    assertThat(store.remove("a1")).isTrue();
    assertThat(store.remove("a1")).isFalse();
    assertThat(store.delivery(number)).isEmpty();
    assertThat(store.add(delivery("a1", NOON))).isEmpty();
  }

  @Test
  void aNewDeliveryIsDueAtOnce() {
    WebhookStore store = emptyStore();
    store.add(webhook("a1", NOON));
    long number = add(store, delivery("a1", NOON));
    Delivery waiting =
        new Delivery(
            number, "a1", message(NOON), State.WAITING, 0, Optional.of(NOON), Optional.empty());
    assertThat(store.delivery(number)).hasValue(waiting);
    assertThat(store.due("a1", NOON, 10)).containsExactly(waiting);
    assertThat(store.due("a1", NOON.minusSeconds(1), 10)).isEmpty();
    assertThat(store.due("b2", NOON, 10)).isEmpty();
    assertThat(store.waiting("a1")).isEqualTo(1);
    assertThat(store.waiting("b2")).isZero();
  }

  @Test
  void oneThatCannotWaitIsGivenUpAtOnce() {
    WebhookStore store = emptyStore();
    store.add(webhook("a1", NOON));
    NewDelivery full = new NewDelivery("a1", message(NOON), Optional.of("too many wait"));
    Delivery kept = store.delivery(add(store, full)).orElseThrow();
    assertThat(kept.state()).isEqualTo(State.GIVEN_UP);
    assertThat(kept.last().orElseThrow().problem()).isEqualTo("too many wait");
    assertThat(kept.attempts()).isZero();
    assertThat(store.due("a1", NOON.plusSeconds(9), 10)).isEmpty();
  }

  @Test
  void anAttemptLeavesItWaitingUntilItWasTakenOrGivenUp() {
    WebhookStore store = emptyStore();
    store.add(webhook("a1", NOON));
    long number = add(store, delivery("a1", NOON));
    Instant later = NOON.plusSeconds(10);
    store.attempted(number, refused(NOON), State.WAITING, Optional.of(later));
    Delivery again = store.delivery(number).orElseThrow();
    assertThat(again.attempts()).isEqualTo(1);
    assertThat(again.next()).hasValue(later);
    assertThat(again.last()).hasValue(refused(NOON));
    assertThat(store.due("a1", NOON.plusSeconds(9), 10)).isEmpty();
    assertThat(store.nextAfter(NOON)).hasValue(later);
    assertThat(store.nextAfter(later)).isEmpty();
    Attempt taken = new Attempt(later, OptionalInt.of(204), 5, "", "");
    store.attempted(number, taken, State.DELIVERED, Optional.empty());
    Delivery done = store.delivery(number).orElseThrow();
    assertThat(done.state()).isEqualTo(State.DELIVERED);
    assertThat(done.attempts()).isEqualTo(2);
    assertThat(done.last()).hasValue(taken);
    assertThat(store.due("a1", later, 10)).isEmpty();
    assertThat(store.waiting("a1")).isZero();
    store.attempted(999_999, taken, State.DELIVERED, Optional.empty());
  }

  @Test
  void keepsWhatCannotBeTextInADatabase() {
    WebhookStore store = emptyStore();
    store.add(webhook("a1", NOON));
    long number = add(store, delivery("a1", NOON));
    Attempt odd = new Attempt(NOON, OptionalInt.empty(), 1, "a\0b", "broken\0off");
    store.attempted(number, odd, State.GIVEN_UP, Optional.empty());
    assertThat(store.delivery(number).orElseThrow().last().orElseThrow().answer())
        .startsWith("a")
        .endsWith("b");
  }

  @Test
  void theLongestOverdueComesFirst() {
    WebhookStore store = emptyStore();
    store.add(webhook("a1", NOON));
    long first = add(store, delivery("a1", NOON));
    long second = add(store, delivery("a1", NOON));
    long third = add(store, delivery("a1", NOON.minusSeconds(5)));
    store.attempted(first, refused(NOON), State.WAITING, Optional.of(NOON.plusSeconds(1)));
    assertThat(store.due("a1", NOON.plusSeconds(2), 10))
        .extracting(Delivery::number)
        .containsExactly(third, second, first);
    assertThat(store.due("a1", NOON.plusSeconds(2), 2))
        .extracting(Delivery::number)
        .containsExactly(third, second);
  }

  @Test
  void deliveriesComeTogetherWithTheirPosition() {
    WebhookStore store = emptyStore();
    store.add(webhook("a1", NOON));
    assertThat(store.position()).isZero();
    assertThat(store.outgoing(0, 12, List.of(delivery("a1", NOON), delivery("gone", NOON))))
        .isTrue();
    assertThat(store.position()).isEqualTo(12);
    assertThat(store.waiting("a1")).isEqualTo(1);
    assertThat(store.outgoing(12, 13, List.of())).isTrue();
    assertThat(store.position()).isEqualTo(13);
  }

  @Test
  void deliveriesThatWereMadeAlreadyAreNotMadeAgain() {
    WebhookStore store = emptyStore();
    store.add(webhook("a1", NOON));
    store.outgoing(0, 12, List.of(delivery("a1", NOON)));
    assertThat(store.outgoing(0, 12, List.of(delivery("a1", NOON)))).isFalse();
    assertThat(store.outgoing(0, 15, List.of(delivery("a1", NOON)))).isFalse();
    assertThat(store.outgoing(13, 15, List.of(delivery("a1", NOON)))).isFalse();
    assertThat(store.position()).isEqualTo(12);
    assertThat(store.waiting("a1")).isEqualTo(1);
    assertThatThrownBy(() -> store.outgoing(12, 12, List.of(delivery("a1", NOON))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("above 12, got 12");
  }

  @Test
  void pagesDeliveriesFromTheNewest() {
    WebhookStore store = emptyStore();
    store.add(webhook("a1", NOON));
    store.add(webhook("b2", NOON));
    long first = add(store, delivery("a1", NOON));
    add(store, delivery("b2", NOON));
    long second = add(store, delivery("a1", NOON));
    long third = add(store, delivery("a1", NOON));
    store.attempted(second, refused(NOON), State.GIVEN_UP, Optional.empty());
    assertThat(numbers(store, Optional.empty(), Long.MAX_VALUE, 2)).containsExactly(third, second);
    assertThat(numbers(store, Optional.empty(), second, 2)).containsExactly(first);
    assertThat(numbers(store, Optional.of(State.GIVEN_UP), Long.MAX_VALUE, 9))
        .containsExactly(second);
  }

  private static List<Long> numbers(
      WebhookStore store, Optional<State> state, long before, int limit) {
    return store.deliveries("a1", state, before, limit).stream().map(Delivery::number).toList();
  }

  @Test
  void forgetsWhatIsOldAndWhatIsTooMuchButNothingThatWaits() {
    WebhookStore store = emptyStore();
    store.add(webhook("a1", NOON));
    long waits = add(store, delivery("a1", NOON.minusSeconds(100)));
    for (int i = 0; i < 4; i++) {
      long number = add(store, delivery("a1", NOON.plusSeconds(i)));
      store.attempted(number, refused(NOON), State.GIVEN_UP, Optional.empty());
    }
    store.forget(NOON.plusSeconds(1), 100);
    assertThat(numbers(store, Optional.empty(), Long.MAX_VALUE, 9)).hasSize(4).contains(waits);
    store.forget(NOON, 1);
    assertThat(numbers(store, Optional.empty(), Long.MAX_VALUE, 9))
        .containsExactly(waits + 4, waits);
  }
}
