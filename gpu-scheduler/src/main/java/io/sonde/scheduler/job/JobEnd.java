package io.sonde.scheduler.job;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * How a job ended.
 *
 * @param cause why
 * @param exitCode the exit code of the command, where it exited
 * @param signal the number of the signal that ended the command, where one did
 * @param message a sentence for people
 */
public record JobEnd(Cause cause, OptionalInt exitCode, OptionalInt signal, String message) {

  public JobEnd {
    Objects.requireNonNull(cause, "cause");
    Objects.requireNonNull(exitCode, "exitCode");
    Objects.requireNonNull(signal, "signal");
    if (message.isBlank()) {
      throw new IllegalArgumentException("a job's end needs a sentence, got \"" + message + "\"");
    }
  }

  /**
   * An end without exit code or signal: of a job that never ran, or whose process was not seen to
   * end.
   */
  public static JobEnd withoutProcess(Cause cause, String message) {
    return new JobEnd(cause, OptionalInt.empty(), OptionalInt.empty(), message);
  }

  /** Whether the command ended by itself with exit code 0. */
  public boolean clean() {
    return cause == Cause.EXITED && exitCode.equals(OptionalInt.of(0));
  }
}
