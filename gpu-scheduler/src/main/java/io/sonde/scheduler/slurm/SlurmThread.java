package io.sonde.scheduler.slurm;

import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.JobEnd;
import io.sonde.scheduler.local.LogFile;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that talks to Slurm: it submits at no more than a rate, polls the more often the
 * more happens, stops what is to be stopped and tells observers.
 */
final class SlurmThread {

  /** A poll may take this part of the time; a slow controller is asked less often. */
  private static final int BUSY_PART = 20;

  /** By how much a poll without news is later than the one before. */
  private static final double SLOWER = 1.5;

  private static final Duration FILES_LOOK = Duration.ofSeconds(5);

  private static final Logger logger = LoggerFactory.getLogger(SlurmThread.class);

  private final SlurmSettings settings;
  private final Map<String, SlurmJob> jobs;
  private final Submission submission;
  private final Poll poll;
  private final Cancellation cancellation;
  private final JobFolders folders;
  private final Strays strays;
  private final FolderSight sight;
  private final Alarm alarm = new Alarm();
  private final ConcurrentLinkedQueue<Runnable> errands = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private volatile Optional<String> unavailable = Optional.empty();
  private volatile Set<String> avoided = Set.of();
  private volatile boolean hurried;
  private volatile boolean ended;
  private final AtomicLong polls = new AtomicLong();
  private long pause;
  private long nextPoll;
  private long nextSubmission;
  private long nextFilesLook;

  SlurmThread(
      SlurmSettings settings,
      SlurmCommands commands,
      Map<String, SlurmJob> jobs,
      JobFolders folders,
      Strays strays) {
    this.settings = settings;
    this.jobs = jobs;
    this.folders = folders;
    this.strays = strays;
    sight = new FolderSight(settings.folder());
    submission = new Submission(commands, settings.longestPoll());
    poll =
        new Poll(
            commands,
            folders,
            strays,
            sight,
            JobName.prefix(settings.installation()),
            settings.patience());
    cancellation = new Cancellation(commands);
    pause = settings.shortestPoll().toMillis();
    thread = new Thread(this::loop, "sonde-slurm");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Something is to be done: a submission, a stop. */
  void wake() {
    alarm.ring();
  }

  /** Something is to be stopped: the next poll is not waited for. */
  void hurry() {
    hurried = true;
    alarm.ring();
  }

  /** Jobs that are handed over from now on run on none of these nodes. */
  void avoid(Set<String> nodes) {
    avoided = Set.copyOf(nodes);
  }

  /** Does something between two steps; answers what it answers. */
  <T> CompletableFuture<T> between(Supplier<T> errand) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    errands.add(() -> answer.completeAsync(errand, Runnable::run));
    alarm.ring();
    return answer;
  }

  /** Why Slurm could not be asked the last time; empty where it could. */
  Optional<String> unavailable() {
    return unavailable;
  }

  /** What keeps jobs from running although Slurm answers; empty where nothing does. */
  Optional<String> problem() {
    return sight.doubt();
  }

  /** How often all jobs have been looked at. */
  long polls() {
    return polls.get();
  }

  /** Ends the thread after its present step. */
  void end() {
    ended = true;
    alarm.ring();
  }

  private void loop() {
    try {
      while (!ended) {
        try {
          step();
        } catch (RuntimeException e) {
          logger.error("A step of the Slurm backend failed; it goes on.", e);
        }
        alarm.sleep(untilDue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void step() {
    for (Runnable errand = errands.poll(); errand != null; errand = errands.poll()) {
      errand.run();
    }
    endUnsubmitted();
    submitNext();
    if (SlurmJob.now() >= nextPoll || hurried) {
      look();
    }
    tell();
  }

  /** A job that is not in Slurm yet needs nothing of it to end. */
  private void endUnsubmitted() {
    for (SlurmJob job : jobs.values()) {
      if (job.stage() == SlurmJob.Stage.WAITING && job.stop().isPresent()) {
        SlurmJob.Stop stop = job.stop().get();
        job.end(JobEnd.withoutProcess(stop.cause(), stop.message()), "");
      }
    }
  }

  private void submitNext() {
    if (!submits() || SlurmJob.now() < nextSubmission) {
      return;
    }
    Optional<SlurmJob> next = nextWaiting();
    if (next.isPresent()) {
      nextSubmission = SlurmJob.now() + 1000L / settings.submissionsPerSecond();
      boolean othersRun = jobs.values().stream().anyMatch(job -> job.seen().isPresent());
      submission.submit(next.get(), avoided, othersRun);
      pollSoon();
    }
  }

  /** Where nodes may not see the jobs' folder, one job at a time finds out. */
  private boolean submits() {
    return unavailable.isEmpty()
        && (sight.doubt().isEmpty() || jobs.values().stream().noneMatch(SlurmJob::inSlurm));
  }

  private Optional<SlurmJob> nextWaiting() {
    return jobs.values().stream()
        .filter(job -> job.stage() == SlurmJob.Stage.WAITING)
        .filter(job -> job.notBefore() <= SlurmJob.now())
        .min(Comparator.comparing(SlurmJob::since));
  }

  private void pollSoon() {
    pause = settings.shortestPoll().toMillis();
    nextPoll = Math.min(nextPoll, SlurmJob.now() + pause);
  }

  private void look() {
    hurried = false;
    long begin = SlurmJob.now();
    boolean news = false;
    try {
      boolean needed = strays.pending() || jobs.values().stream().anyMatch(SlurmJob::inSlurm);
      news = needed && ask();
      folders.tidy();
    } finally {
      pollAgain(SlurmJob.now() - begin, news);
    }
  }

  /** Looks at all jobs and does what that calls for; answers whether any of them has changed. */
  private boolean ask() {
    polls.incrementAndGet();
    try {
      boolean news = poll.look(jobs.values());
      cancellation.act(jobs.values());
      lookAtFiles();
      unavailable = Optional.empty();
      return news;
    } catch (SlurmUnavailableException e) {
      unavailable = Optional.of(String.valueOf(e.getMessage()));
      logger.warn("Slurm cannot be asked for now: {}", e.getMessage());
      return false;
    }
  }

  private void pollAgain(long took, boolean news) {
    boolean stopping = jobs.values().stream().anyMatch(job -> job.stop().isPresent());
    pause =
        news || stopping
            ? settings.shortestPoll().toMillis()
            : Math.min(settings.longestPoll().toMillis(), (long) (SLOWER * pause));
    long rest = Math.min(BUSY_PART * took, settings.longestPoll().toMillis());
    nextPoll = SlurmJob.now() + Math.max(pause, rest);
  }

  /** What only files tell is looked at less often. */
  private void lookAtFiles() throws SlurmUnavailableException {
    if (SlurmJob.now() < nextFilesLook) {
      return;
    }
    nextFilesLook = SlurmJob.now() + FILES_LOOK.toMillis();
    cancellation.layGhosts(jobs.values(), settings.patience());
    for (SlurmJob job : jobs.values()) {
      OptionalLong limit = logLimit(job);
      if (job.ran() && limit.isPresent() && job.log().isPresent()) {
        long size = LogFile.size(job.log().get());
        if (size > limit.getAsLong()) {
          String message =
              "its log has %,d bytes, and may have %,d".formatted(size, limit.getAsLong());
          job.stop(new SlurmJob.Stop(Cause.TOO_MUCH_OUTPUT, message), Duration.ZERO);
          hurry();
        }
      }
    }
  }

  private static OptionalLong logLimit(SlurmJob job) {
    return job.job().map(one -> one.limits().logBytes()).orElse(OptionalLong.empty());
  }

  private void tell() {
    for (SlurmJob job : List.copyOf(jobs.values())) {
      if (job.over()) {
        logLimit(job).ifPresent(limit -> job.log().ifPresent(log -> LogFile.cut(log, limit)));
        folders.ended(job.folder());
        jobs.remove(job.id());
      }
      try {
        job.tell();
      } catch (RuntimeException e) {
        logger.error("An observer of job {} failed.", job.id(), e);
      }
    }
  }

  /** Milliseconds until something is due. */
  private long untilDue() {
    long due = nextPoll;
    boolean submits = submits();
    for (SlurmJob job : jobs.values()) {
      if (submits && job.stage() == SlurmJob.Stage.WAITING) {
        due = Math.min(due, Math.max(nextSubmission, job.notBefore()));
      }
      if (job.stop().isPresent() && !job.wasKilled()) {
        due = Math.min(due, job.killAt());
      }
    }
    if (hurried || ended) {
      return 0;
    }
    return Math.max(10, due - SlurmJob.now());
  }
}
