package io.sonde.web.webhook;

import io.sonde.search.event.SweepEvent;
import io.sonde.search.port.Milestones;
import io.sonde.search.port.Milestones.Stretch;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.web.port.Delivery.Message;
import io.sonde.web.port.Webhook;
import io.sonde.web.port.WebhookStore;
import io.sonde.web.port.WebhookStore.NewDelivery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes deliveries of what has happened. How far it has read is stored together with them, so each
 * event becomes its deliveries once, whenever the server ends. For one thread.
 */
final class Outbox {
  /** How many deliveries to one webhook may wait. */
  static final long MOST_WAITING = 1000;

  private static final int AT_ONCE = 500;
  private static final long UNKNOWN = -1;

  /** After how many events the place is stored although nothing was to be told. */
  private static final long STORED_AFTER = 10_000;

  private final WebhookStore store;
  private final Milestones milestones;
  private final SweepReader reader;
  private final Messages messages;

  /** Up to where events were read; {@link #UNKNOWN} when the store is to be asked. */
  private long read = UNKNOWN;

  /** The place in the store, where {@link #read} is known. */
  private long stored;

  Outbox(WebhookStore store, Milestones milestones, SweepReader reader, Messages messages) {
    this.store = store;
    this.milestones = milestones;
    this.reader = reader;
    this.messages = messages;
  }

  /** Reads on to the end; these webhooks are told. */
  void collect(List<Webhook> active) {
    if (active.isEmpty()) {
      return;
    }
    long first = active.stream().mapToLong(Webhook::since).min().orElseThrow();
    boolean more = true;
    while (more) {
      if (read == UNKNOWN) {
        stored = store.position();
        read = stored;
      }
      Stretch stretch = milestones.after(Math.max(read, first), AT_ONCE);
      keep(stretch, deliveries(stretch.events(), active));
      more = read == UNKNOWN || stretch.events().size() == AT_ONCE;
    }
  }

  private void keep(Stretch stretch, List<NewDelivery> deliveries) {
    if (deliveries.isEmpty() && stretch.through() < stored + STORED_AFTER) {
      read = stretch.through();
      return;
    }
    // Where no answer comes only the store knows whether this was done; told again, each event
    // would have another id.
    read = UNKNOWN;
    if (store.outgoing(stored, stretch.through(), deliveries)) {
      stored = stretch.through();
      read = stored;
    }
  }

  private List<NewDelivery> deliveries(List<SweepEvent> events, List<Webhook> active) {
    Map<Integer, Optional<SweepRow>> sweeps = new HashMap<>();
    Map<String, Long> waiting = new HashMap<>();
    List<NewDelivery> deliveries = new ArrayList<>();
    for (SweepEvent event : events) {
      Optional<SweepRow> sweep = sweeps.computeIfAbsent(event.sweep(), reader::sweep);
      if (sweep.isPresent()) {
        for (HookEvent type : HookEvent.of(event, sweep.get())) {
          tell(type, event, sweep.get(), active, waiting, deliveries);
        }
      }
    }
    return deliveries;
  }

  private void tell(
      HookEvent type,
      SweepEvent event,
      SweepRow sweep,
      List<Webhook> active,
      Map<String, Long> waiting,
      List<NewDelivery> deliveries) {
    List<Webhook> told =
        active.stream()
            .filter(webhook -> webhook.since() < event.sequence())
            .filter(webhook -> webhook.wants(type.word(), sweep.project()))
            .toList();
    if (told.isEmpty()) {
      return;
    }
    Message message = messages.of(type, event, sweep);
    for (Webhook webhook : told) {
      long before = waiting.computeIfAbsent(webhook.id(), store::waiting);
      boolean full = before >= MOST_WAITING;
      waiting.put(webhook.id(), full ? before : before + 1);
      Optional<String> refused =
          full
              ? Optional.of(
                  "Nothing was sent: " + MOST_WAITING + " deliveries to this webhook wait already.")
              : Optional.empty();
      deliveries.add(new NewDelivery(webhook.id(), message, refused));
    }
  }
}
