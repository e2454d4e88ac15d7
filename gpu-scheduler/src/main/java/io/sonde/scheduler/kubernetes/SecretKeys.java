package io.sonde.scheduler.kubernetes;

import io.sonde.scheduler.job.Job;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What of a job goes into its Secret, and under which keys: its input, and its environment, for
 * both may hold secrets.
 */
final class SecretKeys {

  static final String INPUT = "input";

  private static final String VARIABLE = "env.";

  /** What both a Secret's keys and a container's variables allow. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z_.-][A-Za-z0-9_.-]{0,200}");

  /** What a cluster takes in one Secret, with room for the rest of it. */
  private static final int MOST_BYTES = 1_000_000;

  private SecretKeys() {}

  /** Every pod needs its Secret for this one: without the Secret no pod of the job starts. */
  private static final String JOB = "SONDE_JOB";

  /** The variables that a job's container gets, by name. */
  static Map<String, String> environment(Job job) {
    Map<String, String> environment = new TreeMap<>(job.environment());
    if (job.resources().gpus() > 0) {
      // The cluster chooses the GPUs and shows the container those alone.
      environment.remove("CUDA_VISIBLE_DEVICES");
    }
    environment.put(JOB, job.id());
    return environment;
  }

  /** The key of a variable. */
  static String key(String variable) {
    return VARIABLE + variable;
  }

  static Map<String, String> data(Job job) throws InvalidOptionsException {
    Map<String, String> data = new LinkedHashMap<>();
    for (Map.Entry<String, String> entry : environment(job).entrySet()) {
      if (!NAME.matcher(entry.getKey()).matches()) {
        throw new InvalidOptionsException(
            "a container's variables are named by letters, digits, '_', '-' and '.', and at most 200"
                + " of them; got \""
                + entry.getKey()
                + "\"");
      }
      data.put(key(entry.getKey()), entry.getValue());
    }
    data.put(INPUT, job.input());
    long bytes =
        data.values().stream().mapToLong(t -> t.getBytes(StandardCharsets.UTF_8).length).sum();
    if (bytes > MOST_BYTES) {
      throw new InvalidOptionsException(
          "the job's environment and input have %,d bytes; a cluster takes %,d"
              .formatted(bytes, MOST_BYTES));
    }
    return data;
  }
}
