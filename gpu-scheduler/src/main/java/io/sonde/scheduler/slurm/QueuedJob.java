package io.sonde.scheduler.slurm;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of {@code squeue}.
 *
 * @param number Slurm's number of the job; good for this answer only
 * @param state what it does
 * @param reason why it waits, a word of Slurm's
 * @param node where it runs; empty while it waits
 * @param name the job's name
 */
record QueuedJob(long number, SlurmState state, String reason, String node, String name) {

  /** The fields in the order in which they are parsed; the name comes last. */
  static final String FORMAT = "%A|%T|%r|%N|%j";

  /** Reads the answer; jobs whose names do not begin with the prefix are left out. */
  static List<QueuedJob> parse(String output, String prefix) throws SlurmUnavailableException {
    List<QueuedJob> jobs = new ArrayList<>();
    for (String line : output.split("\n", -1)) {
      if (line.isBlank()) {
        continue;
      }
      String[] fields = line.split("\\|", 5);
      if (fields.length < 5 || !fields[0].matches("\\d{1,18}")) {
        throw new SlurmUnavailableException("squeue answered what cannot be read: " + line);
      }
      if (fields[4].startsWith(prefix)) {
        jobs.add(
            new QueuedJob(
                Long.parseLong(fields[0]),
                SlurmState.of(fields[1]),
                fields[2],
                fields[3],
                fields[4].strip()));
      }
    }
    return jobs;
  }

  /** What to say of why it waits; empty where Slurm gives no reason. */
  String waiting() {
    return switch (reason) {
      case "None", "" -> "waits in Slurm";
      case "Resources" -> "waits in Slurm for free nodes (Resources)";
      case "Priority" -> "waits in Slurm behind jobs that go first (Priority)";
      default -> "waits in Slurm: " + reason;
    };
  }
}
