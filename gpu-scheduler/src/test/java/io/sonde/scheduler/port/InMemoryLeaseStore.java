package io.sonde.scheduler.port;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A lease store for tests that need no database. It forgets everything with the process. */
public final class InMemoryLeaseStore implements LeaseStore {

  private final Map<String, Lease> leases = new LinkedHashMap<>();

  @Override
  public synchronized void acquire(Lease lease) {
    Lease held = leases.get(lease.jobId());
    if (held != null) {
      requireSame(held, lease);
      lease.process().ifPresent(process -> leases.put(lease.jobId(), held.withProcess(process)));
      return;
    }
    for (Lease other : leases.values()) {
      for (String device : lease.devices()) {
        if (other.host().equals(lease.host())
            && other.devices().contains(device)
            && !other.sharesWith(lease)) {
          throw new DeviceLeasedException(device, lease.host());
        }
      }
    }
    leases.put(lease.jobId(), lease);
  }

  private static void requireSame(Lease held, Lease wanted) {
    if (!held.host().equals(wanted.host()) || !held.devices().equals(wanted.devices())) {
      throw new IllegalStateException(
          "job " + held.jobId() + " already holds " + held.devices() + " of " + held.host());
    }
  }

  @Override
  public synchronized void release(String jobId) {
    leases.remove(jobId);
  }

  @Override
  public synchronized List<Lease> all() {
    List<Lease> all = new ArrayList<>(leases.values());
    all.sort(Comparator.comparing(Lease::since).thenComparing(Lease::jobId));
    return all;
  }
}
