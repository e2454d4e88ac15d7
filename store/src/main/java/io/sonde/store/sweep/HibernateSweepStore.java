package io.sonde.store.sweep;

import io.sonde.search.event.SweepEvent;
import io.sonde.search.port.SweepStore;
import io.sonde.search.request.RequestKey;
import io.sonde.store.database.Database;
import io.sonde.store.database.Transactions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;

/** Keeps sweeps in PostgreSQL. */
public final class HibernateSweepStore implements SweepStore {
  /** Names the lock of those who add a sweep; any number that nobody else uses. */
  private static final long ADDING = 0x50_4E_44_45_01L;

  /** Names the lock of those who store events; another number of that kind. */
  private static final long COMMITTING = 0x50_4E_44_45_02L;

  private final Transactions transactions;
  private final SweepRemoval removal;

  /** A store in a database that holds this room's entities and is owned by this process. */
  public HibernateSweepStore(Database database) {
    this.transactions = new Transactions(database, StoreUnavailable::new);
    this.removal = new SweepRemoval(transactions);
  }

  @Override
  public int create(NewSweep sweep, SweepHead head) {
    return transactions.writing(
        session -> {
          // Sequences leave gaps where a transaction fails; people count sweeps without any. A lock
          // on the table would wait for those who change other sweeps, and they for it.
          lock(session, ADDING);
          sweep.key().ifPresent(key -> requireNew(session, key));
          int number = 1 + highest(session);
          session.insert(new SweepEntity(number, version(session, sweep), sweep, head));
          return number;
        });
  }

  /** Waits for whoever holds a lock of this name, and holds it until the transaction ends. */
  private static void lock(StatelessSession session, long name) {
    session
        .createNativeQuery("select 1 from pg_advisory_xact_lock(:name)", Integer.class)
        .setParameter("name", name)
        .getSingleResult();
  }

  /** The highest number so far; in this order, so that a sweep that goes meanwhile counts. */
  private static int highest(StatelessSession session) {
    int present =
        session
            .createSelectionQuery("select coalesce(max(number), 0) from SweepEntity", Integer.class)
            .getSingleResult();
    return Math.max(present, DeletedEntity.of(session).sweep());
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
    key.require(stored.sweep().key().orElseThrow(), "started sweep " + stored.number());
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
  public void override(int sweep, Overrides fresh) {
    transactions.write(
        session -> {
          // Locked, for a commit of events writes the same row.
          SweepEntity entity = session.get(SweepEntity.class, sweep, LockMode.PESSIMISTIC_WRITE);
          if (entity == null) {
            throw new IllegalArgumentException("There is no sweep " + sweep);
          }
          entity.override(fresh);
          session.update(entity);
        });
  }

  @Override
  public void commit(List<SweepEvent> events) {
    transactions.write(
        session -> {
          // A commit whose answer was lost may still be under way: only after it is it known which
          // of these events it has stored.
          lock(session, COMMITTING);
          long stored = lastSequence(session);
          Ledger ledger = new Ledger(session);
          events.stream().filter(event -> event.sequence() > stored).forEach(ledger::apply);
          ledger.write();
        });
  }

  @Override
  public OptionalInt answer(int sweep, RequestKey key) {
    return transactions.reading(session -> answer(session, sweep, key));
  }

  private static OptionalInt answer(StatelessSession session, int sweep, RequestKey key) {
    RequestEntity found = session.get(RequestEntity.class, new RequestEntity.Key(sweep, key.key()));
    if (found == null) {
      return OptionalInt.empty();
    }
    key.require(found.request(), "was about sweep " + sweep);
    return OptionalInt.of(found.answer());
  }

  @Override
  public void delete(int sweep) {
    removal.remove(sweep);
  }

  /** Goes on with sweeps whose removal an earlier server did not come to the end of. */
  public void finishDeletions() {
    removal.finish();
  }

  @Override
  public long lastSequence() {
    return transactions.reading(HibernateSweepStore::lastSequence);
  }

  static long lastSequence(StatelessSession session) {
    return Math.max(lastEvent(session), DeletedEntity.of(session).sequence());
  }

  private static long lastEvent(StatelessSession session) {
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
