package io.sonde.store;

import io.sonde.scheduler.port.LeaseStore;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepStore;
import io.sonde.store.database.Database;
import io.sonde.store.database.DatabaseAddress;
import io.sonde.store.database.DatabaseOwner;
import io.sonde.store.database.Ownership;
import io.sonde.store.database.ServerEntity;
import io.sonde.store.lease.HibernateLeaseStore;
import io.sonde.store.lease.LeaseDeviceEntity;
import io.sonde.store.lease.LeaseEntity;
import io.sonde.store.sweep.AttemptEntity;
import io.sonde.store.sweep.EventEntity;
import io.sonde.store.sweep.HibernateSweepReader;
import io.sonde.store.sweep.HibernateSweepStore;
import io.sonde.store.sweep.MetricEntity;
import io.sonde.store.sweep.SweepEntity;
import io.sonde.store.sweep.TrialEntity;
import java.util.List;

/**
 * All that Sonde keeps in one PostgreSQL database. Thread-safe.
 *
 * <p>Commands that only read may open the database beside the server that owns it. A server calls
 * {@link #own} before it writes.
 */
public final class Store implements AutoCloseable {
  static final List<Class<?>> ENTITIES =
      List.of(
          ServerEntity.class,
          SweepEntity.class,
          EventEntity.class,
          TrialEntity.class,
          AttemptEntity.class,
          MetricEntity.class,
          LeaseEntity.class,
          LeaseDeviceEntity.class);

  private final Database database;
  private final SweepStore sweeps;
  private final SweepReader reader;
  private final LeaseStore leases;

  private Store(Database database) {
    this.database = database;
    this.sweeps = new HibernateSweepStore(database);
    this.reader = new HibernateSweepReader(database);
    this.leases = new HibernateLeaseStore(database);
  }

  /**
   * Opens a database, first creating or renewing its schema where that is needed.
   *
   * @throws io.sonde.store.database.DatabaseException with a sentence for the user when it cannot
   *     be reached or entered, or is too old or too new
   */
  public static Store open(DatabaseAddress address) {
    return new Store(Database.open(address, ENTITIES));
  }

  /**
   * Takes the database for this process, which may write from now on; given back by closing the
   * result or this store. The claim survives outages of the database.
   *
   * @param address where this server can be reached, for those who find the database taken
   * @throws io.sonde.store.database.DatabaseInUseException when another server owns it; it names
   *     that server's host and process
   */
  public Ownership own(String address) {
    return database.own(DatabaseOwner.thisProcess(address));
  }

  /** Writes sweeps; only for the owner. */
  public SweepStore sweeps() {
    return sweeps;
  }

  /** Reads sweeps, for anybody. */
  public SweepReader reader() {
    return reader;
  }

  /** Reads and writes leases; only for the owner. */
  public LeaseStore leases() {
    return leases;
  }

  /** Closes all connections and gives the database free. */
  @Override
  public void close() {
    database.close();
  }
}
