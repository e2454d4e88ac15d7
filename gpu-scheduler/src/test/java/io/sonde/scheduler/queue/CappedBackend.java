package io.sonde.scheduler.queue;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.Standby;
import io.sonde.scheduler.port.Backend;
import io.sonde.scheduler.port.JobObserver;
import io.sonde.scheduler.port.Lease;
import io.sonde.scheduler.port.Observations;
import io.sonde.scheduler.port.Recovery;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;

/**
 * An engine that runs its jobs on this machine: it takes a number of them, and needs no devices.
 *
 * @param local where the jobs run
 * @param most how many it takes at a time
 */
record CappedBackend(Backend local, int most) implements Backend {

  @Override
  public String host() {
    return "cluster";
  }

  @Override
  public OptionalInt capacity() {
    return OptionalInt.of(most);
  }

  @Override
  public void submit(Job job, List<Device> devices, JobObserver observer) {
    if (!devices.isEmpty()) {
      throw new IllegalArgumentException("an engine chooses its devices, got " + devices);
    }
    local.submit(job, devices, observer);
  }

  @Override
  public Observations observe() {
    return local.observe();
  }

  @Override
  public void stop(Collection<String> jobIds, Duration grace, Cause cause, String message) {
    local.stop(jobIds, grace, cause, message);
  }

  @Override
  public void prepare(Standby standby, JobObserver observer) {
    local.prepare(standby, observer);
  }

  @Override
  public void discard(String key) {
    local.discard(key);
  }

  @Override
  public List<Recovery> recover(Collection<Lease> leases) {
    return local.recover(leases);
  }

  @Override
  public InputStream logs(String jobId) throws IOException {
    return local.logs(jobId);
  }

  @Override
  public void close() {
    local.close();
  }
}
