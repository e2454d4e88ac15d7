package io.sonde.scheduler.local;

import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.JobEnd;
import io.sonde.scheduler.local.OperatingSystem.ProcessEntry;
import io.sonde.scheduler.port.Observation;
import io.sonde.scheduler.port.Observation.Phase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process of ours from its gate until nothing of its family is left. A thread of its own waits
 * for the end. Safe for use by several threads.
 */
final class LocalProcess {

  /** What children get to end by themselves once the job's own process has. */
  private static final Duration ORPHAN_GRACE = Duration.ofSeconds(2);

  private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Logger logger = LoggerFactory.getLogger(LocalProcess.class);

  private final GatedProcess gated;
  private final Path log;
  private final OperatingSystem system;
  private final String host;
  private final ProcessFamily family;
  private final long killsBefore;
  private Assignment assignment;
  private @Nullable Stop stop;
  private long killAt = Long.MAX_VALUE;
  private @Nullable JobEnd end;

  private record Stop(Cause cause, String message) {}

  LocalProcess(
      GatedProcess gated, Path log, Assignment assignment, OperatingSystem system, String host) {
    this.gated = gated;
    this.log = log;
    this.assignment = assignment;
    this.system = system;
    this.host = host;
    family = ProcessFamily.ofChild(system, gated.identity());
    killsBefore = system.outOfMemoryKills();
  }

  /**
   * Opens the gate and waits for the end in a thread.
   *
   * @param gone run when nothing is left, before that is observed
   */
  void open(Executor writers, Runnable gone) {
    synchronized (this) {
      assignment.observer().observed(observation());
    }
    gated.open();
    gated.send(assignment.input(), writers);
    String name = "sonde-job-" + gated.process().pid();
    new DaemonThreads(name).newThread(() -> watch(gone)).start();
  }

  /** Gives the parked process to a job, unless it is about to end. */
  boolean handOver(Assignment next, Executor writers) {
    next.observer().identified(next.id(), gated.identity());
    synchronized (this) {
      if (stop != null || end != null || !gated.process().isAlive()) {
        return false;
      }
      Assignment previous = assignment;
      JobEnd passed = JobEnd.withoutProcess(Cause.STOPPED, "handed over to job " + next.id());
      previous.observer().observed(observation(Phase.ENDED, Optional.of(passed), true));
      assignment = next;
      next.observer().observed(observation());
    }
    gated.send(next.input(), writers);
    return true;
  }

  synchronized Assignment assignment() {
    return assignment;
  }

  Path log() {
    return log;
  }

  /** What is known of the process now. */
  synchronized Observation observation() {
    Phase phase = end != null ? Phase.ENDED : stop != null ? Phase.STOPPING : Phase.RUNNING;
    return observation(phase, Optional.ofNullable(end), false);
  }

  private Observation observation(Phase phase, Optional<JobEnd> how, boolean released) {
    return new Observation(
        assignment.id(),
        phase,
        host,
        assignment.devices(),
        Optional.of(gated.identity()),
        log,
        how,
        released);
  }

  /** The memory that the family holds, given the processes there are. */
  long residentBytes(List<ProcessEntry> processes) {
    return family.members(processes).stream()
        .mapToLong(member -> system.residentBytes(member.pid()))
        .sum();
  }

  /**
   * Asks the family to end, and kills after the grace what has not; the first call decides what is
   * said of the end.
   */
  void stop(Duration grace, Cause cause, String message, Timers timers) {
    synchronized (this) {
      if (stop == null && end == null) {
        stop = new Stop(cause, message);
      }
      killAt = Math.min(killAt, now() + grace.toMillis());
    }
    if (grace.isZero()) {
      family.kill(family.members());
    } else {
      family.terminate(family.members());
      timers.after(grace, this::killIfDue);
    }
  }

  private void killIfDue() {
    boolean due;
    synchronized (this) {
      due = end == null && now() >= killAt;
    }
    if (due) {
      family.kill(family.members());
    }
  }

  private void watch(Runnable gone) {
    ExitStatus status = ExitStatus.of(exitCode());
    JobEnd ended;
    synchronized (this) {
      ended = endOf(status);
      end = ended;
      killAt = Math.min(killAt, now() + ORPHAN_GRACE.toMillis());
    }
    reap();
    assignment().logBytes().ifPresent(limit -> LogFile.cut(log, limit));
    gone.run();
    synchronized (this) {
      assignment.observer().observed(observation(Phase.ENDED, Optional.of(ended), true));
    }
  }

  private int exitCode() {
    while (true) {
      try {
        return gated.process().waitFor();
      } catch (InterruptedException e) {
        logger.debug("Nobody has a reason to interrupt the thread that waits for a job.", e);
      }
    }
  }

  private JobEnd endOf(ExitStatus status) {
    if (stop != null) {
      return status.end(stop.cause(), stop.message());
    }
    if (status.killed() && system.outOfMemoryKills() > killsBefore) {
      return status.end(Cause.OUT_OF_MEMORY, "was killed by the kernel, which had no memory left");
    }
    return status.byItself();
  }

  /**
   * Ends what the process has left behind. Nothing tells of the end of a process that is not our
   * child, so this looks again and again.
   */
  private void reap() {
    boolean asked = false;
    long pause = 5;
    long complainAt = now() + PATIENCE.toMillis();
    for (List<ProcessEntry> left = family.members(); !left.isEmpty(); left = family.members()) {
      boolean due;
      synchronized (this) {
        due = now() >= killAt;
      }
      if (due) {
        family.kill(left);
      } else if (!asked) {
        family.terminate(left);
        asked = true;
      }
      if (now() >= complainAt) {
        logger.warn("Processes of {} do not go although killed: {}", assignment().id(), left);
        complainAt = now() + PATIENCE.toMillis();
      }
      pause(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE.toMillis());
    }
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      logger.debug("Nobody has a reason to interrupt the thread that waits for a job.", e);
    }
  }

  /** Milliseconds on a clock that nobody sets. */
  private static long now() {
    return System.nanoTime() / 1_000_000;
  }
}
