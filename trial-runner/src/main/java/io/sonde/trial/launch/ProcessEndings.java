package io.sonde.trial.launch;

import io.sonde.scheduler.job.JobEnd;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.Cause;
import io.sonde.search.report.Decision;
import io.sonde.search.report.Verdict;
import io.sonde.trial.protocol.ProcessExit;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the end of a user's process means for its attempt.
 *
 * @param told the verdict that told it to end
 * @param cancelled why it was cancelled
 * @param reported whether it reported anything, or went on from where earlier attempts had reported
 *     to: whoever was lost after the last step has nothing left to do
 * @param results what it measured at its end
 * @param limit the longest it might take
 * @param memoryExit the exit code that says that memory ran out
 * @param lastWords the end of its output
 */
record ProcessEndings(
    Optional<Verdict> told,
    Optional<String> cancelled,
    boolean reported,
    Map<String, Double> results,
    Optional<Duration> limit,
    OptionalInt memoryExit,
    String lastWords) {

  AttemptEnd of(JobEnd end) {
    if (told.isPresent()) {
      Cause cause = told.get().decision() == Decision.PAUSE ? Cause.PAUSED : Cause.STOPPED;
      return new AttemptEnd(cause, told.get().reason(), results);
    }
    return switch (end.cause()) {
      case STOPPED ->
          cancelled
              .map(reason -> new AttemptEnd(Cause.CANCELLED, reason))
              .orElseGet(() -> new AttemptEnd(Cause.LOST, end.message()));
      case TIMED_OUT ->
          new AttemptEnd(
              Cause.TIMEOUT,
              limit
                  .map(l -> "the trial ran past its limit of " + Endings.seconds(l))
                  .orElse(end.message()));
      case OUT_OF_MEMORY -> Endings.outOfMemory(end);
      case EXITED -> exited(end, end.exitCode().orElse(0));
      case SIGNALLED -> crash("its process " + end.message());
      case TOO_MUCH_OUTPUT -> crash("its process was " + end.message());
      case START_FAILED -> crash("its process could not be started: " + end.message());
      case PREEMPTED -> new AttemptEnd(Cause.PREEMPTED, end.message());
      case INFRASTRUCTURE -> new AttemptEnd(Cause.INFRASTRUCTURE, end.message());
      case LOST -> new AttemptEnd(Cause.LOST, end.message());
    };
  }

  private AttemptEnd exited(JobEnd end, int code) {
    if (code == ProcessExit.INFEASIBLE) {
      return new AttemptEnd(
          Cause.INFEASIBLE,
          lastWords.isEmpty() ? "the command says that it cannot be built" : lastWords);
    } else if (memoryExit.equals(OptionalInt.of(code))) {
      return new AttemptEnd(
          Cause.OOM, "the trial needs more memory than it may have: " + lastWords, results);
    } else if (code != 0) {
      return crash("its process " + end.message());
    } else if (!reported && results.isEmpty()) {
      return crash(
          "its process ended with exit code 0 but reported nothing; a trial must report a step or"
              + " a result");
    }
    return new AttemptEnd(Cause.COMPLETED, "its process ran to its end", results);
  }

  private AttemptEnd crash(String what) {
    return new AttemptEnd(
        Cause.CRASH, lastWords.isEmpty() ? what : what + "; its last words: " + lastWords, results);
  }
}
