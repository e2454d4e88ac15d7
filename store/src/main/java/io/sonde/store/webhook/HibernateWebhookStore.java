package io.sonde.store.webhook;

import io.sonde.search.port.SweepStore.StoreUnavailable;
import io.sonde.store.database.Database;
import io.sonde.store.database.Transactions;
import io.sonde.web.port.Delivery;
import io.sonde.web.port.Delivery.State;
import io.sonde.web.port.Webhook;
import io.sonde.web.port.WebhookStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.hibernate.StatelessSession;

/** Keeps webhooks and their deliveries in PostgreSQL. */
public final class HibernateWebhookStore implements WebhookStore {
  private final Transactions transactions;

  /** A store in a database that holds this room's entities and is owned by this process. */
  public HibernateWebhookStore(Database database) {
    this.transactions = new Transactions(database, StoreUnavailable::new);
  }

  @Override
  public void add(Webhook webhook) {
    transactions.write(
        session -> {
          if (session.get(WebhookEntity.class, webhook.id()) != null) {
            throw new IllegalStateException("there is a webhook " + webhook.id() + " already");
          }
          session.insert(new WebhookEntity(webhook));
        });
  }

  @Override
  public Optional<Webhook> webhook(String id) {
    return transactions.reading(
        session ->
            Optional.ofNullable(session.get(WebhookEntity.class, id)).map(WebhookEntity::webhook));
  }

  @Override
  public List<Webhook> webhooks() {
    return transactions.reading(
        session ->
            session
                .createSelectionQuery(
                    "from WebhookEntity order by created desc, id", WebhookEntity.class)
                .getResultStream()
                .map(WebhookEntity::webhook)
                .toList());
  }

  @Override
  public boolean replace(Webhook webhook) {
    return transactions.writing(
        session -> {
          boolean there = there(session, webhook.id());
          if (there) {
            session.update(new WebhookEntity(webhook));
          }
          return there;
        });
  }

  private static boolean there(StatelessSession session, String id) {
    return session.get(WebhookEntity.class, id) != null;
  }

  @Override
  public boolean remove(String id) {
    return transactions.writing(
            session ->
                session
                    .createMutationQuery("delete from WebhookEntity where id = :id")
                    .setParameter("id", id)
                    .executeUpdate())
        == 1;
  }

  @Override
  public long position() {
    return transactions.reading(session -> PositionEntity.of(session).sequence());
  }

  @Override
  public boolean outgoing(long from, long to, List<NewDelivery> deliveries) {
    return transactions.writing(
        session -> {
          PositionEntity position = PositionEntity.locked(session);
          boolean moved = position.move(from, to);
          if (moved) {
            session.update(position);
            deliveries.stream()
                .filter(delivery -> there(session, delivery.webhook()))
                .forEach(delivery -> session.insert(new DeliveryEntity(delivery)));
          }
          return moved;
        });
  }

  @Override
  public Optional<Long> add(NewDelivery delivery) {
    return transactions.writing(
        session ->
            there(session, delivery.webhook())
                ? Optional.of((Long) session.insert(new DeliveryEntity(delivery)))
                : Optional.<Long>empty());
  }

  @Override
  public Optional<Delivery> delivery(long number) {
    return transactions.reading(
        session ->
            Optional.ofNullable(session.get(DeliveryEntity.class, number))
                .map(DeliveryEntity::delivery));
  }

  @Override
  public List<Delivery> deliveries(String webhook, Optional<State> state, long before, int limit) {
    return transactions.reading(
        session -> {
          var query =
              session
                  .createSelectionQuery(
                      "from DeliveryEntity where webhook = :webhook and number < :before"
                          + (state.isPresent() ? " and state = :state" : "")
                          + " order by number desc",
                      DeliveryEntity.class)
                  .setParameter("webhook", webhook)
                  .setParameter("before", before)
                  .setMaxResults(limit);
          state.ifPresent(only -> query.setParameter("state", only.word()));
          return query.getResultStream().map(DeliveryEntity::delivery).toList();
        });
  }

  @Override
  public List<Delivery> due(String webhook, Instant now, int limit) {
    return transactions.reading(
        session ->
            session
                .createSelectionQuery(
                    "from DeliveryEntity where webhook = :webhook and state = 'waiting'"
                        + " and nextAt <= :now order by nextAt, number",
                    DeliveryEntity.class)
                .setParameter("webhook", webhook)
                .setParameter("now", now.truncatedTo(ChronoUnit.MICROS))
                .setMaxResults(limit)
                .getResultStream()
                .map(DeliveryEntity::delivery)
                .toList());
  }

  @Override
  public Optional<Instant> nextAfter(Instant now) {
    return transactions.reading(
        session ->
            Optional.ofNullable(
                session
                    .createSelectionQuery(
                        "select min(nextAt) from DeliveryEntity where state = 'waiting'"
                            + " and nextAt > :now",
                        Instant.class)
                    .setParameter("now", now.truncatedTo(ChronoUnit.MICROS))
                    .getSingleResultOrNull()));
  }

  @Override
  public long waiting(String webhook) {
    return transactions.reading(
        session ->
            session
                .createSelectionQuery(
                    "select count(*) from DeliveryEntity where webhook = :webhook"
                        + " and state = 'waiting'",
                    Long.class)
                .setParameter("webhook", webhook)
                .getSingleResult());
  }

  @Override
  public void attempted(
      long number, Delivery.Attempt attempt, State state, Optional<Instant> next) {
    transactions.write(
        session -> {
          DeliveryEntity entity = session.get(DeliveryEntity.class, number);
          if (entity != null) {
            entity.attempted(attempt, state, next);
            session.update(entity);
          }
        });
  }

  @Override
  public void forget(Instant before, int most) {
    transactions.write(
        session -> {
          session
              .createMutationQuery(
                  "delete from DeliveryEntity where state <> 'waiting' and created < :before")
              .setParameter("before", before)
              .executeUpdate();
          session
              .createSelectionQuery("select id from WebhookEntity", String.class)
              .getResultList()
              .forEach(webhook -> forgetBeyond(session, webhook, most));
        });
  }

  private static void forgetBeyond(StatelessSession session, String webhook, int most) {
    session
        .createNativeMutationQuery(
            "delete from webhook_delivery where webhook = :webhook and state <> 'waiting'"
                + " and number <= (select number from webhook_delivery where webhook = :webhook"
                + " and state <> 'waiting' order by number desc offset :most limit 1)")
        .setParameter("webhook", webhook)
        .setParameter("most", most)
        .executeUpdate();
  }
}
