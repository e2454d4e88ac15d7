package io.sonde.scheduler.slurm;

import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.ExitStatus;
import io.sonde.scheduler.job.JobEnd;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a job ended, from what its script left, what Slurm says and what we asked for. Slurm's state
 * decides; the script's word counts alone only where the command ended by itself, of which Slurm
 * knows no better.
 */
final class SlurmEnds {

  /** Slurm's own signal for a job whose output file cannot be opened. */
  private static final int NO_OUTPUT_FILE = 53;

  private SlurmEnds() {}

  /** The end of a job whose script said how the command ended by itself, or why it never ran. */
  static JobEnd byItself(SlurmJob job, JobFolder.Exit exit) {
    if (exit.code() < 0) {
      return job.stop()
          .map(stop -> JobEnd.withoutProcess(stop.cause(), stop.message()))
          .orElseGet(() -> JobEnd.withoutProcess(Cause.START_FAILED, exit.failure()));
    }
    ExitStatus status = ExitStatus.of(exit.code());
    return job.stop()
        .map(stop -> status.end(stop.cause(), stop.message()))
        .orElseGet(status::byItself);
  }

  /** The end of a job in a final state of Slurm's. */
  static JobEnd inState(SlurmJob job, AccountedJob account, Optional<JobFolder.Exit> exit) {
    ExitStatus status = status(job, account, exit);
    if (job.stop().isPresent()) {
      return status.end(job.stop().get().cause(), job.stop().get().message());
    }
    SlurmState state = account.state();
    if (!account.byItself()) {
      return status.end(state.cause(), withComplaint(job, state.sentence()));
    }
    if (exit.isPresent()) {
      return byItself(job, exit.get());
    }
    if (!job.folder().begun()) {
      String where = account.node().isEmpty() ? "" : " on " + account.node();
      // A node that has its script and cannot begin it is at fault, such as one without the folder.
      Cause cause = account.node().isEmpty() ? Cause.START_FAILED : Cause.INFRASTRUCTURE;
      return JobEnd.withoutProcess(cause, withComplaint(job, neverBegan(job, where)));
    }
    return status.exitCode().isEmpty() && status.signal().isEmpty()
        ? status.end(Cause.EXITED, "failed; with which exit code is not known")
        : status.byItself();
  }

  private static String neverBegan(SlurmJob job, String where) {
    return "its script did not begin%s; is %s there, and the same folder as here?"
        .formatted(where, job.folder().path().getParent());
  }

  /** What Slurm wrote of the job itself is often the only reason there is. */
  private static String withComplaint(SlurmJob job, String sentence) {
    return job.folder().complaint().map(line -> sentence + " (" + line + ")").orElse(sentence);
  }

  private static ExitStatus status(
      SlurmJob job, AccountedJob account, Optional<JobFolder.Exit> exit) {
    if (exit.isPresent() && exit.get().code() >= 0) {
      return ExitStatus.of(exit.get().code());
    }
    if (job.wasKilled()) {
      return new ExitStatus(OptionalInt.empty(), OptionalInt.of(ExitStatus.SIGKILL));
    }
    if (account.signal() > 0 && account.signal() < NO_OUTPUT_FILE) {
      return new ExitStatus(OptionalInt.empty(), OptionalInt.of(account.signal()));
    }
    return account.byItself() && account.code() >= 0
        ? ExitStatus.of(account.code())
        : new ExitStatus(OptionalInt.empty(), OptionalInt.empty());
  }
}
