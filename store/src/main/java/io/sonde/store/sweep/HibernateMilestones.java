package io.sonde.store.sweep;

import io.sonde.search.event.SweepEvent;
import io.sonde.search.port.Milestones;
import io.sonde.search.port.SweepStore.StoreUnavailable;
import io.sonde.store.database.Database;
import io.sonde.store.database.Transactions;
import java.util.List;

/** Reads the changes of state of all sweeps from PostgreSQL. */
public final class HibernateMilestones implements Milestones {
  private final Transactions transactions;

  /** Of a database that holds this room's entities. */
  public HibernateMilestones(Database database) {
    this.transactions = new Transactions(database, StoreUnavailable::new);
  }

  @Override
  public Stretch after(long sequence, int limit) {
    return transactions.reading(
        session -> {
          // First, so that what is committed meanwhile counts as not yet read.
          long last = HibernateSweepStore.lastSequence(session);
          List<SweepEvent> events =
              session
                  .createSelectionQuery(
                      "from EventEntity where sequence > :after and sequence <= :last"
                          + " and kind in ('sweep_became', 'trial_became') order by sequence",
                      EventEntity.class)
                  .setParameter("after", sequence)
                  .setParameter("last", last)
                  .setMaxResults(limit)
                  .getResultStream()
                  .map(EventEntity::event)
                  .toList();
          return new Stretch(
              events,
              events.size() == limit ? events.get(limit - 1).sequence() : Math.max(sequence, last));
        });
  }

  @Override
  public long lastSequence() {
    return transactions.reading(HibernateSweepStore::lastSequence);
  }
}
