package io.sonde.scheduler.slurm;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.Standby;
import io.sonde.scheduler.port.Backend;
import io.sonde.scheduler.port.JobObserver;
import io.sonde.scheduler.port.Lease;
import io.sonde.scheduler.port.Observations;
import io.sonde.scheduler.port.Recovery;
import io.sonde.scheduler.port.Recovery.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs jobs on a Slurm cluster, each as a batch job of its own. Slurm chooses nodes and GPUs. No
 * call but {@link #recover} and {@link #close} waits for Slurm: one thread talks to it, and what it
 * learns is observed.
 *
 * <p>A job that Slurm does not answer for is taken to be there; it ends only where Slurm or the
 * job's own script says so, or neither knows of it for as long as the settings' patience, twice.
 * Then its script, where it still runs, is made to end. A job's command runs once at most, however
 * often Slurm starts it. Until a node has ever seen the settings' folder, a job that ended on one
 * without having begun is handed over again, one job at a time, and {@link #problem} says so.
 */
public final class SlurmBackend implements Backend {

  /** Longer than a controller under load takes to end all jobs that it was told to kill. */
  private static final Duration CLOSING_LIMIT = Duration.ofSeconds(60);

  private static final Logger logger = LoggerFactory.getLogger(SlurmBackend.class);

  private final SlurmSettings settings;
  private final SlurmCommands commands;
  private final JobFolders folders;
  private final Map<String, SlurmJob> jobs = new ConcurrentHashMap<>();
  private final SlurmThread thread;
  private final Strays strays;

  /** Only the backend's thread asks. */
  private boolean recoveredBefore;

  private volatile boolean closed;

  /** Begins with no job; Slurm is not asked before {@link #recover} or the first job. */
  public SlurmBackend(SlurmSettings settings) {
    this(settings, System.getenv());
  }

  /** With other variables than this process's own for the commands of Slurm. */
  SlurmBackend(SlurmSettings settings, Map<String, String> environment) {
    this.settings = settings;
    commands = new SlurmCommands(environment, settings.commandLimit());
    folders = new JobFolders(settings.folder());
    strays = new Strays(commands, folders);
    thread = new SlurmThread(settings, commands, jobs, folders, strays);
    thread.start();
  }

  /** The same for every server of this installation; devices of clusters are not leased. */
  @Override
  public String host() {
    return "slurm";
  }

  @Override
  public OptionalInt capacity() {
    return OptionalInt.of(settings.mostJobs());
  }

  @Override
  public void submit(Job job, List<Device> devices, JobObserver observer) {
    if (closed) {
      throw new IllegalStateException("the backend is closed");
    }
    JobName name = JobName.of(settings.installation(), job.id());
    SlurmJob fresh = SlurmJob.fresh(job, name, folders.of(name), observer);
    SlurmJob present = jobs.putIfAbsent(job.id(), fresh);
    if (present != null) {
      present.attach(job, observer);
    }
    thread.wake();
  }

  @Override
  public Observations observe() {
    return new Observations(
        jobs.values().stream().map(SlurmJob::observation).toList(), thread.unavailable());
  }

  @Override
  public Optional<String> problem() {
    return thread.problem();
  }

  @Override
  public void stop(Collection<String> jobIds, Duration grace, Cause cause, String message) {
    for (String id : jobIds) {
      SlurmJob job = jobs.get(id);
      if (job != null) {
        job.stop(new SlurmJob.Stop(cause, message), grace);
      }
    }
    thread.hurry();
  }

  /**
   * {@inheritDoc}
   *
   * <p>A job that no other node can take waits here, with a sentence that says so.
   */
  @Override
  public void avoid(Set<String> nodes) {
    thread.avoid(nodes);
  }

  /** Does nothing: a process that waits for its job would hold an allocation meanwhile. */
  @Override
  public void prepare(Standby standby, JobObserver observer) {}

  /** Does nothing, as {@link #prepare} does. */
  @Override
  public void discard(String key) {}

  /**
   * {@inheritDoc}
   *
   * <p>A job that Slurm has, or that left word of its end, is adopted; so is one whose folder says
   * that Slurm had it while Slurm cannot be asked. What never reached Slurm is gone. Jobs of this
   * installation that Slurm has and of which the first call's leases do not speak are cancelled as
   * soon as Slurm answers.
   */
  @Override
  public List<Recovery> recover(Collection<Lease> leases) {
    return thread.between(() -> recovered(leases)).join();
  }

  private List<Recovery> recovered(Collection<Lease> leases) {
    List<Recovery> recoveries = new ArrayList<>();
    Set<String> known = new HashSet<>();
    Set<String> queued = queued();
    for (Lease lease : leases) {
      JobName name = JobName.of(settings.installation(), lease.jobId());
      Recovery recovery =
          lease.host().equals(host())
              ? recovered(lease, name, queued.contains(name.text()))
              : new Recovery(lease, Outcome.ELSEWHERE, "runs on " + lease.host());
      recoveries.add(recovery);
      if (!recovery.released()) {
        known.add(name.text());
      }
    }
    jobs.values().forEach(job -> known.add(job.name().text()));
    if (!recoveredBefore) {
      recoveredBefore = true;
      strays.endAllBut(known);
      thread.hurry();
    }
    folders.tidyLeftovers(JobName.prefix(settings.installation()), known);
    return recoveries;
  }

  /** The names of what Slurm has of this installation; none where it cannot be asked. */
  private Set<String> queued() {
    try {
      return commands.queue(JobName.prefix(settings.installation())).stream()
          .map(QueuedJob::name)
          .collect(Collectors.toSet());
    } catch (SlurmUnavailableException e) {
      // Nothing is concluded: what may be in Slurm is adopted by its folder.
      logger.warn("Going on with what the jobs' folders say: {}", e.getMessage());
      thread.hurry();
      return Set.of();
    }
  }

  private Recovery recovered(Lease lease, JobName name, boolean queued) {
    JobFolder folder = folders.of(name);
    if (!queued && !folder.wasSubmitted() && !folder.begun()) {
      folder.remove();
      return new Recovery(lease, Outcome.GONE, "had not reached Slurm");
    }
    jobs.putIfAbsent(lease.jobId(), SlurmJob.adopted(lease.jobId(), name, folder, lease.since()));
    thread.hurry();
    return new Recovery(
        lease, Outcome.ADOPTED, queued ? "is in Slurm" : "was in Slurm; its end is looked for");
  }

  @Override
  public InputStream logs(String jobId) throws IOException {
    SlurmJob job = jobs.get(jobId);
    if (job == null) {
      throw new NoSuchFileException("no job " + jobId + " is in Slurm");
    }
    Path log = job.log().orElseThrow(() -> new NoSuchFileException("no log of job " + jobId));
    return Files.exists(log) ? Files.newInputStream(log) : InputStream.nullInputStream();
  }

  /** How often Slurm has been asked for the state of jobs. */
  public long statusCalls() {
    return commands.statusCalls();
  }

  /** How often all jobs have been looked at. */
  public long polls() {
    return thread.polls();
  }

  /** Ends without touching any job, as a server does that is killed. */
  void abandon() {
    closed = true;
    thread.end();
    commands.close();
  }

  @Override
  public void close() {
    closed = true;
    stop(List.copyOf(jobs.keySet()), Duration.ZERO, Cause.STOPPED, "the backend was closed");
    try {
      long begin = System.nanoTime();
      while (!jobs.isEmpty() && System.nanoTime() - begin < CLOSING_LIMIT.toNanos()) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.end();
    commands.close();
  }
}
