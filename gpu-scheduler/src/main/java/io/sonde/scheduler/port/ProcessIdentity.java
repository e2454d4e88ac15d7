package io.sonde.scheduler.port;

/**
 * Tells one process of one host from all others, also from a later one that got the same number.
 *
 * @param pid its number
 * @param startTime when it started, in the unit of the host's process table; only good for telling
 *     equal from unequal
 * @param bootId names the run of the kernel in which pid and start time mean something
 * @param processGroup the group that the process leads, 0 where the host cannot give it one of its
 *     own
 * @param marker a random text that every process of the job carries in its environment, so that
 *     those which left the group are found
 */
public record ProcessIdentity(
    long pid, long startTime, String bootId, long processGroup, String marker) {

  public ProcessIdentity {
    if (pid < 1) {
      throw new IllegalArgumentException("a process number must be positive, got " + pid);
    }
    if (processGroup != 0 && processGroup != pid) {
      throw new IllegalArgumentException(
          "a job's process leads its own group " + pid + " or has none (0), got " + processGroup);
    }
    if (bootId.isBlank() || marker.isBlank()) {
      throw new IllegalArgumentException(
          "boot id and marker must not be blank, got \"" + bootId + "\" and \"" + marker + "\"");
    }
  }
}
