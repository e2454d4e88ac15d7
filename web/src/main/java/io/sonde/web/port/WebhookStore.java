package io.sonde.web.port;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps webhooks and their deliveries, for the one server that owns the store. Thread-safe. Every
 * change is durable when its method returns. Times are kept to the microsecond. Throws {@link
 * io.sonde.search.port.SweepStore.StoreUnavailable} when the store cannot be reached now.
 */
public interface WebhookStore {
  /**
   * Adds a webhook.
   *
   * @throws IllegalStateException when there is one of this id
   */
  void add(Webhook webhook);

  /** The webhook of an id. */
  Optional<Webhook> webhook(String id);

  /** All webhooks, the newest first. */
  List<Webhook> webhooks();

  /** Puts a webhook in the place of the one of the same id; false when there is none. */
  boolean replace(Webhook webhook);

  /** Removes a webhook with all its deliveries; false when there is none. */
  boolean remove(String id);

  /** Up to which sequence events have become deliveries; 0 at first. */
  long position();

  /**
   * Adds the deliveries of the events between two positions, all together with the second one. One
   * to a webhook that is gone is left out. Where the store is away before it has answered, this may
   * have been done or may still be done: a further call waits for that, and finds the position
   * moved.
   *
   * @param from the {@link #position} after which the events were read
   * @param to up to where, above {@code from}
   * @return false when the position is another; nothing was done then
   * @throws IllegalArgumentException when {@code to} is not above {@code from}
   */
  boolean outgoing(long from, long to, List<NewDelivery> deliveries);

  /** Adds one delivery, if its webhook is there; its number. */
  Optional<Long> add(NewDelivery delivery);

  /** A delivery. */
  Optional<Delivery> delivery(long number);

  /**
   * The deliveries to a webhook, the newest first.
   *
   * @param state only those in it; empty for all
   * @param before only those of a lower number
   * @param limit at most so many, at least 1
   */
  List<Delivery> deliveries(String webhook, Optional<Delivery.State> state, long before, int limit);

  /** Those to a webhook that wait and whose time has come, the longest overdue first. */
  List<Delivery> due(String webhook, Instant now, int limit);

  /** When the next one that waits is due after a moment; empty when none is. */
  Optional<Instant> nextAfter(Instant now);

  /** How many deliveries to a webhook wait. */
  long waiting(String webhook);

  /**
   * Notes how an attempt went; no effect when the delivery is gone.
   *
   * @param state what it came to
   * @param next when it is tried again; present when it waits
   */
  void attempted(
      long number, Delivery.Attempt attempt, Delivery.State state, Optional<Instant> next);

  /**
   * Removes deliveries that wait no more: those made before a moment, and the oldest of each
   * webhook beyond a count.
   */
  void forget(Instant before, int most);

  /**
   * A delivery that is to be made.
   *
   * @param refused why it is given up at once; empty when it is due now
   */
  record NewDelivery(String webhook, Delivery.Message message, Optional<String> refused) {
    /** One that is due at once. */
    public NewDelivery(String webhook, Delivery.Message message) {
      this(webhook, message, Optional.empty());
    }
  }
}
