package io.sonde.scheduler.slurm;

import java.util.HashMap;
import java.util.Map;

/**
 * A line of {@code sacct}.
 *
 * @param state what the job did last
 * @param code the exit code, 0 where a signal ended it, negative where it is not known
 * @param signal the signal, 0 where there was none
 * @param node where it ran
 */
record AccountedJob(SlurmState state, int code, int signal, String node) {

  /** The fields in the order in which they are parsed; the name comes last. */
  static final String FORMAT = "State,ExitCode,NodeList,JobName";

  /** Reads the answer, by name; a later line of a name, which is a later job, hides the earlier. */
  static Map<String, AccountedJob> parse(String output) {
    Map<String, AccountedJob> jobs = new HashMap<>();
    for (String line : output.split("\n", -1)) {
      String[] fields = line.split("\\|", 4);
      if (fields.length == 4 && fields[1].matches("\\d+:\\d+")) {
        String[] numbers = fields[1].split(":", 2);
        String node = fields[2].equals("None assigned") ? "" : fields[2];
        AccountedJob job =
            new AccountedJob(
                SlurmState.of(fields[0]),
                Integer.parseInt(numbers[0]),
                Integer.parseInt(numbers[1]),
                node);
        jobs.merge(fields[3].strip(), job, AccountedJob::better);
      }
    }
    return jobs;
  }

  /** What {@code squeue} says of a job that has ended; it tells no exit code. */
  static AccountedJob of(QueuedJob job) {
    int code = job.state() == SlurmState.COMPLETED ? 0 : -1;
    return new AccountedJob(job.state(), code, 0, job.node());
  }

  /** Whether its script ended by itself, well or not. */
  boolean byItself() {
    return state == SlurmState.COMPLETED || state == SlurmState.FAILED;
  }

  /** Of several jobs of one name the one that ran counts, not the copy that was refused. */
  private AccountedJob better(AccountedJob later) {
    return later.node.isEmpty() && !node.isEmpty() ? this : later;
  }
}
