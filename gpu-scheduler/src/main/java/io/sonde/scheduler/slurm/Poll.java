package io.sonde.scheduler.slurm;

import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.JobEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look at all jobs. A single call tells those that Slurm has; what it does not have any more is
 * looked up in its folder, where the script left how the command ended, and only what ended
 * otherwise in Slurm's accounting. For the backend's thread.
 */
final class Poll {
  /** The part of the patience after which a job is given up that was to be stopped. */
  private static final int SOON = 6;

  private static final Logger logger = LoggerFactory.getLogger(Poll.class);

  private final SlurmCommands commands;
  private final JobFolders folders;
  private final Strays strays;
  private final FolderSight sight;
  private final String prefix;
  private final Duration patience;

  Poll(
      SlurmCommands commands,
      JobFolders folders,
      Strays strays,
      FolderSight sight,
      String prefix,
      Duration patience) {
    this.commands = commands;
    this.folders = folders;
    this.strays = strays;
    this.sight = sight;
    this.prefix = prefix;
    this.patience = patience;
  }

  /**
   * Looks at the jobs; answers whether any of them has changed.
   *
   * @throws SlurmUnavailableException where Slurm could not be asked; nothing is concluded then
   */
  boolean look(Collection<SlurmJob> jobs) throws SlurmUnavailableException {
    List<QueuedJob> queue = commands.queue(prefix);
    Set<String> own = jobs.stream().map(job -> job.name().text()).collect(Collectors.toSet());
    Map<String, QueuedJob> rows = byName(queue);
    layGhosts(rows, own);
    strays.end(queue, own);
    boolean changed = false;
    List<SlurmJob> vanished = new ArrayList<>();
    for (SlurmJob job : jobs) {
      Optional<QueuedJob> row = Optional.ofNullable(rows.get(job.name().text()));
      if (job.inSlurm()) {
        changed |= guarded(job, () -> look(job, row, vanished));
      }
    }
    return lookUp(vanished) || changed;
  }

  private boolean look(SlurmJob job, Optional<QueuedJob> row, List<SlurmJob> vanished) {
    if (row.isEmpty()) {
      return ended(job) || !vanished.add(job);
    }
    boolean changed = job.found(row.get(), sight.proven() || job.folder().begun());
    if (!row.get().state().waits() && job.observation().devices().isEmpty()) {
      began(job);
    }
    return changed;
  }

  /** A job that cannot be looked at keeps nobody from the others. */
  private static boolean guarded(SlurmJob job, BooleanSupplier look) {
    try {
      return look.getAsBoolean();
    } catch (RuntimeException e) {
      logger.error("Job {} cannot be looked at; the others are.", job.id(), e);
      return false;
    }
  }

  /**
   * One row for each name. Of two, the one that waits is a copy that came of an answer that was
   * lost; it would only be refused by the job's folder, and goes.
   */
  private Map<String, QueuedJob> byName(List<QueuedJob> rows) throws SlurmUnavailableException {
    Map<String, QueuedJob> byName = new HashMap<>();
    List<QueuedJob> copies = new ArrayList<>();
    List<QueuedJob> sorted = new ArrayList<>(rows);
    sorted.sort(
        Comparator.comparing((QueuedJob row) -> row.state().waits())
            .thenComparingLong(QueuedJob::number));
    for (QueuedJob row : sorted) {
      if (byName.putIfAbsent(row.name(), row) != null && row.state().waits()) {
        copies.add(row);
      }
    }
    commands.cancelWaiting(copies);
    return byName;
  }

  /**
   * A controller that crashed may believe that jobs run which ended before; they would hold nodes
   * until their time limit.
   */
  private void layGhosts(Map<String, QueuedJob> rows, Set<String> own)
      throws SlurmUnavailableException {
    List<Long> ghosts =
        rows.values().stream()
            .filter(row -> !own.contains(row.name()) && row.state() == SlurmState.RUNNING)
            .filter(row -> folders.named(row.name()).exit().isPresent())
            .map(QueuedJob::number)
            .toList();
    if (!ghosts.isEmpty()) {
      logger.warn("Slurm believes of jobs that they run, which have ended: {}", ghosts);
      commands.cancel(List.of(), ghosts);
    }
  }

  /** Where a job runs is in its folder as well, with the devices it got. */
  private void began(SlurmJob job) {
    job.folder()
        .where()
        .ifPresent(
            where -> {
              job.began(where);
              sight.prove();
            });
  }

  /** Ends a job whose script has said how, in a way that Slurm cannot know better. */
  private boolean ended(SlurmJob job) {
    Optional<JobFolder.Exit> exit =
        job.folder().exit().filter(e -> e.byItself() || job.stop().isPresent() || job.givenUp());
    if (exit.isEmpty()) {
      return false;
    }
    began(job);
    job.end(job.givenUp() ? lost(job) : SlurmEnds.byItself(job, exit.get()), "");
    return true;
  }

  /** Asks Slurm for what has become of jobs that it does not run any more. */
  private boolean lookUp(List<SlurmJob> vanished) throws SlurmUnavailableException {
    if (vanished.isEmpty()) {
      return false;
    }
    Instant oldest =
        vanished.stream().map(SlurmJob::since).min(Comparator.naturalOrder()).orElseThrow();
    Map<String, AccountedJob> accounts =
        new HashMap<>(
            commands.accounts(
                vanished.stream().map(SlurmJob::name).toList(),
                Duration.between(oldest, Instant.now())));
    accounts.values().removeIf(account -> !account.state().ended());
    if (vanished.stream().anyMatch(job -> !accounts.containsKey(job.name().text()))) {
      // The accounting is told late; the controller itself remembers for some minutes.
      for (QueuedJob row : commands.recent(prefix)) {
        if (row.state().ended()) {
          accounts.putIfAbsent(row.name(), AccountedJob.of(row));
        }
      }
    }
    boolean changed = false;
    for (SlurmJob job : vanished) {
      Optional<AccountedJob> account = Optional.ofNullable(accounts.get(job.name().text()));
      changed |= guarded(job, () -> settle(job, account));
    }
    return changed;
  }

  private boolean settle(SlurmJob job, Optional<AccountedJob> account) {
    Optional<JobFolder.Exit> exit = job.folder().exit();
    if (account.isPresent() && (exit.isPresent() || !mayStillSay(account.get(), job))) {
      began(job);
      if (unseen(job, account.get())) {
        job.postpone(sight.missedBy(account.get().node()), patience);
        return true;
      }
      job.end(SlurmEnds.inState(job, account.get(), exit), account.get().node());
      return true;
    }
    if (job.stage() == SlurmJob.Stage.UNCLEAR && account.isEmpty() && !job.folder().begun()) {
      job.move(SlurmJob.Stage.WAITING, "Slurm did not take it; it is handed over again");
      return true;
    }
    return account.isEmpty() && missing(job);
  }

  /**
   * Whether a node had a job's script and did not find its folder, as none has before: then the
   * folder is not the nodes', whichever job it is.
   */
  private boolean unseen(SlurmJob job, AccountedJob account) {
    return account.byItself()
        && !account.node().isEmpty()
        && !sight.proven()
        && !job.folder().begun()
        && job.folder().exit().isEmpty()
        && job.stop().isEmpty();
  }

  /** Whether the script's word may be on its way through the file system. */
  private boolean mayStillSay(AccountedJob account, SlurmJob job) {
    return account.byItself() && account.signal() == 0 && job.missing().compareTo(patience) < 0;
  }

  /**
   * Neither Slurm nor the script knows of an end. A controller that was killed just after a submit
   * forgets the job, while its process runs on: it is given time to end, then made to.
   */
  private boolean missing(SlurmJob job) {
    // One that is to end anyway need not be given time to end by itself.
    boolean soon = job.stop().isPresent() && !job.givenUp();
    if (job.missing().compareTo(soon ? patience.dividedBy(SOON) : patience) < 0) {
      return false;
    }
    if (!job.givenUp()) {
      logger.warn("Slurm has forgotten job {}; it is given up", job.id());
      job.folder().giveUp();
      job.giveUp();
      return false;
    }
    job.end(lost(job), "");
    return true;
  }

  private static JobEnd lost(SlurmJob job) {
    return job.stop()
        .map(stop -> JobEnd.withoutProcess(stop.cause(), stop.message()))
        .orElseGet(
            () ->
                JobEnd.withoutProcess(
                    Cause.LOST, "Slurm has forgotten the job, and it has left no word of its end"));
  }
}
