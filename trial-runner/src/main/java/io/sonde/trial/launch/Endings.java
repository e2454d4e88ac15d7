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
    if (attempt.worker().isEmpty()) {
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
      case LOST -> new AttemptEnd(Cause.LOST, end.message());
    };
  }

  private static AttemptEnd exited(JobEnd end) {
    return end.exitCode().orElse(0) == WorkerExit.OUT_OF_MEMORY
        ? outOfMemory(end)
        : crash("the trial's process ended without a word: " + end.message());
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
