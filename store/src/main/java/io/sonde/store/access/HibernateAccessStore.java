package io.sonde.store.access;

import io.sonde.search.port.SweepStore.StoreUnavailable;
import io.sonde.store.database.Database;
import io.sonde.store.database.Transactions;
import io.sonde.web.port.AccessStore;
import io.sonde.web.port.AccessToken;
import io.sonde.web.port.AuditEntry;
import io.sonde.web.port.AuditEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.hibernate.StatelessSession;

/**
 * Keeps tokens and the audit log in PostgreSQL. Its rows are not the owner's alone: a command makes
 * a token beside the server.
 */
public final class HibernateAccessStore implements AccessStore {
  private final Transactions transactions;

  /** A store in a database that holds this room's entities. */
  public HibernateAccessStore(Database database) {
    this.transactions = new Transactions(database, StoreUnavailable::new);
  }

  @Override
  public void add(AccessToken token) {
    transactions.beside(
        session -> {
          if (session.get(TokenEntity.class, token.id()) != null) {
            throw new IllegalStateException("there is a token " + token.id() + " already");
          }
          return session.insert(new TokenEntity(token));
        });
  }

  @Override
  public Optional<AccessToken> token(String id) {
    return transactions.reading(
        session -> Optional.ofNullable(session.get(TokenEntity.class, id)).map(TokenEntity::token));
  }

  @Override
  public List<AccessToken> tokens() {
    return transactions.reading(
        session ->
            session
                .createSelectionQuery(
                    "from TokenEntity order by created desc, id", TokenEntity.class)
                .getResultStream()
                .map(TokenEntity::token)
                .toList());
  }

  @Override
  public boolean revoke(String id, Instant at) {
    return transactions.beside(
            session ->
                session
                    .createMutationQuery(
                        "update TokenEntity set revoked = :at where id = :id and revoked is null")
                    .setParameter("at", at.truncatedTo(ChronoUnit.MICROS))
                    .setParameter("id", id)
                    .executeUpdate())
        == 1;
  }

  @Override
  public void used(String id, Instant at) {
    transactions.beside(
        session ->
            session
                .createMutationQuery(
                    "update TokenEntity set used = :at"
                        + " where id = :id and (used is null or used < :at)")
                .setParameter("at", at.truncatedTo(ChronoUnit.MICROS))
                .setParameter("id", id)
                .executeUpdate());
  }

  @Override
  public void record(AuditEvent event) {
    transactions.beside(session -> session.insert(new AuditEntity(event)));
  }

  @Override
  public List<AuditEntry> audit(long before, int limit) {
    return transactions.reading(
        session ->
            session
                .createSelectionQuery(
                    "from AuditEntity where number < :before order by number desc",
                    AuditEntity.class)
                .setParameter("before", before)
                .setMaxResults(limit)
                .getResultStream()
                .map(AuditEntity::entry)
                .toList());
  }

  @Override
  public void forget(Instant before, long most) {
    transactions.beside(
        session -> {
          session
              .createMutationQuery("delete from AuditEntity where at < :before")
              .setParameter("before", before)
              .executeUpdate();
          return forgetBeyond(session, most);
        });
  }

  private static int forgetBeyond(StatelessSession session, long most) {
    return session
        .createNativeMutationQuery(
            "delete from audit_entry where number <="
                + " (select number from audit_entry order by number desc offset :most limit 1)")
        .setParameter("most", most)
        .executeUpdate();
  }
}
