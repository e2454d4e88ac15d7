package io.sonde.scheduler.queue;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.Standby;
import io.sonde.scheduler.port.Backend;
import io.sonde.scheduler.port.JobObserver;
import io.sonde.scheduler.port.Lease;
import io.sonde.scheduler.port.Observation;
import io.sonde.scheduler.port.Observations;
import io.sonde.scheduler.port.Recovery;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An engine in which an earlier server's jobs run, and which only says so when asked twice. */
final class LateEngine implements Backend {

  private final Set<String> running = ConcurrentHashMap.newKeySet();
  private int recoveries;

  LateEngine(String... running) {
    this.running.addAll(List.of(running));
  }

  /** The jobs that run. */
  Set<String> running() {
    return Set.copyOf(running);
  }

  @Override
  public String host() {
    return "cluster";
  }

  @Override
  public OptionalInt capacity() {
    return OptionalInt.of(2);
  }

  @Override
  public void submit(Job job, List<Device> devices, JobObserver observer) {
    running.add(job.id());
  }

  @Override
  public Observations observe() {
    return Observations.of(running.stream().map(LateEngine::observation).toList());
  }

  private static Observation observation(String job) {
    return new Observation(
        job,
        Observation.Phase.RUNNING,
        "",
        "n1",
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  @Override
  public void stop(Collection<String> jobIds, Duration grace, Cause cause, String message) {
    running.removeAll(jobIds);
  }

  @Override
  public void prepare(Standby standby, JobObserver observer) {}

  @Override
  public void discard(String key) {}

  @Override
  public List<Recovery> recover(Collection<Lease> leases) {
    boolean first = recoveries++ == 0;
    return leases.stream().map(lease -> recovery(lease, first)).toList();
  }

  private Recovery recovery(Lease lease, boolean first) {
    if (first) {
      return new Recovery(lease, Recovery.Outcome.REMAINS, "the engine does not answer");
    }
    return running.contains(lease.jobId())
        ? new Recovery(lease, Recovery.Outcome.ADOPTED, "it runs")
        : new Recovery(lease, Recovery.Outcome.GONE, "nothing is left");
  }

  @Override
  public InputStream logs(String jobId) throws IOException {
    throw new NoSuchFileException("no log of " + jobId);
  }

  @Override
  public void close() {
    running.clear();
  }
}
