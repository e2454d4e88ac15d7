package io.sonde.scheduler.slurm;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs of this installation that an earlier server left in Slurm and of which no lease speaks. They
 * are ended once, as soon as Slurm can be asked for them. For the backend's thread.
 */
final class Strays {

  private static final Logger logger = LoggerFactory.getLogger(Strays.class);

  private final SlurmCommands commands;
  private final JobFolders folders;
  private Optional<Set<String>> leased = Optional.empty();

  Strays(SlurmCommands commands, JobFolders folders) {
    this.commands = commands;
    this.folders = folders;
  }

  /** What has none of these names, which are those of leases, is to be ended. */
  void endAllBut(Set<String> names) {
    leased = Optional.of(Set.copyOf(names));
  }

  /** Whether they are still to be ended. */
  boolean pending() {
    return leased.isPresent();
  }

  /**
   * Ends those among what Slurm has now, unless that was done or nobody has asked for it. Their
   * scripts are told as well, for Slurm may have lost sight of them.
   *
   * @param own the names of this server's own jobs
   */
  void end(List<QueuedJob> queue, Set<String> own) throws SlurmUnavailableException {
    if (leased.isEmpty()) {
      return;
    }
    Set<String> known = leased.get();
    List<QueuedJob> strays =
        queue.stream()
            .filter(row -> !known.contains(row.name()) && !own.contains(row.name()))
            .toList();
    if (!strays.isEmpty()) {
      List<String> names = strays.stream().map(QueuedJob::name).toList();
      logger.warn("Cancelling jobs in Slurm of which no lease speaks any more: {}", names);
      names.stream().map(folders::named).filter(JobFolder::exists).forEach(JobFolder::giveUp);
      commands.cancel(List.of(), strays.stream().map(QueuedJob::number).toList());
    }
    leased = Optional.empty();
  }
}
