package io.sonde.scheduler.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A command to be run on devices, with what it needs and what bounds it. Immutable.
 *
 * @param id names the job for ever; submitting the same id again changes nothing
 * @param owner whom the job belongs to, for people and for pages (a sweep, say)
 * @param command the executable, found on the job's {@code PATH} unless it holds a slash, and its
 *     arguments
 * @param environment variables set on top of the server's own environment; the variables that name
 *     devices and thread counts are the scheduler's and replace entries of the same name. The
 *     server's own {@code SONDE_…} variables are not inherited
 * @param directory an absolute path, the folder the command runs in; it must exist when the job
 *     starts
 * @param log an absolute path, the file that standard output and standard error are appended to;
 *     its folders are made
 * @param input text written to the command's standard input when the job starts: secrets go here,
 *     where no process list shows them. The pipe then stays open as long as both server and process
 *     live, so that a process can see the server's death as end of file
 * @param resources what the job holds while it runs
 * @param limits what ends the job early
 * @param priority the larger starts first; among equals the earlier submission does
 * @param standby the key of the parked process that may serve this job, see {@link Standby}
 */
public record Job(
    String id,
    String owner,
    List<String> command,
    Map<String, String> environment,
    Path directory,
    Path log,
    String input,
    Resources resources,
    Limits limits,
    int priority,
    Optional<String> standby) {

  public Job {
    requireText("id", id);
    requireText("owner", owner);
    command = requireCommand(command);
    environment = Map.copyOf(environment);
    requireAbsolute("directory", directory);
    requireAbsolute("log", log);
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(resources, "resources");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(standby, "standby");
  }

  /** This job with another environment in place of its own. */
  public Job withEnvironment(Map<String, String> replacement) {
    return new Job(
        id,
        owner,
        command,
        replacement,
        directory,
        log,
        input,
        resources,
        limits,
        priority,
        standby);
  }

  /** Tells what a log may tell: neither the input nor the environment, which may hold secrets. */
  @Override
  public String toString() {
    return "Job[id=%s, owner=%s, command=%s, resources=%s, limits=%s, priority=%d]"
        .formatted(id, owner, command.get(0), resources, limits, priority);
  }

  static String requireText(String what, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(
          "a job's " + what + " must not be blank, got \"" + value + "\"");
    }
    return value;
  }

  static List<String> requireCommand(List<String> command) {
    if (command.isEmpty() || command.get(0).isBlank()) {
      throw new IllegalArgumentException("a command must begin with an executable, got " + command);
    }
    return List.copyOf(command);
  }

  static Path requireAbsolute(String what, Path path) {
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException("the " + what + " must be an absolute path, got " + path);
    }
    return path;
  }
}
