package io.sonde.web.port;

import io.sonde.web.port.Delivery.Attempt;
import io.sonde.web.port.Delivery.State;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Webhooks and their deliveries in memory. Thread-safe. */
public final class InMemoryWebhookStore implements WebhookStore {
  private final Map<String, Webhook> webhooks = new TreeMap<>();
  private final NavigableMap<Long, Delivery> deliveries = new TreeMap<>();
  private long position;
  private long last;

  @Override
  public synchronized void add(Webhook webhook) {
    if (webhooks.putIfAbsent(webhook.id(), webhook) != null) {
      throw new IllegalStateException("there is a webhook " + webhook.id() + " already");
    }
  }

  @Override
  public synchronized Optional<Webhook> webhook(String id) {
    return Optional.ofNullable(webhooks.get(id));
  }

  @Override
  public synchronized List<Webhook> webhooks() {
    return webhooks.values().stream()
        .sorted(Comparator.comparing(Webhook::created).reversed().thenComparing(Webhook::id))
        .toList();
  }

  @Override
  public synchronized boolean replace(Webhook webhook) {
    return webhooks.replace(webhook.id(), webhook) != null;
  }

  @Override
  public synchronized boolean remove(String id) {
    deliveries.values().removeIf(delivery -> delivery.webhook().equals(id));
    return webhooks.remove(id) != null;
  }

  @Override
  public synchronized long position() {
    return position;
  }

  @Override
  public synchronized boolean outgoing(long from, long to, List<NewDelivery> fresh) {
    if (to <= from) {
      throw new IllegalArgumentException("expected a position above " + from + ", got " + to);
    }
    if (position != from) {
      return false;
    }
    position = to;
    fresh.forEach(this::add);
    return true;
  }

  @Override
  public synchronized Optional<Long> add(NewDelivery fresh) {
    if (!webhooks.containsKey(fresh.webhook())) {
      return Optional.empty();
    }
    long number = ++last;
    Instant made = micros(fresh.message().created());
    boolean waits = fresh.refused().isEmpty();
    deliveries.put(
        number,
        new Delivery(
            number,
            fresh.webhook(),
            fresh.message(),
            waits ? State.WAITING : State.GIVEN_UP,
            0,
            waits ? Optional.of(made) : Optional.empty(),
            fresh.refused().map(why -> new Attempt(made, OptionalInt.empty(), 0, "", why))));
    return Optional.of(number);
  }

  @Override
  public synchronized Optional<Delivery> delivery(long number) {
    return Optional.ofNullable(deliveries.get(number));
  }

  @Override
  public synchronized List<Delivery> deliveries(
      String webhook, Optional<State> state, long before, int limit) {
    return deliveries.headMap(before, false).descendingMap().values().stream()
        .filter(delivery -> delivery.webhook().equals(webhook))
        .filter(delivery -> state.map(delivery.state()::equals).orElse(true))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized List<Delivery> due(String webhook, Instant now, int limit) {
    return waiting()
        .filter(delivery -> delivery.webhook().equals(webhook))
        .filter(delivery -> !delivery.next().orElseThrow().isAfter(now))
        .sorted(
            Comparator.comparing((Delivery delivery) -> delivery.next().orElseThrow())
                .thenComparingLong(Delivery::number))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Optional<Instant> nextAfter(Instant now) {
    return waiting()
        .map(delivery -> delivery.next().orElseThrow())
        .filter(now::isBefore)
        .min(Comparator.naturalOrder());
  }

  @Override
  public synchronized long waiting(String webhook) {
    return waiting().filter(delivery -> delivery.webhook().equals(webhook)).count();
  }

  private Stream<Delivery> waiting() {
    return deliveries.values().stream().filter(delivery -> delivery.state() == State.WAITING);
  }

  @Override
  public synchronized void attempted(
      long number, Attempt attempt, State state, Optional<Instant> next) {
    deliveries.computeIfPresent(
        number,
        (key, old) ->
            new Delivery(
                number,
                old.webhook(),
                old.message(),
                state,
                old.attempts() + 1,
                next.map(InMemoryWebhookStore::micros),
                Optional.of(attempt)));
  }

  @Override
  public synchronized void forget(Instant before, int most) {
    deliveries
        .values()
        .removeIf(
            delivery ->
                delivery.state() != State.WAITING && delivery.message().created().isBefore(before));
    webhooks.keySet().forEach(webhook -> forgetBeyond(webhook, most));
  }

  private void forgetBeyond(String webhook, int most) {
    deliveries.descendingMap().values().stream()
        .filter(delivery -> delivery.webhook().equals(webhook))
        .filter(delivery -> delivery.state() != State.WAITING)
        .skip(most)
        .map(Delivery::number)
        .toList()
        .forEach(deliveries::remove);
  }

  private static Instant micros(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }
}
