package io.sonde.scheduler.local;

import io.sonde.scheduler.cgroup.MemoryKill;
import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.ExitStatus;
import io.sonde.scheduler.job.JobEnd;
import io.sonde.scheduler.local.OperatingSystem.ProcessEntry;
import io.sonde.scheduler.local.ProcessFamily.Remains;
import io.sonde.scheduler.port.Observation;
import io.sonde.scheduler.port.Observation.Phase;
import io.sonde.scheduler.port.ProcessIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process of ours from its gate, or its adoption, until nothing of its family is left. A thread
 * of its own waits for the end. Safe for use by several threads.
 */
final class LocalProcess {

  /** What children get to end by themselves once the job's own process has. */
  private static final Duration ORPHAN_GRACE = Duration.ofSeconds(2);

  /** Stands for the log of an adopted process that the system does not tell. */
  static final Path UNKNOWN_LOG = Path.of("/dev/null");

  private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Logger logger = LoggerFactory.getLogger(LocalProcess.class);

  private final JobProcess process;
  private final OperatingSystem system;
  private final String host;
  private final ProcessFamily family;
  private final long killsBefore;
  private final Runnable forget;
  private volatile Path log;
  private Assignment assignment;
  private @Nullable Stop stop;
  private long killAt = Long.MAX_VALUE;
  private @Nullable JobEnd end;
  private boolean dismissed;
  private boolean released;

  private record Stop(Cause cause, String message) {}

  /**
   * A process that is to be watched.
   *
   * @param family what belongs to it
   * @param log where its output goes
   * @param forget run with this process when nothing is left of it and somebody will be told so
   */
  LocalProcess(
      JobProcess process,
      ProcessFamily family,
      Path log,
      Assignment assignment,
      OperatingSystem system,
      String host,
      Consumer<LocalProcess> forget) {
    this.process = process;
    this.family = family;
    this.log = log;
    this.assignment = assignment;
    this.system = system;
    this.host = host;
    this.forget = () -> forget.accept(this);
    killsBefore = system.outOfMemoryKills();
  }

  /** Opens the gate and waits for the end in a thread. */
  void open(Executor writers) {
    synchronized (this) {
      assignment.observer().observed(observation());
    }
    process.open();
    process.send(assignment.input(), writers);
    new DaemonThreads("sonde-job-" + process.identity().pid()).newThread(this::watch).start();
  }

  /**
   * Tells an observer of an adopted process from now on; nothing happens where somebody is told of
   * it already.
   *
   * @param jobLog where the job's output goes by its own words, for what the system does not tell
   */
  void claim(Assignment next, Path jobLog) {
    synchronized (this) {
      if (!assignment.unclaimed()) {
        return;
      }
      assignment = next;
      log = log.equals(UNKNOWN_LOG) ? jobLog : log;
      if (released) {
        forget.run();
      }
      next.observer().observed(observation());
    }
  }

  /** Gives the parked process to a job, unless it is about to end. */
  boolean handOver(Assignment next, Executor writers) {
    next.observer().identified(next.id(), process.identity());
    synchronized (this) {
      if (stop != null || end != null || !process.alive()) {
        return false;
      }
      Assignment previous = assignment;
      JobEnd passed = JobEnd.withoutProcess(Cause.STOPPED, "handed over to job " + next.id());
      previous.observer().observed(observation(Phase.ENDED, Optional.of(passed), true));
      assignment = next;
      family.limitMemory(next.memoryBytes());
      next.observer().observed(observation());
    }
    process.send(next.input(), writers);
    return true;
  }

  synchronized Assignment assignment() {
    return assignment;
  }

  Path log() {
    return log;
  }

  ProcessIdentity identity() {
    return process.identity();
  }

  /** What is known of the process now. */
  synchronized Observation observation() {
    Phase phase = end != null ? Phase.ENDED : stop != null ? Phase.STOPPING : Phase.RUNNING;
    return observation(phase, Optional.ofNullable(end), released);
  }

  private Observation observation(Phase phase, Optional<JobEnd> how, boolean gone) {
    return new Observation(
        assignment.id(),
        phase,
        "",
        host,
        assignment.devices(),
        Optional.of(process.identity()),
        Optional.of(log),
        how,
        gone);
  }

  /** Those of these processes that belong to the family, given the processes there are. */
  Set<Long> own(Collection<Long> pids, List<ProcessEntry> processes) {
    return family.among(pids, processes);
  }

  /**
   * Whether the family holds more memory than this, given the processes there are. What they share
   * counts once: a program that forks for its data would else be killed for the copies it never
   * made. Who sees less than the limit is not asked for what he holds, which takes longer.
   */
  boolean holdsMoreThan(long bytes, List<ProcessEntry> processes) {
    Collection<ProcessEntry> members = family.members(processes);
    return sum(members, system::residentBytes) > bytes && sum(members, system::heldBytes) > bytes;
  }

  private static long sum(Collection<ProcessEntry> members, LongUnaryOperator bytes) {
    return members.stream().mapToLong(ProcessEntry::pid).map(bytes).sum();
  }

  /** Whether the kernel itself holds the family to its limit of memory. */
  boolean memoryIsLimited() {
    return family.memoryLimit().isPresent();
  }

  /** Removes what only served to know the family, once nothing is left of it. */
  void disband() {
    family.disband();
  }

  /**
   * Asks the family to end, and kills after the grace what has not; the first call decides what is
   * said of the end. An end that nobody has asked for is told to nobody after this.
   */
  void stop(Duration grace, Cause cause, String message, Timers timers) {
    synchronized (this) {
      if (stop == null && end == null) {
        stop = new Stop(cause, message);
      }
      if (assignment.unclaimed()) {
        dismissed = true;
        if (released) {
          forget.run();
        }
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

  private void watch() {
    OptionalInt code = process.awaitExit();
    synchronized (this) {
      end = endOf(code);
      killAt = Math.min(killAt, now() + ORPHAN_GRACE.toMillis());
    }
    reap();
    assignment().logBytes().ifPresent(limit -> LogFile.cut(log, limit));
    synchronized (this) {
      released = true;
      if (!assignment.unclaimed() || dismissed) {
        forget.run();
      }
      assignment.observer().observed(observation());
    }
  }

  private JobEnd endOf(OptionalInt code) {
    if (code.isEmpty()) {
      return stop == null ? unwatchedEnd() : JobEnd.withoutProcess(stop.cause(), stop.message());
    }
    ExitStatus status = ExitStatus.of(code.getAsInt());
    if (stop != null) {
      return status.end(stop.cause(), stop.message());
    }
    return (status.killed() ? wantOfMemory() : Optional.<String>empty())
        .map(sentence -> status.end(Cause.OUT_OF_MEMORY, sentence))
        .orElseGet(status::byItself);
  }

  /** The whole family, its gate included, may have been killed for want of memory. */
  private JobEnd unwatchedEnd() {
    boolean memory = family.memoryKill().orElse(MemoryKill.NONE) != MemoryKill.NONE;
    return (memory ? wantOfMemory() : Optional.<String>empty())
        .map(sentence -> JobEnd.withoutProcess(Cause.OUT_OF_MEMORY, sentence))
        .orElseGet(
            () ->
                JobEnd.withoutProcess(
                    Cause.LOST, "ended while no server watched it, and left no exit code"));
  }

  /** How the family was ended for want of memory, a sentence; empty where it was not. */
  private Optional<String> wantOfMemory() {
    MemoryKill kill =
        family
            .memoryKill()
            .orElse(
                // Where it keeps no count of the family, the kernel's own count must do.
                system.outOfMemoryKills() > killsBefore ? MemoryKill.BY_MACHINE : MemoryKill.NONE);
    return switch (kill) {
      case NONE -> Optional.empty();
      case BY_MACHINE -> Optional.of("was killed by the kernel, which had no memory left");
      case BY_LIMIT -> Optional.of(LimitWatch.tooMuchMemory(family.memoryLimit().orElse(0)));
    };
  }

  /**
   * Ends what the process has left behind. Nothing tells of the end of a process that is not our
   * child, so this looks again and again.
   */
  private void reap() {
    boolean asked = false;
    long pause = 5;
    long complainAt = now() + PATIENCE.toMillis();
    for (Remains left = family.remains(); !left.none(); left = family.remains()) {
      boolean due;
      synchronized (this) {
        due = now() >= killAt;
      }
      if (due) {
        family.kill(left.seen());
      } else if (!asked) {
        family.terminate(left.seen());
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
