package io.sonde.store;

import io.sonde.scheduler.port.LeaseStore;
import io.sonde.search.port.AnalysisReader;
import io.sonde.search.port.Milestones;
import io.sonde.search.port.NoteStore;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepStore;
import io.sonde.store.access.AuditEntity;
import io.sonde.store.access.HibernateAccessStore;
import io.sonde.store.access.TokenEntity;
import io.sonde.store.database.Database;
import io.sonde.store.database.DatabaseAddress;
import io.sonde.store.database.DatabaseOwner;
import io.sonde.store.database.Ownership;
import io.sonde.store.database.ServerEntity;
import io.sonde.store.lease.HibernateLeaseStore;
import io.sonde.store.lease.LeaseDeviceEntity;
import io.sonde.store.lease.LeaseEntity;
import io.sonde.store.note.HibernateNoteStore;
import io.sonde.store.note.NoteEntity;
import io.sonde.store.sweep.AttemptEntity;
import io.sonde.store.sweep.DeletedEntity;
import io.sonde.store.sweep.EventEntity;
import io.sonde.store.sweep.HibernateAnalysisReader;
import io.sonde.store.sweep.HibernateMilestones;
import io.sonde.store.sweep.HibernateSweepReader;
import io.sonde.store.sweep.HibernateSweepStore;
import io.sonde.store.sweep.MetricEntity;
import io.sonde.store.sweep.MetricThinning;
import io.sonde.store.sweep.RequestEntity;
import io.sonde.store.sweep.SweepEntity;
import io.sonde.store.sweep.ThinnedEntity;
import io.sonde.store.sweep.TrialEntity;
import io.sonde.store.webhook.DeliveryEntity;
import io.sonde.store.webhook.HibernateWebhookStore;
import io.sonde.store.webhook.PositionEntity;
import io.sonde.store.webhook.WebhookEntity;
import io.sonde.web.port.AccessStore;
import io.sonde.web.port.WebhookStore;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
          DeletedEntity.class,
          EventEntity.class,
          TrialEntity.class,
          AttemptEntity.class,
          MetricEntity.class,
          LeaseEntity.class,
          LeaseDeviceEntity.class,
          NoteEntity.class,
          TokenEntity.class,
          AuditEntity.class,
          WebhookEntity.class,
          DeliveryEntity.class,
          PositionEntity.class,
          ThinnedEntity.class,
          RequestEntity.class);

  /** What is about processes and the server of this moment, and worth nothing later. */
  private static final List<Class<?>> OF_THE_MOMENT =
      List.of(ServerEntity.class, LeaseEntity.class, LeaseDeviceEntity.class);

  private static final Logger log = LoggerFactory.getLogger(Store.class);

  private final Database database;
  private final HibernateSweepStore sweeps;
  private final SweepReader reader;
  private final AnalysisReader analysis;
  private final LeaseStore leases;
  private final NoteStore notes;
  private final AccessStore access;
  private final MetricThinning thinning;
  private final Milestones milestones;
  private final WebhookStore webhooks;

  private Store(Database database) {
    this.database = database;
    this.sweeps = new HibernateSweepStore(database);
    this.reader = new HibernateSweepReader(database);
    this.analysis = new HibernateAnalysisReader(database);
    this.leases = new HibernateLeaseStore(database);
    this.notes = new HibernateNoteStore(database);
    this.access = new HibernateAccessStore(database);
    this.thinning = new MetricThinning(database);
    this.milestones = new HibernateMilestones(database);
    this.webhooks = new HibernateWebhookStore(database);
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

  /** The tables whose rows a backup holds: all but those about what runs at this moment. */
  public static Set<String> lastingTables() {
    return ENTITIES.stream()
        .filter(entity -> !OF_THE_MOMENT.contains(entity))
        .map(entity -> Objects.requireNonNull(entity.getAnnotation(Table.class)).name())
        .collect(Collectors.toUnmodifiableSet());
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
    Ownership ownership = database.own(DatabaseOwner.thisProcess(address));
    Thread removal = new Thread(this::finishDeletions, "sonde-removal");
    removal.setDaemon(true);
    removal.start();
    return ownership;
  }

  /** Nobody waits for this: what is left of a deleted sweep is not seen any more. */
  private void finishDeletions() {
    try {
      sweeps.finishDeletions();
    } catch (RuntimeException e) {
      log.info("What is left of deleted sweeps goes with the next start: {}", e.getMessage());
    }
  }

  /** Writes sweeps; only for the owner. */
  public SweepStore sweeps() {
    return sweeps;
  }

  /** Reads sweeps, for anybody. */
  public SweepReader reader() {
    return reader;
  }

  /** Reads what charts of many trials are drawn from, for anybody. */
  public AnalysisReader analysis() {
    return analysis;
  }

  /** Reads and writes leases; only for the owner. */
  public LeaseStore leases() {
    return leases;
  }

  /** Reads and writes notes; writing is only for the owner. */
  public NoteStore notes() {
    return notes;
  }

  /** Reads and writes tokens and the audit log, for anybody. */
  public AccessStore access() {
    return access;
  }

  /** Makes the curves of old sweeps coarser; only for the owner. */
  public MetricThinning thinning() {
    return thinning;
  }

  /** Reads the changes of state of all sweeps, for anybody. */
  public Milestones milestones() {
    return milestones;
  }

  /** Reads and writes webhooks and their deliveries; writing is only for the owner. */
  public WebhookStore webhooks() {
    return webhooks;
  }

  /** The database itself: whether it can be written, and how busy it is. */
  public Database database() {
    return database;
  }

  /** Closes all connections and gives the database free. */
  @Override
  public void close() {
    database.close();
  }
}
