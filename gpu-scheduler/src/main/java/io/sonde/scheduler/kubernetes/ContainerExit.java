package io.sonde.scheduler.kubernetes;

import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.JobEnd;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How a container's command ended. Container runtimes tell a signal by an exit code, 128 and its
 * number; a program that exits with such a code by itself is taken to have been ended by that
 * signal.
 *
 * @param code the exit code, where there is one
 * @param signal the signal, where there is one
 */
record ContainerExit(OptionalInt code, OptionalInt signal) {

  private static final int SIGNALS_FROM = 128;
  private static final int LAST_SIGNAL = 64;
  private static final int SIGKILL = 9;

  /**
   * From a pod's status.
   *
   * @param told the signal, where the runtime tells it
   */
  static ContainerExit of(int code, @Nullable Integer told) {
    if (told != null && told > 0) {
      return new ContainerExit(OptionalInt.empty(), OptionalInt.of(told));
    }
    boolean signalled = code > SIGNALS_FROM && code <= SIGNALS_FROM + LAST_SIGNAL;
    return signalled
        ? new ContainerExit(OptionalInt.empty(), OptionalInt.of(code - SIGNALS_FROM))
        : new ContainerExit(OptionalInt.of(code), OptionalInt.empty());
  }

  /** The end of a command that nobody asked to end. */
  JobEnd byItself() {
    if (signal.isEmpty()) {
      return end(Cause.EXITED, "exited with code " + code.getAsInt());
    }
    String hint =
        signal.getAsInt() == SIGKILL ? " (SIGKILL; so may look what ran out of memory)" : "";
    return end(Cause.SIGNALLED, "was ended by signal " + signal.getAsInt() + hint);
  }

  /** The end of a command for a reason that is known. */
  JobEnd end(Cause cause, String message) {
    return new JobEnd(cause, code, signal, message);
  }
}
