package io.sonde.store.sweep;

import io.sonde.search.event.SweepEvent;
import io.sonde.search.port.RequestKey;
import io.sonde.search.port.SweepStore;
import io.sonde.store.database.Database;
import io.sonde.store.database.Transactions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.hibernate.StatelessSession;

/** Keeps sweeps in PostgreSQL. */
public final class HibernateSweepStore implements SweepStore {
  private final Transactions transactions;

  /** A store in a database that holds this room's entities and is owned by this process. */
  public HibernateSweepStore(Database database) {
    this.transactions = new Transactions(database, StoreUnavailable::new);
  }

  @Override
  public int create(NewSweep sweep, SweepHead head) {
    return transactions.writing(
        session -> {
          // Sequences leave gaps where a transaction fails; people count sweeps without any.
          session
              .createNativeMutationQuery("lock table sweep in share row exclusive mode")
              .executeUpdate();
          sweep.key().ifPresent(key -> requireNew(session, key));
          int number =
              session
                      .createSelectionQuery(
                          "select coalesce(max(number), 0) from SweepEntity", Integer.class)
                      .getSingleResult()
                  + 1;
          session.insert(new SweepEntity(number, version(session, sweep), sweep, head));
          return number;
        });
  }

  private static void requireNew(StatelessSession session, RequestKey key) {
    OptionalInt known = startedBy(session, key);
    if (known.isPresent()) {
      throw new RequestKey.Known(known.getAsInt());
    }
  }

  @Override
  public OptionalInt startedBy(RequestKey key) {
    return transactions.reading(session -> startedBy(session, key));
  }

  private static OptionalInt startedBy(StatelessSession session, RequestKey key) {
    SweepEntity found =
        session
            .createSelectionQuery("from SweepEntity where requestKey = :key", SweepEntity.class)
            .setParameter("key", key.key())
            .getSingleResultOrNull();
    if (found == null) {
      return OptionalInt.empty();
    }
    StoredSweep stored = found.stored();
    key.require(stored.sweep().key().orElseThrow(), stored.number());
    return OptionalInt.of(stored.number());
  }

  /** The version that the experiment's text already has, else the next one. */
  private static int version(StatelessSession session, NewSweep sweep) {
    Integer known =
        session
            .createSelectionQuery(
                "select min(version) from SweepEntity where experiment = :name and spec = :text",
                Integer.class)
            .setParameter("name", Storable.text(sweep.experiment()))
            .setParameter("text", Storable.text(sweep.specText()))
            .getSingleResultOrNull();
    if (known != null) {
      return known;
    }
    return 1
        + session
            .createSelectionQuery(
                "select coalesce(max(version), 0) from SweepEntity where experiment = :name",
                Integer.class)
            .setParameter("name", Storable.text(sweep.experiment()))
            .getSingleResult();
  }

  @Override
  public void override(int sweep, Overrides overrides, int budget) {
    transactions.write(
        session -> {
          SweepEntity entity = session.get(SweepEntity.class, sweep);
          if (entity == null) {
            throw new IllegalArgumentException("There is no sweep " + sweep);
          }
          entity.override(overrides, budget);
          session.update(entity);
        });
  }

  @Override
  public void commit(List<SweepEvent> events) {
    transactions.write(
        session -> {
          long stored = lastSequence(session);
          Ledger ledger = new Ledger(session);
          events.stream().filter(event -> event.sequence() > stored).forEach(ledger::apply);
          ledger.write();
        });
  }

  @Override
  public long lastSequence() {
    return transactions.reading(HibernateSweepStore::lastSequence);
  }

  static long lastSequence(StatelessSession session) {
    return session
        .createSelectionQuery("select coalesce(max(sequence), 0L) from EventEntity", Long.class)
        .getSingleResult();
  }

  @Override
  public Optional<StoredSweep> load(int sweep) {
    return transactions.reading(
        session ->
            Optional.ofNullable(session.get(SweepEntity.class, sweep)).map(SweepEntity::stored));
  }

  @Override
  public List<SweepEvent> events(int sweep) {
    return transactions.reading(
        session ->
            session
                .createSelectionQuery(
                    "from EventEntity where sweep = :sweep order by sequence", EventEntity.class)
                .setParameter("sweep", sweep)
                .getResultStream()
                .map(EventEntity::event)
                .toList());
  }

  @Override
  public List<Integer> unfinished() {
    return transactions.reading(
        session ->
            session
                .createNativeQuery(
                    "select number from sweep where state in ('waiting', 'running', 'paused')"
                        + " order by number",
                    Integer.class)
                .getResultList());
  }
}
