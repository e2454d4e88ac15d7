package io.sonde.scheduler.local;

/**
 * Tells live processes from dead ones, also from those whose parent has not collected them and
 * never may.
 */
public final class LiveProcess {

  private LiveProcess() {}

  /** Whether there is a process of this number that is not a zombie. */
  public static boolean lives(long pid) {
    return OperatingSystem.current().startTime(pid).isPresent();
  }
}
