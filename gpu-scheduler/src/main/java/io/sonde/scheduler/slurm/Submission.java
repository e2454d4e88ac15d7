package io.sonde.scheduler.slurm;

import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.JobEnd;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives a job to Slurm. For the backend's thread. */
final class Submission {

  private static final Logger logger = LoggerFactory.getLogger(Submission.class);

  /** What commands of Slurm say when the fault is not the job's. */
  private static final List<String> NOT_THE_JOBS_FAULT =
      List.of(
          "unable to contact",
          "timed out",
          "connect failure",
          "connection refused",
          "zero bytes",
          "temporarily",
          "communication",
          "standby mode",
          "authentication",
          "munge",
          "transport endpoint",
          "could not establish");

  private static final String FULL = "job submit limit";

  /** What it says where no node is left for a job. */
  private static final String NO_NODE = "node configuration is not available";

  /** What it says where a node is named that it does not have, or one that is excluded as well. */
  private static final String UNKNOWN_NODE = "invalid node name";

  private final SlurmCommands commands;
  private final Duration pause;

  /**
   * By these commands.
   *
   * @param pause after which a job is handed over again that Slurm does not take now
   */
  Submission(SlurmCommands commands, Duration pause) {
    this.commands = commands;
    this.pause = pause;
  }

  /**
   * Asks Slurm once; what became of it is the job's stage.
   *
   * @param avoided nodes on which it must not run
   */
  void submit(SlurmJob tracked, Set<String> avoided, boolean othersRun) {
    Job job = job(tracked);
    try {
      List<String> options = new ArrayList<>(surroundings(tracked));
      options.addAll(SlurmOptions.of(job).line(job, avoided));
      Path script = tracked.folder().write(job);
      CommandAnswer answer = commands.submit(options, script);
      if (answer.code() == 0) {
        tracked.folder().submitted();
        tracked.move(SlurmJob.Stage.SUBMITTED, "waits in Slurm");
      } else {
        refused(tracked, answer.complaint(), avoided, othersRun);
      }
    } catch (IllegalArgumentException e) {
      failed(tracked, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      failed(tracked, "its folder %s cannot be written: %s".formatted(tracked.folder().path(), e));
    } catch (SlurmUnavailableException e) {
      unclear(tracked, String.valueOf(e.getMessage()));
    }
  }

  private static List<String> surroundings(SlurmJob tracked) {
    String folder = tracked.folder().path().toString();
    return List.of(
        "--job-name=" + tracked.name().text(),
        "--no-requeue",
        "--export=ALL", // of the few variables that the command was given
        "--chdir=" + folder,
        "--open-mode=append",
        "--output=" + folder.replace("%", "%%") + "/slurm.log");
  }

  private void refused(SlurmJob tracked, String complaint, Set<String> avoided, boolean othersRun)
      throws SlurmUnavailableException {
    String lower = complaint.toLowerCase(Locale.ROOT);
    if (NOT_THE_JOBS_FAULT.stream().anyMatch(lower::contains)) {
      unclear(tracked, complaint);
    } else if (lower.contains(FULL) && othersRun) {
      tracked.postpone("Slurm takes no more jobs for now: " + complaint, pause);
    } else if (lower.contains(UNKNOWN_NODE) && !present(avoided).equals(avoided)) {
      submit(tracked, present(avoided), othersRun);
    } else if (noOther(tracked, lower, avoided)) {
      awaitNode(tracked, avoided);
    } else {
      failed(tracked, refusal(complaint));
    }
  }

  private static String refusal(String complaint) {
    return "Slurm refused the job: " + complaint.replace("sbatch: error: ", "");
  }

  /** Waits for a node that is set aside, unless the job would not fit there either. */
  private void awaitNode(SlurmJob tracked, Set<String> avoided) throws SlurmUnavailableException {
    List<String> options = new ArrayList<>(surroundings(tracked));
    options.add("--test-only");
    options.addAll(SlurmOptions.of(job(tracked)).line(job(tracked), Set.of()));
    CommandAnswer anywhere = commands.submit(options, tracked.folder().script());
    String complaint = anywhere.complaint().toLowerCase(Locale.ROOT);
    if (anywhere.code() != 0 && (complaint.contains(NO_NODE) || complaint.contains(UNKNOWN_NODE))) {
      failed(tracked, refusal(anywhere.complaint()));
      return;
    }
    String nodes = String.join(", ", new TreeSet<>(avoided));
    tracked.postpone("Slurm has no node for it but for those set aside, " + nodes, pause);
  }

  private static Job job(SlurmJob tracked) {
    return tracked.job().orElseThrow();
  }

  /** Whether Slurm has no node for a job because some are set aside. */
  private static boolean noOther(SlurmJob tracked, String complaint, Set<String> avoided) {
    return !avoided.isEmpty()
        && (complaint.contains(NO_NODE)
            || (complaint.contains(UNKNOWN_NODE)
                && SlurmOptions.of(job(tracked)).namesOneOf(avoided)));
  }

  /** A node that is set aside may have left the cluster since. */
  private Set<String> present(Set<String> avoided) throws SlurmUnavailableException {
    Set<String> present = new TreeSet<>(avoided);
    if (!avoided.isEmpty()) {
      present.retainAll(commands.nodes());
    }
    return present;
  }

  private static void unclear(SlurmJob tracked, String why) {
    logger.warn("Whether Slurm has {} is not known yet: {}", tracked.id(), why);
    tracked.move(SlurmJob.Stage.UNCLEAR, "whether Slurm has it is not known yet: " + why);
  }

  private static void failed(SlurmJob tracked, String why) {
    tracked.end(JobEnd.withoutProcess(Cause.START_FAILED, why), "");
  }
}
