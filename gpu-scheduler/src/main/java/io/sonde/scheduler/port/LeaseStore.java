package io.sonde.scheduler.port;

import java.util.List;

/**
 * Remembers leases beyond the life of the server. Every call is one transaction, durable when it
 * returns. Safe for use by several threads. Every call throws {@link
 * LeaseStoreUnavailableException} where the store cannot be reached for now; the caller then tries
 * again, so each call must have the same effect done twice as done once.
 */
public interface LeaseStore {

  /**
   * Takes the lease, all of its devices or none. A job that already holds exactly these devices of
   * this host keeps its lease, but for the process that this one names, if it names one. Leases
   * that claim a part of a device's memory may hold it together, as many as ask: whether the memory
   * suffices is for the caller to know.
   *
   * @throws DeviceLeasedException where another job holds one of these devices of this host, and
   *     not both of them claim a part only
   * @throws IllegalStateException where the job already holds a lease on other devices
   */
  void acquire(Lease lease);

  /** Gives a job's lease back. Nothing happens where it holds none. */
  void release(String jobId);

  /** Every lease held, of every host, by the time it was taken and then by job. */
  List<Lease> all();
}
