package io.sonde.scheduler.job;

/** Why a job ended. */
public enum Cause {
  /** The command ended by itself; the exit code says how. */
  EXITED,
  /** A signal that the scheduler did not send ended the command. */
  SIGNALLED,
  /** The job took more memory than it may, or the kernel killed it for want of memory. */
  OUT_OF_MEMORY,
  /** Its wall time limit or its deadline passed. */
  TIMED_OUT,
  /** Its log grew beyond its limit. */
  TOO_MUCH_OUTPUT,
  /** Someone asked for its end. */
  STOPPED,
  /** The command never ran: no such executable, no such folder, more devices than there are. */
  START_FAILED,
  /** Contact with the job was lost and its end is not known. */
  LOST
}
