package io.sonde.scheduler.slurm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Ends the jobs that are to end, all in one call of each sort. Numbers are those of the last poll,
 * where they stood beside the job's name. For the backend's thread.
 */
final class Cancellation {

  private final SlurmCommands commands;

  Cancellation(SlurmCommands commands) {
    this.commands = commands;
  }

  /** Does what is due; what Slurm does not take now is tried again after the next poll. */
  void act(Collection<SlurmJob> jobs) throws SlurmUnavailableException {
    List<SlurmJob> waiting = new ArrayList<>();
    List<SlurmJob> asked = new ArrayList<>();
    List<SlurmJob> killed = new ArrayList<>();
    for (SlurmJob job : jobs) {
      Optional<SlurmState> state = job.seen().map(QueuedJob::state);
      if (state.isEmpty() || job.stop().isEmpty() || state.get() == SlurmState.COMPLETING) {
        continue;
      }
      if (state.get().waits()) {
        waiting.add(job);
      } else if (job.toBeKilled()) {
        killed.add(job);
      } else if (job.toBeAsked()) {
        asked.add(job);
      }
    }
    commands.cancelWaiting(rows(waiting));
    // The script and all that sprang from it are told, as a process group is on this machine.
    cancel(List.of("--signal=TERM", "--full"), asked);
    asked.forEach(SlurmJob::asked);
    cancel(List.of("--signal=KILL"), killed);
    killed.forEach(SlurmJob::killed);
  }

  /**
   * Removes from Slurm what it believes to run although the script has said long ago how it ended:
   * its controller has lost the end in a crash.
   */
  void layGhosts(Collection<SlurmJob> jobs, Duration patience) throws SlurmUnavailableException {
    List<SlurmJob> ghosts =
        jobs.stream()
            .filter(job -> job.seen().map(QueuedJob::state).equals(Optional.of(SlurmState.RUNNING)))
            .filter(job -> job.folder().exit().isPresent())
            .filter(job -> job.endedThoughRunning().compareTo(patience) > 0)
            .toList();
    cancel(List.of(), ghosts);
  }

  private void cancel(List<String> how, List<SlurmJob> jobs) throws SlurmUnavailableException {
    commands.cancel(how, rows(jobs).stream().map(QueuedJob::number).toList());
  }

  private static List<QueuedJob> rows(List<SlurmJob> jobs) {
    return jobs.stream().flatMap(job -> job.seen().stream()).toList();
  }
}
