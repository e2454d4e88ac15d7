package io.sonde.web.webhook;

import io.sonde.search.port.SweepStore.StoreUnavailable;
import io.sonde.web.port.Delivery;
import io.sonde.web.port.Delivery.Attempt;
import io.sonde.web.port.Delivery.State;
import io.sonde.web.port.Webhook;
import io.sonde.web.port.WebhookStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is due, some deliveries of each webhook at a time, so that one that does not answer
 * keeps no other waiting. What was sent and could not be noted is noted before anything else; what
 * was not noted when the server ended is sent again by the next one. Its own thread does
 * everything; {@link #wake} may be called by any.
 */
final class Dispatcher implements AutoCloseable {
  /** How many deliveries of one webhook are under way at a time. */
  static final int AT_A_TIME = 2;

  /** How long deliveries that wait no more are kept. */
  static final Duration KEPT = Duration.ofDays(30);

  /** How many of them are kept of each webhook. */
  static final int MOST_KEPT = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final Duration BETWEEN_TIDYINGS = Duration.ofHours(1);
  private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(2);

  /** How long the end waits for what is under way. */
  private static final Duration FAREWELL = Duration.ofSeconds(3);

  private final WebhookStore store;
  private final Outbox outbox;
  private final Courier courier;
  private final Backoff backoff;
  private final Clock clock;
  private final Map<String, Set<Long>> underWay = new HashMap<>();
  private final Deque<Sent> sent = new ArrayDeque<>();
  private final Thread thread = new Thread(this::run, "webhooks");
  private Instant tidyAt = Instant.MIN;
  private boolean woken;
  private boolean closed;

  private record Sent(Delivery delivery, Attempt attempt) {}

  Dispatcher(WebhookStore store, Outbox outbox, Courier courier, Backoff backoff, Clock clock) {
    this.store = store;
    this.outbox = outbox;
    this.courier = courier;
    this.backoff = backoff;
    this.clock = clock;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Something may have happened, or be due. */
  synchronized void wake() {
    woken = true;
    notifyAll();
  }

  private void run() {
    while (awake()) {
      sleep(turn());
    }
    long end = System.nanoTime() + FAREWELL.toNanos();
    turn();
    while (!underWay.isEmpty() && System.nanoTime() < end) {
      sleep(Duration.ofNanos(end - System.nanoTime()));
      turn();
    }
  }

  private synchronized boolean awake() {
    return !closed;
  }

  /** Does what can be done now; how long there is nothing more to do. */
  private Duration turn() {
    try {
      note();
      List<Webhook> active = store.webhooks().stream().filter(Webhook::active).toList();
      outbox.collect(active);
      active.forEach(this::send);
      tidy();
      Instant now = clock.instant();
      return store.nextAfter(now).map(next -> Duration.between(now, next)).orElse(LONGEST_SLEEP);
    } catch (StoreUnavailable away) {
      LOG.debug("webhooks wait for the store", away);
      return AFTER_TROUBLE;
    } catch (RuntimeException e) {
      LOG.error("webhooks are in trouble", e);
      return AFTER_TROUBLE;
    }
  }

  private synchronized void sleep(Duration most) {
    long end = System.nanoTime() + Math.min(most.toNanos(), LONGEST_SLEEP.toNanos());
    try {
      for (long left = end - System.nanoTime();
          left > 0 && !woken;
          left = end - System.nanoTime()) {
        wait(1 + left / 1_000_000);
      }
      woken = false;
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  private void send(Webhook webhook) {
    Set<Long> busy = underWay.getOrDefault(webhook.id(), Set.of());
    int room = AT_A_TIME - busy.size();
    if (room > 0) {
      store.due(webhook.id(), clock.instant(), AT_A_TIME).stream()
          .filter(delivery -> !busy.contains(delivery.number()))
          .limit(room)
          .toList()
          .forEach(delivery -> send(webhook, delivery));
    }
  }

  private void send(Webhook webhook, Delivery delivery) {
    underWay.computeIfAbsent(webhook.id(), id -> new HashSet<>()).add(delivery.number());
    var unused =
        courier.send(webhook, delivery).thenAccept(attempt -> came(new Sent(delivery, attempt)));
  }

  private synchronized void came(Sent fresh) {
    sent.add(fresh);
    wake();
  }

  /** Takes each off the list once it is noted. */
  private void note() {
    List<Sent> all;
    synchronized (this) {
      all = new ArrayList<>(sent);
    }
    for (Sent one : all) {
      note(one.delivery(), one.attempt());
      Set<Long> busy = underWay.get(one.delivery().webhook());
      if (busy != null) {
        busy.remove(one.delivery().number());
      }
      synchronized (this) {
        sent.remove();
      }
    }
    underWay.values().removeIf(Set::isEmpty);
  }

  private void note(Delivery delivery, Attempt attempt) {
    int attempts = delivery.attempts() + 1;
    int most = delivery.message().type().equals(HookEvent.PING.word()) ? 1 : Backoff.ATTEMPTS;
    State state =
        attempt.taken() ? State.DELIVERED : attempts < most ? State.WAITING : State.GIVEN_UP;
    Optional<Instant> next =
        state == State.WAITING
            ? Optional.of(clock.instant().plus(backoff.after(attempts)))
            : Optional.empty();
    store.attempted(delivery.number(), attempt, state, next);
  }

  private void tidy() {
    Instant now = clock.instant();
    if (!now.isBefore(tidyAt)) {
      tidyAt = now.plus(BETWEEN_TIDYINGS);
      store.forget(now.minus(KEPT), MOST_KEPT);
    }
  }

  /**
   * Sends what is due, then ends: what was told last is the end of sweeps. What has not come
   * through by then is sent again by the next server.
   */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      wake();
    }
    try {
      thread.join(2 * FAREWELL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    courier.close();
  }
}
