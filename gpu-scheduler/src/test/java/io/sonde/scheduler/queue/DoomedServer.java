package io.sonde.scheduler.queue;

import io.sonde.scheduler.job.Jobs;
import io.sonde.scheduler.local.LocalBackend;
import io.sonde.scheduler.port.InMemoryLeaseStore;
import io.sonde.scheduler.port.Lease;
import io.sonde.scheduler.port.LeaseStore;
import io.sonde.scheduler.port.ProcessIdentity;
import io.sonde.scheduler.probe.CpuSlotProbe;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * A server in a process of its own, there to be killed. It runs jobs given as arguments after its
 * folder, and prints each lease as soon as it has its process, as a durable store would keep it.
 * The store does not return from that for the job named by the property {@code stuck}.
 */
final class DoomedServer implements LeaseStore {

  private final LeaseStore leases = new InMemoryLeaseStore();

  public static void main(String[] arguments) throws Exception {
    Jobs jobs = new Jobs(Path.of(arguments[0]));
    Scheduler scheduler =
        new Scheduler(
            new LocalBackend(jobs.folder().resolve("state")),
            new DoomedServer(),
            List.of(new CpuSlotProbe(4)));
    scheduler.prepare(jobs.standby("warm", "trap '' TERM; echo $$ > parked; sleep 600"));
    for (int i = 1; i < arguments.length; i++) {
      scheduler.submit(jobs.script("job-" + i, arguments[i]), new RecordingListener());
    }
    new CountDownLatch(1).await();
  }

  /** Reads a line that a server has printed. */
  static Lease parse(String line) {
    String[] words = line.split(" ", -1);
    long pid = Long.parseLong(words[3]);
    ProcessIdentity process =
        new ProcessIdentity(
            pid, Long.parseLong(words[4]), words[5], Long.parseLong(words[6]), words[7]);
    List<String> devices = words[2].equals("-") ? List.of() : List.of(words[2]);
    return new Lease(words[0], "sweep", words[1], devices, Instant.now(), Optional.of(process));
  }

  @Override
  public void acquire(Lease lease) {
    leases.acquire(lease);
    ProcessIdentity process = lease.process().orElseThrow();
    System.out.println(
        String.join(
            " ",
            lease.jobId(),
            lease.host(),
            lease.devices().stream().findFirst().orElse("-"),
            Long.toString(process.pid()),
            Long.toString(process.startTime()),
            process.bootId(),
            Long.toString(process.processGroup()),
            process.marker()));
    if (lease.jobId().equals(System.getProperty("stuck"))) {
      stayAway();
    }
  }

  private static void stayAway() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void release(String jobId) {
    leases.release(jobId);
  }

  @Override
  public List<Lease> all() {
    return leases.all();
  }
}
