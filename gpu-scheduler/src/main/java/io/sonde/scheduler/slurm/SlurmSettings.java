package io.sonde.scheduler.slurm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * How a Slurm cluster is used.
 *
 * @param folder where each job has a folder of its own, absolute; the nodes see it under the same
 *     path
 * @param installation tells this installation's jobs from those of others in the same cluster: 4 to
 *     32 letters and digits
 * @param mostJobs how many jobs are handed over at a time, at least 1
 * @param submissionsPerSecond the fastest that jobs are submitted, at least 1
 * @param shortestPoll between two status calls while jobs start or end
 * @param longestPoll between two status calls while nothing changes
 * @param commandLimit how long a command of Slurm may take
 * @param patience how long a job may be missing, in Slurm and in its folder, until it is lost; file
 *     systems of clusters show a file to other machines a while after it was written
 */
public record SlurmSettings(
    Path folder,
    String installation,
    int mostJobs,
    int submissionsPerSecond,
    Duration shortestPoll,
    Duration longestPoll,
    Duration commandLimit,
    Duration patience) {

  public SlurmSettings {
    if (!folder.isAbsolute()) {
      throw new IllegalArgumentException(
          "the jobs' folder must be an absolute path, got " + folder);
    }
    if (!installation.matches("[A-Za-z0-9]{4,32}")) {
      throw new IllegalArgumentException(
          "an installation is named by 4 to 32 letters and digits, got \"" + installation + "\"");
    }
    if (mostJobs < 1 || submissionsPerSecond < 1) {
      throw new IllegalArgumentException(
          "jobs at a time and submissions a second must be at least 1, got %d and %d"
              .formatted(mostJobs, submissionsPerSecond));
    }
    requirePositive("shortest poll", shortestPoll);
    requirePositive("limit of a command", commandLimit);
    requirePositive("patience", patience);
    if (longestPoll.compareTo(shortestPoll) < 0) {
      throw new IllegalArgumentException(
          "the longest poll must not be below the shortest, %s, got %s"
              .formatted(shortestPoll, longestPoll));
    }
  }

  /** What suits a cluster that others use as well: a poll takes from one to ten seconds. */
  public static SlurmSettings of(Path folder, String installation, int mostJobs) {
    return new SlurmSettings(
        folder,
        installation,
        mostJobs,
        20,
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60));
  }

  private static void requirePositive(String what, Duration value) {
    Objects.requireNonNull(value, what);
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException("the " + what + " must be positive, got " + value);
    }
  }
}
