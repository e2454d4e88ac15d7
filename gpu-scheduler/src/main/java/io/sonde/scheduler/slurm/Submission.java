package io.sonde.scheduler.slurm;

import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.JobEnd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

  private final SlurmCommands commands;

  Submission(SlurmCommands commands) {
    this.commands = commands;
  }

  /** Asks Slurm once; what became of it is the job's stage. */
  void submit(SlurmJob tracked, boolean othersRun) {
    Job job = tracked.job().orElseThrow();
    try {
      List<String> options = new ArrayList<>(surroundings(tracked));
      options.addAll(SlurmOptions.of(job).line(job));
      Path script = tracked.folder().write(job);
      CommandAnswer answer = commands.submit(options, script);
      if (answer.code() == 0) {
        tracked.folder().submitted();
        tracked.move(SlurmJob.Stage.SUBMITTED, "waits in Slurm");
      } else {
        refused(tracked, answer.complaint(), othersRun);
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

  private static void refused(SlurmJob tracked, String complaint, boolean othersRun) {
    String lower = complaint.toLowerCase(Locale.ROOT);
    if (NOT_THE_JOBS_FAULT.stream().anyMatch(lower::contains)) {
      unclear(tracked, complaint);
    } else if (lower.contains(FULL) && othersRun) {
      tracked.move(SlurmJob.Stage.WAITING, "Slurm takes no more jobs for now: " + complaint);
    } else {
      failed(tracked, "Slurm refused the job: " + complaint.replace("sbatch: error: ", ""));
    }
  }

  private static void unclear(SlurmJob tracked, String why) {
    logger.warn("Whether Slurm has {} is not known yet: {}", tracked.id(), why);
    tracked.move(SlurmJob.Stage.UNCLEAR, "whether Slurm has it is not known yet: " + why);
  }

  private static void failed(SlurmJob tracked, String why) {
    tracked.end(JobEnd.withoutProcess(Cause.START_FAILED, why), "");
  }
}
