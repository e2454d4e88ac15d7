package io.sonde.scheduler.slurm;

import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.JobEnd;
import io.sonde.scheduler.port.JobObserver;
import io.sonde.scheduler.port.Observation;
import io.sonde.scheduler.port.Observation.Phase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One job from its submission, or its adoption, until its observer has been told of its end. The
 * backend's thread alone changes it, but for the job, its observer and the wish to stop it, which
 * come from anyone.
 */
final class SlurmJob {

  /** What is known of the way from here to Slurm. */
  enum Stage {
    /** Slurm has not been asked yet. */
    WAITING,
    /** Slurm was asked and gave no clear answer; it may have the job or not. */
    UNCLEAR,
    /** Slurm has or had it. */
    SUBMITTED,
    /** It has ended and Slurm has nothing of it any more. */
    ENDED
  }

  /** Why it is to end; the first wish counts. */
  record Stop(Cause cause, String message) {}

  private final String id;
  private final JobName name;
  private final JobFolder folder;
  private final Instant since;
  private @Nullable Job job;
  private @Nullable JobObserver observer;
  private Stage stage;
  private @Nullable QueuedJob seen;
  private String detail = "waits to be handed over to Slurm";
  private String node = "";
  private List<String> devices = List.of();
  private @Nullable Path log;
  private boolean ran;
  private boolean toldRunning;
  private @Nullable Stop stop;
  private long notBefore = Long.MIN_VALUE;
  private long killAt = Long.MAX_VALUE;
  private boolean asked;
  private boolean killed;
  private boolean givenUp;
  private long endedSince = Long.MAX_VALUE;
  private long missingSince = Long.MAX_VALUE;
  private @Nullable JobEnd end;

  private SlurmJob(String id, JobName name, JobFolder folder, Stage stage, Instant since) {
    this.id = id;
    this.name = name;
    this.folder = folder;
    this.stage = stage;
    this.since = since;
  }

  /** A job that Slurm is to be given. */
  static SlurmJob fresh(Job job, JobName name, JobFolder folder, JobObserver observer) {
    SlurmJob fresh = new SlurmJob(job.id(), name, folder, Stage.WAITING, Instant.now());
    fresh.attach(job, observer);
    return fresh;
  }

  /** A job that an earlier server gave to Slurm. */
  static SlurmJob adopted(String id, JobName name, JobFolder folder, Instant since) {
    SlurmJob adopted = new SlurmJob(id, name, folder, Stage.SUBMITTED, since);
    adopted.log = folder.log().orElse(null);
    adopted.detail = "was given to Slurm by an earlier server";
    return adopted;
  }

  String id() {
    return id;
  }

  JobName name() {
    return name;
  }

  JobFolder folder() {
    return folder;
  }

  /** When it was submitted at the earliest. */
  Instant since() {
    return since;
  }

  /** Gives it its observer, unless it has one. */
  synchronized void attach(Job whole, JobObserver told) {
    if (observer == null) {
      job = whole;
      log = whole.log();
      observer = told;
    }
  }

  synchronized Optional<Job> job() {
    return Optional.ofNullable(job);
  }

  synchronized Optional<Path> log() {
    return Optional.ofNullable(log);
  }

  synchronized Stage stage() {
    return stage;
  }

  /** Whether Slurm has it, or may have it. */
  synchronized boolean inSlurm() {
    return stage == Stage.SUBMITTED || stage == Stage.UNCLEAR;
  }

  /** Slurm's own number as of the last poll. */
  synchronized Optional<QueuedJob> seen() {
    return Optional.ofNullable(seen);
  }

  synchronized boolean ran() {
    return ran;
  }

  /** Asks for its end; a later wish can only shorten the grace. */
  synchronized void stop(Stop wish, Duration grace) {
    if (stop == null && end == null) {
      stop = wish;
    }
    killAt = Math.min(killAt, now() + grace.toMillis());
  }

  synchronized Optional<Stop> stop() {
    return Optional.ofNullable(stop);
  }

  /** Whether it is to be asked to end, which it has not been. */
  synchronized boolean toBeAsked() {
    return stop != null && end == null && !asked && now() < killAt;
  }

  synchronized void asked() {
    asked = true;
  }

  /** Whether its grace is over. */
  synchronized boolean toBeKilled() {
    return stop != null && end == null && now() >= killAt;
  }

  synchronized void killed() {
    killed = true;
  }

  synchronized boolean wasKilled() {
    return killed;
  }

  /** When its grace ends, on the clock of {@link #now}; far away where there is none. */
  synchronized long killAt() {
    return killAt;
  }

  synchronized void move(Stage next, String why) {
    stage = next;
    detail = why;
  }

  /** It waits to be handed over again, for so long at least; Slurm has nothing of it now. */
  synchronized void postpone(String why, Duration pause) {
    move(Stage.WAITING, why);
    seen = null;
    missingSince = Long.MAX_VALUE;
    notBefore = now() + pause.toMillis();
  }

  /** When it may be handed over at the earliest, on the clock of {@link #now}. */
  synchronized long notBefore() {
    return notBefore;
  }

  /**
   * Slurm has it; answers whether anything changed.
   *
   * @param begins whether it runs where Slurm runs it; not certain before a node has seen its
   *     folder
   */
  synchronized boolean found(QueuedJob row, boolean begins) {
    boolean changed = seen == null || seen.state() != row.state();
    seen = row;
    stage = Stage.SUBMITTED;
    missingSince = Long.MAX_VALUE;
    node = row.node().isEmpty() ? node : row.node();
    if (row.state().waits()) {
      detail = row.waiting();
    } else {
      ran |= begins;
      detail = row.state() == SlurmState.RUNNING ? "" : row.state().name().toLowerCase(Locale.ROOT);
    }
    return changed;
  }

  /** Its script has said how it ended; answers for how long Slurm has let it run since. */
  synchronized Duration endedThoughRunning() {
    endedSince = Math.min(endedSince, now());
    return Duration.ofMillis(now() - endedSince);
  }

  /** Slurm does not have it; answers for how long that has been so. */
  synchronized Duration missing() {
    seen = null;
    missingSince = Math.min(missingSince, now());
    detail = "Slurm does not have it any more; its end is being looked for";
    return Duration.ofMillis(now() - missingSince);
  }

  synchronized boolean givenUp() {
    return givenUp;
  }

  synchronized void giveUp() {
    givenUp = true;
    missingSince = now();
  }

  /** Where its script began. */
  synchronized void began(JobFolder.Where where) {
    ran = true;
    node = node.isEmpty() ? where.node() : node;
    devices = where.gpus().stream().map(gpu -> "gpu-" + gpu).toList();
  }

  /** Nothing of it is left. */
  synchronized void end(JobEnd how, String where) {
    stage = Stage.ENDED;
    end = how;
    seen = null;
    node = where.isEmpty() ? node : where;
    detail = "";
  }

  /**
   * Whether it can be forgotten: its end is told, or nobody asks for it and it was to be stopped.
   */
  synchronized boolean over() {
    return end != null && (observer != null || stop != null);
  }

  /** Tells the observer what it has not been told, in order. */
  void tell() {
    JobObserver told;
    Observation running = null;
    Observation ended = null;
    synchronized (this) {
      told = observer;
      if (told != null && ran && !toldRunning) {
        toldRunning = true;
        running = observation(Phase.RUNNING, null);
      }
      if (told != null && end != null) {
        ended = observation(Phase.ENDED, end);
      }
    }
    if (told != null && running != null) {
      told.observed(running);
    }
    if (told != null && ended != null) {
      told.observed(ended);
    }
  }

  synchronized Observation observation() {
    Phase phase;
    if (end != null) {
      phase = Phase.ENDED;
    } else if (stop != null) {
      phase = Phase.STOPPING;
    } else {
      phase = ran ? Phase.RUNNING : Phase.PENDING;
    }
    return observation(phase, end);
  }

  private Observation observation(Phase phase, @Nullable JobEnd how) {
    return new Observation(
        id,
        phase,
        detail,
        node,
        devices,
        Optional.empty(),
        Optional.ofNullable(log),
        Optional.ofNullable(how),
        how != null);
  }

  /** Milliseconds on a clock that nobody sets. */
  static long now() {
    return System.nanoTime() / 1_000_000;
  }
}
