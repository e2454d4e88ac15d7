package io.sonde.store.sweep;

import io.sonde.search.event.SweepEvent;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepStore.StoreUnavailable;
import io.sonde.store.database.Database;
import io.sonde.store.database.Transactions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads sweeps from PostgreSQL. */
public final class HibernateSweepReader implements SweepReader {
  private final Transactions transactions;

  /** A reader of a database that holds this room's entities. */
  public HibernateSweepReader(Database database) {
    this.transactions = new Transactions(database, StoreUnavailable::new);
  }

  @Override
  public Page<SweepRow> sweeps(SweepQuery query, int offset, int limit) {
    SweepFilter filter = new SweepFilter(query);
    return transactions.reading(
        session -> {
          List<SweepRow> rows =
              filter
                  .set(
                      session.createSelectionQuery(
                          "from SweepEntity" + filter.where() + " order by number desc",
                          SweepEntity.class))
                  .setFirstResult(offset)
                  .setMaxResults(limit)
                  .getResultStream()
                  .map(SweepEntity::row)
                  .toList();
          long total =
              filter
                  .set(
                      session.createSelectionQuery(
                          "select count(*) from SweepEntity" + filter.where(), Long.class))
                  .getSingleResult();
          return new Page<>(rows, total);
        });
  }

  @Override
  public Optional<SweepRow> sweep(int sweep) {
    return transactions.reading(
        session ->
            Optional.ofNullable(session.get(SweepEntity.class, sweep)).map(SweepEntity::row));
  }

  @Override
  public Optional<String> specText(int sweep) {
    return transactions.reading(
        session ->
            Optional.ofNullable(session.get(SweepEntity.class, sweep)).map(SweepEntity::spec));
  }

  @Override
  public Page<TrialRow> trials(int sweep, TrialQuery query) {
    return transactions.reading(
        session -> {
          List<TrialRow> rows =
              TrialOrder.of(query.sort())
                  .select(session, sweep, query)
                  .map(TrialEntity::row)
                  .toList();
          // The sweep keeps the sums, so that no page has to count its trials.
          Map<TrialState, Integer> counts =
              Optional.ofNullable(session.get(SweepEntity.class, sweep))
                  .map(SweepEntity::counts)
                  .orElse(Map.of());
          return new Page<>(rows, total(counts, query.states()));
        });
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
            Optional.ofNullable(session.get(TrialEntity.class, new TrialEntity.Key(sweep, trial)))
                .map(TrialEntity::row));
  }

  @Override
  public List<AttemptRow> attempts(int sweep, int trial) {
    return transactions.reading(
        session ->
            session
                .createSelectionQuery(
                    "from AttemptEntity where sweep = :sweep and trial = :trial order by number",
                    AttemptEntity.class)
                .setParameter("sweep", sweep)
                .setParameter("trial", trial)
                .getResultStream()
                .map(AttemptEntity::row)
                .toList());
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
    return transactions.reading(session -> ThinnedCurves.read(session, sweep, trial, most));
  }

  @Override
  public List<SweepEvent> events(int sweep, long after, int limit) {
    return transactions.reading(
        session ->
            session
                .createSelectionQuery(
                    "from EventEntity where sweep = :sweep and sequence > :after order by sequence",
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
