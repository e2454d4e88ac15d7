package io.sonde.scheduler.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a backend asks the system it runs on. Safe for use by several threads. */
interface OperatingSystem {

  /**
   * A process that lives; a zombie does not.
   *
   * @param pid its number
   * @param parent the number of its parent
   * @param group its process group
   * @param startTime when it started; grows with time, its unit is the system's
   */
  record ProcessEntry(long pid, long parent, long group, long startTime) {}

  /** Names this machine. */
  String hostName();

  /** Names this run of the kernel. */
  String bootId();

  /** Every process that lives. */
  List<ProcessEntry> processes();

  /**
   * When a process started, in the unit of {@link ProcessEntry#startTime}; empty where there is no
   * such process.
   */
  OptionalLong startTime(long pid);

  /**
   * Whether a variable with this value is in the environment that a process was started with; false
   * where that cannot be told.
   */
  boolean carries(long pid, String variable, String value);

  /** The file that the standard output of a process goes to, where that can be told. */
  Optional<Path> output(long pid);

  /**
   * The memory that a process sees, 0 where it is gone or cannot be asked: also what it shares with
   * others, and files that it has mapped. Quickly told, and never less than {@link #heldBytes}.
   */
  long residentBytes(long pid);

  /**
   * The memory that a process holds, 0 where it is gone or cannot be asked: of what several hold
   * together a part each, and nothing of files, which can be dropped at any time. The same as
   * {@link #residentBytes} where that cannot be told.
   */
  default long heldBytes(long pid) {
    return residentBytes(pid);
  }

  /**
   * How many processes the kernel has killed for want of memory since it started, 0 where it does
   * not tell.
   */
  long outOfMemoryKills();

  /** The system that this virtual machine runs on. */
  static OperatingSystem current() {
    return LinuxSystem.present() ? new LinuxSystem() : new PosixSystem();
  }
}
