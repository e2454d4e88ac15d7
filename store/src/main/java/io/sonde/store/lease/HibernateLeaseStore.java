package io.sonde.store.lease;

import io.sonde.scheduler.port.DeviceLeasedException;
import io.sonde.scheduler.port.Lease;
import io.sonde.scheduler.port.LeaseStore;
import io.sonde.scheduler.port.LeaseStoreUnavailableException;
import io.sonde.store.database.Database;
import io.sonde.store.database.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.StatelessSession;

/** Keeps leases in PostgreSQL. */
public final class HibernateLeaseStore implements LeaseStore {
  private final Transactions transactions;

  /** A store in a database that holds this room's entities and is owned by this process. */
  public HibernateLeaseStore(Database database) {
    this.transactions = new Transactions(database, LeaseStoreUnavailableException::new);
  }

  @Override
  public void acquire(Lease lease) {
    transactions.write(
        session -> {
          // One at a time, so that who comes second sees what the first has taken.
          session
              .createNativeMutationQuery("lock table lease in share row exclusive mode")
              .executeUpdate();
          LeaseEntity held = session.get(LeaseEntity.class, lease.jobId());
          if (held == null) {
            insert(session, lease);
          } else {
            requireSame(held.lease(devices(session, lease.jobId())), lease);
            lease.process().ifPresent(process -> session.update(held.usedBy(process)));
          }
        });
  }

  private static void insert(StatelessSession session, Lease lease) {
    boolean shared = lease.memoryBytes().isPresent();
    for (LeaseDeviceEntity holder : holders(session, lease)) {
      if (!(shared && holder.shared())) {
        throw new DeviceLeasedException(holder.device(), lease.host());
      }
    }
    List<LeaseDeviceEntity> devices = new ArrayList<>();
    for (String device : lease.devices()) {
      devices.add(
          new LeaseDeviceEntity(lease.host(), device, lease.jobId(), devices.size(), shared));
    }
    session.insert(new LeaseEntity(lease));
    session.insertMultiple(devices);
  }

  private static List<LeaseDeviceEntity> holders(StatelessSession session, Lease wanted) {
    return wanted.devices().isEmpty()
        ? List.of()
        : session
            .createSelectionQuery(
                "from LeaseDeviceEntity where host = :host and device in :devices",
                LeaseDeviceEntity.class)
            .setParameter("host", wanted.host())
            .setParameter("devices", wanted.devices())
            .getResultList();
  }

  private static void requireSame(Lease held, Lease wanted) {
    if (!held.host().equals(wanted.host()) || !held.devices().equals(wanted.devices())) {
      throw new IllegalStateException(
          "Job %s already holds %s of %s, not %s of %s"
              .formatted(
                  held.jobId(), held.devices(), held.host(), wanted.devices(), wanted.host()));
    }
  }

  private static List<String> devices(StatelessSession session, String job) {
    return session
        .createSelectionQuery(
            "from LeaseDeviceEntity where job = :job order by position", LeaseDeviceEntity.class)
        .setParameter("job", job)
        .getResultStream()
        .map(LeaseDeviceEntity::device)
        .toList();
  }

  @Override
  public void release(String jobId) {
    transactions.write(
        session ->
            session
                .createMutationQuery("delete from LeaseEntity where job = :job")
                .setParameter("job", jobId)
                .executeUpdate());
  }

  @Override
  public List<Lease> all() {
    return transactions.reading(
        session -> {
          Map<String, List<String>> devices =
              session
                  .createSelectionQuery(
                      "from LeaseDeviceEntity order by position", LeaseDeviceEntity.class)
                  .getResultStream()
                  .collect(
                      Collectors.groupingBy(
                          LeaseDeviceEntity::job,
                          Collectors.mapping(LeaseDeviceEntity::device, Collectors.toList())));
          return session
              .createSelectionQuery("from LeaseEntity order by since, job", LeaseEntity.class)
              .getResultStream()
              .map(lease -> lease.lease(devices.getOrDefault(lease.job(), List.of())))
              .toList();
        });
  }
}
