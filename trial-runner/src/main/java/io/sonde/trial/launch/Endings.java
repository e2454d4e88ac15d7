package io.sonde.trial.launch;

import io.sonde.scheduler.job.JobEnd;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.Cause;
import io.sonde.trial.protocol.WorkerExit;
import java.time.Duration;

/** What the end of a worker's process means for the attempt it ran. */
final class Endings {
  private Endings() {}

  static AttemptEnd of(JobEnd end, LaunchedAttempt attempt) {
    if (attempt.worker().isEmpty() && processAtFault(end)) {
      return crash("its process ended before it could take up the trial: " + end.message());
    }
    return switch (end.cause()) {
      case STOPPED ->
          attempt
              .cancelled()
              .map(reason -> new AttemptEnd(Cause.CANCELLED, reason))
              .orElseGet(() -> new AttemptEnd(Cause.LOST, end.message()));
      case TIMED_OUT ->
          new AttemptEnd(
              Cause.TIMEOUT,
              attempt
                  .request()
                  .spec()
                  .trial()
                  .timeout()
                  .map(limit -> "the trial ran past its limit of " + seconds(limit))
                  .orElse("the trial's process was not heard of in time: " + end.message()));
      case OUT_OF_MEMORY -> outOfMemory(end);
      case EXITED -> exited(end);
      case TOO_MUCH_OUTPUT -> crash("the trial's process was " + end.message());
      case SIGNALLED -> crash("the trial's process was killed: " + end.message());
      case START_FAILED -> crash("the trial's process could not be started: " + end.message());
      case PREEMPTED -> new AttemptEnd(Cause.PREEMPTED, end.message());
      case INFRASTRUCTURE -> new AttemptEnd(Cause.INFRASTRUCTURE, end.message());
      case LOST -> new AttemptEnd(Cause.LOST, end.message());
    };
  }

  /**
   * Whether a process that has taken up nothing would end so the next time as well; of all other
   * causes, such as another job that went first, the trial is as free as one that runs.
   */
  private static boolean processAtFault(JobEnd end) {
    return switch (end.cause()) {
      case EXITED, SIGNALLED, START_FAILED, TIMED_OUT, TOO_MUCH_OUTPUT -> true;
      case OUT_OF_MEMORY, STOPPED, INFRASTRUCTURE, PREEMPTED, LOST -> false;
    };
  }

  private static AttemptEnd exited(JobEnd end) {
    return switch (end.exitCode().orElse(0)) {
      case WorkerExit.OUT_OF_MEMORY -> outOfMemory(end);
      case WorkerExit.SERVER_GONE ->
          new AttemptEnd(Cause.LOST, "the trial's process could not reach the server for too long");
      default -> crash("the trial's process ended without a word: " + end.message());
    };
  }

  static AttemptEnd outOfMemory(JobEnd end) {
    return new AttemptEnd(
        Cause.OOM, "the trial needs more memory than it may have: " + end.message());
  }

  static String seconds(Duration limit) {
    return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
  }

  private static AttemptEnd crash(String reason) {
    return new AttemptEnd(Cause.CRASH, reason);
  }
}
