package io.sonde.scheduler.job;

import java.util.Map;
import java.util.OptionalInt;

/**
 * How a process ended, from the one number that the virtual machine gives: an exit code, or 128 and
 * the number of a signal. A program that exits with such a number by itself, as shells do for a
 * child that a signal ended, is taken to have been ended by that signal.
 *
 * @param exitCode the exit code, where there is one
 * @param signal the signal, where there is one
 */
public record ExitStatus(OptionalInt exitCode, OptionalInt signal) {

  /** The signal that nothing survives. */
  public static final int SIGKILL = 9;

  private static final int SIGNALS_FROM = 128;
  private static final int LAST_SIGNAL = 64;

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(1, "SIGHUP"),
          Map.entry(2, "SIGINT"),
          Map.entry(3, "SIGQUIT"),
          Map.entry(4, "SIGILL"),
          Map.entry(6, "SIGABRT"),
          Map.entry(7, "SIGBUS"),
          Map.entry(8, "SIGFPE"),
          Map.entry(SIGKILL, "SIGKILL"),
          Map.entry(11, "SIGSEGV"),
          Map.entry(13, "SIGPIPE"),
          Map.entry(15, "SIGTERM"));

  /** Reads the one number. */
  public static ExitStatus of(int code) {
    boolean signalled = code > SIGNALS_FROM && code <= SIGNALS_FROM + LAST_SIGNAL;
    return signalled
        ? new ExitStatus(OptionalInt.empty(), OptionalInt.of(code - SIGNALS_FROM))
        : new ExitStatus(OptionalInt.of(code), OptionalInt.empty());
  }

  /** Whether it was ended by SIGKILL. */
  public boolean killed() {
    return signal.equals(OptionalInt.of(SIGKILL));
  }

  /** The end of a process that we did not ask to end. */
  public JobEnd byItself() {
    if (signal.isEmpty()) {
      return end(Cause.EXITED, "exited with code " + exitCode.getAsInt());
    }
    int number = signal.getAsInt();
    String name = NAMES.containsKey(number) ? " (" + NAMES.get(number) + ")" : "";
    return end(Cause.SIGNALLED, "was ended by signal " + number + name);
  }

  /** The end of a process for a reason that is known. */
  public JobEnd end(Cause cause, String message) {
    return new JobEnd(cause, exitCode, signal, message);
  }
}
