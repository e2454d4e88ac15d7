package io.sonde.store.sweep;

import io.sonde.search.event.SweepEvent;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.Cursor;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepStore.StoreUnavailable;
import io.sonde.store.database.Database;
import io.sonde.store.database.Transactions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.StatelessSession;

/** Reads sweeps from PostgreSQL. */
public final class HibernateSweepReader implements SweepReader {
  /** Rows of a sweep that is being removed, which nobody sees any more, are there for a while. */
  private static final String THERE = "exists (select 1 from SweepEntity where number = :sweep)";

  private final Transactions transactions;

  /** A reader of a database that holds this room's entities. */
  public HibernateSweepReader(Database database) {
    this.transactions = new Transactions(database, StoreUnavailable::new);
  }

  @Override
  public Page<SweepRow> sweeps(SweepQuery query, Slice slice) {
    String list = query.list("sweeps");
    Optional<Cursor> after = slice.after().map(text -> Cursor.read(text, list, 1));
    SweepFilter all = new SweepFilter(query);
    SweepFilter page = new SweepFilter(query);
    after.ifPresent(cursor -> page.upTo(cursor.number(0) - 1));
    return transactions.reading(
        session -> {
          List<SweepRow> rows =
              page.set(
                      session.createSelectionQuery(
                          "from SweepEntity" + page.where() + " order by number desc",
                          SweepEntity.class))
                  .setFirstResult(slice.offset())
                  .setMaxResults(slice.limit() + 1)
                  .getResultStream()
                  .map(SweepEntity::row)
                  .toList();
          long total =
              all.set(
                      session.createSelectionQuery(
                          "select count(*) from SweepEntity" + all.where(), Long.class))
                  .getSingleResult();
          return Batch.of(rows, slice.limit(), row -> Cursor.of(row.number()).text(list))
              .counted(total);
        });
  }

  @Override
  public Page<ExperimentRow> experiments(SweepQuery query, Slice slice) {
    return transactions.reading(session -> Experiments.list(session, query, slice));
  }

  @Override
  public List<VersionRow> versions(SweepQuery query) {
    return transactions.reading(session -> Experiments.versions(session, query));
  }

  @Override
  public Totals totals() {
    return transactions.reading(SweepTotals::read);
  }

  @Override
  public Optional<SweepRow> sweep(int sweep) {
    return transactions.reading(
        session ->
            Optional.ofNullable(session.get(SweepEntity.class, sweep)).map(SweepEntity::row));
  }

  @Override
  public Optional<Asked> asked(int sweep) {
    return transactions.reading(
        session ->
            Optional.ofNullable(session.get(SweepEntity.class, sweep))
                .map(found -> Asked.of(found.stored().sweep())));
  }

  @Override
  public Page<TrialRow> trials(int sweep, TrialQuery query) {
    TrialPage page = new TrialPage(sweep, query);
    return transactions.reading(
        session -> page.read(session).counted(total(session, sweep, query)));
  }

  @Override
  public Batch<TrialRow> batch(int sweep, TrialQuery query) {
    return transactions.reading(
        session ->
            there(session, sweep)
                ? new TrialPage(sweep, query).read(session)
                : new Batch<>(List.of(), Optional.empty()));
  }

  private static long total(StatelessSession session, int sweep, TrialQuery query) {
    if (!query.filters().isEmpty()) {
      return count(session, new TrialConditions(sweep, query));
    }
    // The sweep keeps the sums, so that no page has to count its trials.
    return total(
        Optional.ofNullable(session.get(SweepEntity.class, sweep))
            .map(SweepEntity::counts)
            .orElse(Map.of()),
        query.states());
  }

  private static long count(StatelessSession session, TrialConditions conditions) {
    return conditions
        .set(
            session.createNativeQuery(
                "select count(*) from trial where " + conditions.where(), Long.class))
        .getSingleResult();
  }

  private static long total(Map<TrialState, Integer> counts, Set<TrialState> states) {
    return counts.entrySet().stream()
        .filter(count -> states.isEmpty() || states.contains(count.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  @Override
  public Optional<TrialRow> trial(int sweep, int trial) {
    return transactions.reading(
        session ->
            !there(session, sweep)
                ? Optional.empty()
                : Optional.ofNullable(
                        session.get(TrialEntity.class, new TrialEntity.Key(sweep, trial)))
                    .map(TrialEntity::row));
  }

  @Override
  public List<AttemptRow> attempts(int sweep, int trial) {
    return transactions.reading(
        session ->
            session
                .createSelectionQuery(
                    "from AttemptEntity where sweep = :sweep and trial = :trial and "
                        + THERE
                        + " order by number",
                    AttemptEntity.class)
                .setParameter("sweep", sweep)
                .setParameter("trial", trial)
                .getResultStream()
                .map(AttemptEntity::row)
                .toList());
  }

  private static boolean there(StatelessSession session, int sweep) {
    return !session
        .createSelectionQuery("select 1 from SweepEntity where number = :sweep", Integer.class)
        .setParameter("sweep", sweep)
        .getResultList()
        .isEmpty();
  }

  @Override
  public Map<Integer, List<String>> devices(int sweep, Collection<Integer> trials) {
    return trials.isEmpty()
        ? Map.of()
        : transactions.reading(
            session ->
                session
                    .createSelectionQuery(
                        "from AttemptEntity a where a.sweep = :sweep and a.trial in :trials"
                            + " and a.number = (select max(b.number) from AttemptEntity b"
                            + " where b.sweep = a.sweep and b.trial = a.trial)",
                        AttemptEntity.class)
                    .setParameter("sweep", sweep)
                    .setParameter("trials", List.copyOf(trials))
                    .getResultStream()
                    .collect(Collectors.toMap(AttemptEntity::trial, a -> a.row().devices())));
  }

  @Override
  public List<HistoryPoint> history(int sweep, int most) {
    return transactions.reading(
        session ->
            Optional.ofNullable(session.get(SweepEntity.class, sweep))
                .map(found -> ThinnedHistory.read(session, sweep, found.direction(), most))
                .orElse(List.of()));
  }

  @Override
  public Map<String, List<CurvePoint>> curves(int sweep, int trial, int most) {
    return transactions.reading(
        session ->
            there(session, sweep) ? ThinnedCurves.read(session, sweep, trial, most) : Map.of());
  }

  @Override
  public List<SweepEvent> events(int sweep, long after, int limit) {
    return transactions.reading(
        session ->
            session
                .createSelectionQuery(
                    "from EventEntity where sweep = :sweep and sequence > :after and "
                        + THERE
                        + " order by sequence",
                    EventEntity.class)
                .setParameter("sweep", sweep)
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultStream()
                .map(EventEntity::event)
                .toList());
  }

  @Override
  public long lastSequence() {
    return transactions.reading(HibernateSweepStore::lastSequence);
  }
}
