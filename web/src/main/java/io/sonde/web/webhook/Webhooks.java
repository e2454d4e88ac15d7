package io.sonde.web.webhook;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.port.EventFeed;
import io.sonde.search.port.Milestones;
import io.sonde.search.port.SweepReader;
import io.sonde.search.report.TokenKey;
import io.sonde.web.port.Delivery;
import io.sonde.web.port.Webhook;
import io.sonde.web.port.WebhookStore;
import io.sonde.web.port.WebhookStore.NewDelivery;
import io.vertx.core.http.HttpClientOptions;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The webhooks of a server: makes and changes them, and sends what they are to be told from {@link
 * #start} on until it is closed. Thread-safe; blocks.
 */
public final class Webhooks implements AutoCloseable {
  /** How many there can be. */
  public static final int MOST = 50;

  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int ID_LETTERS = 10;

  private final WebhookStore store;
  private final Milestones milestones;
  private final Messages messages;
  private final Secrets secrets;
  private final TargetRules rules;
  private final TargetRules.Resolver resolver;
  private final Clock clock;
  private final SecureRandom chance = new SecureRandom();
  private final Dispatcher dispatcher;
  private final EventFeed.Subscription subscription;

  /**
   * Over a store.
   *
   * @param feed says when something has happened
   * @param key of this installation, from which secrets are made
   * @param rules which places may be called
   * @param agent the name and version of this program
   */
  public Webhooks(
      WebhookStore store,
      Milestones milestones,
      SweepReader reader,
      EventFeed feed,
      TokenKey key,
      TargetRules rules,
      String agent,
      Clock clock) {
    this.store = store;
    this.milestones = milestones;
    this.messages = new Messages(reader, clock);
    this.secrets = new Secrets(key);
    this.rules = rules;
    this.resolver = TargetRules.Resolver.ofMachine();
    this.clock = clock;
    this.dispatcher =
        new Dispatcher(
            store,
            new Outbox(store, milestones, reader, messages),
            new Courier(
                secrets, rules, resolver, clock, agent, Courier.PATIENCE, new HttpClientOptions()),
            new Backoff(new SecureRandom()),
            clock);
    this.subscription = feed.subscribe(this::happened);
  }

  /** Begins to send, what an earlier server left first. */
  public void start() {
    dispatcher.start();
  }

  private void happened(List<SweepEvent> events) {
    boolean any =
        events.stream()
            .map(SweepEvent::change)
            .anyMatch(
                change ->
                    change instanceof Change.SweepBecame || change instanceof Change.TrialBecame);
    if (any) {
      dispatcher.wake();
    }
  }

  /** Looks again at what is due: its clock was set. */
  public void wake() {
    dispatcher.wake();
  }

  /**
   * A new webhook.
   *
   * @param secret that its requests are signed with; shown once
   */
  public record Created(Webhook webhook, String secret) {}

  /**
   * Makes a webhook.
   *
   * @throws IllegalArgumentException with a sentence, without a dot, when its target is refused or
   *     there are too many
   */
  public synchronized Created create(Wish wish) {
    requireTarget(wish.url());
    if (store.webhooks().size() >= MOST) {
      throw new IllegalArgumentException(
          "there are " + MOST + " webhooks, the most there can be; delete some first");
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    String id = id();
    String secret = secrets.of(id, now);
    Webhook webhook = webhook(id, wish, Secrets.digest(secret), milestones.lastSequence(), now);
    store.add(webhook);
    return new Created(webhook, secret);
  }

  private String id() {
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < ID_LETTERS; i++) {
      id.append(LETTERS.charAt(chance.nextInt(LETTERS.length())));
    }
    return id.toString();
  }

  private static Webhook webhook(String id, Wish wish, String digest, long since, Instant created) {
    return new Webhook(
        id,
        wish.name(),
        wish.url(),
        wish.events(),
        wish.projects(),
        wish.active(),
        digest,
        since,
        created);
  }

  private void requireTarget(String url) {
    Target target = Target.parse(url);
    try {
      rules.addresses(target, resolver);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("no address is known of the host " + target.host(), e);
    }
  }

  /**
   * Changes a webhook; empty when there is none. What it is told of anew, it is told from now on.
   *
   * @throws IllegalArgumentException with a sentence, without a dot, when its target is refused
   */
  public synchronized Optional<Webhook> change(String id, Wish wish) {
    Optional<Webhook> old = store.webhook(id);
    if (old.isEmpty()) {
      return old;
    }
    requireTarget(wish.url());
    Webhook before = old.get();
    boolean same =
        before.active() == wish.active()
            && before.events().equals(wish.events())
            && before.projects().equals(wish.projects());
    long since = same ? before.since() : milestones.lastSequence();
    Webhook after = webhook(id, wish, before.digest(), since, before.created());
    boolean there = store.replace(after);
    dispatcher.wake();
    return there ? Optional.of(after) : Optional.empty();
  }

  /** Removes a webhook with its deliveries; false when there is none. */
  public boolean delete(String id) {
    return store.remove(id);
  }

  /** All of them, the newest first. */
  public List<Webhook> all() {
    return store.webhooks();
  }

  /** One of them. */
  public Optional<Webhook> find(String id) {
    return store.webhook(id);
  }

  /** Sends something that only tries it, once; empty when there is no such webhook. */
  public Optional<Delivery> ping(String id) {
    return store.webhook(id).flatMap(webhook -> send(id, messages.ping(webhook)));
  }

  /** Sends once more what a delivery says; empty when there is none of this number to it. */
  public Optional<Delivery> again(String id, long number) {
    return delivery(id, number)
        .flatMap(delivery -> send(id, messages.again(number, delivery.message())));
  }

  private Optional<Delivery> send(String id, Delivery.Message message) {
    Optional<Delivery> added = store.add(new NewDelivery(id, message)).flatMap(store::delivery);
    dispatcher.wake();
    return added;
  }

  /** A delivery to a webhook. */
  public Optional<Delivery> delivery(String id, long number) {
    return store.delivery(number).filter(delivery -> delivery.webhook().equals(id));
  }

  /** The deliveries to a webhook, the newest first, as the store pages them. */
  public List<Delivery> deliveries(
      String id, Optional<Delivery.State> state, long before, int limit) {
    return store.deliveries(id, state, before, limit);
  }

  @Override
  public void close() {
    subscription.close();
    dispatcher.close();
  }
}
