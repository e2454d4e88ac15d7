package io.sonde.scheduler.local;

import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.local.OperatingSystem.ProcessEntry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * Looks twice a second whether a process and its children hold more memory than they may, where the
 * kernel does not see to that, or its log has grown too large; nothing tells of either. What breaks
 * its limit is killed without grace, for it takes more meanwhile.
 */
final class LimitWatch {

  private static final Duration EVERY = Duration.ofMillis(500);

  private final OperatingSystem system;
  private final Timers timers;
  private final Collection<LocalProcess> processes;

  /**
   * Starts to look.
   *
   * @param processes those to look at; a live view
   */
  static void start(OperatingSystem system, Timers timers, Collection<LocalProcess> processes) {
    new LimitWatch(system, timers, processes).lookLater();
  }

  private LimitWatch(OperatingSystem system, Timers timers, Collection<LocalProcess> processes) {
    this.system = system;
    this.timers = timers;
    this.processes = processes;
  }

  private void lookLater() {
    timers.after(EVERY, this::look);
  }

  private void look() {
    try {
      List<LocalProcess> limited =
          processes.stream().filter(process -> process.assignment().limited()).toList();
      limited.forEach(this::checkLog);
      List<LocalProcess> unheld = limited.stream().filter(LimitWatch::needsLook).toList();
      if (!unheld.isEmpty()) {
        List<ProcessEntry> now = system.processes();
        unheld.forEach(process -> checkMemory(process, now));
      }
    } finally {
      lookLater();
    }
  }

  private static boolean needsLook(LocalProcess process) {
    return process.assignment().memoryBytes().isPresent() && !process.memoryIsLimited();
  }

  /** Says that a job took more memory than it may. */
  static String tooMuchMemory(long limit) {
    return "killed because it held more memory than its limit of %,d bytes".formatted(limit);
  }

  private void checkLog(LocalProcess process) {
    long limit = process.assignment().logBytes().orElse(Long.MAX_VALUE);
    if (LogFile.size(process.log()) > limit) {
      stop(
          process,
          Cause.TOO_MUCH_OUTPUT,
          "stopped because its log grew beyond its limit of %,d bytes".formatted(limit));
    }
  }

  private void checkMemory(LocalProcess process, List<ProcessEntry> now) {
    long limit = process.assignment().memoryBytes().orElse(Long.MAX_VALUE);
    if (limit < Long.MAX_VALUE && process.holdsMoreThan(limit, now)) {
      stop(process, Cause.OUT_OF_MEMORY, tooMuchMemory(limit));
    }
  }

  private void stop(LocalProcess process, Cause cause, String message) {
    process.stop(Duration.ZERO, cause, message, timers);
  }
}
