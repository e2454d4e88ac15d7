package io.sonde.scheduler.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A process started ahead of its job, so that no device waits for it to warm up. It holds no device
 * and waits for the first line on its standard input; end of file there means that the server is
 * gone and must make it exit.
 *
 * <p>A job that names the key, and has the same command, directory and resulting environment, is
 * handed the parked process when it gets its devices: its input is written instead of a new process
 * being started, and the job's log is then this log.
 *
 * @param key at most one process is parked under a key
 * @param command as in {@link Job}
 * @param environment as in {@link Job}
 * @param directory as in {@link Job}
 * @param log as in {@link Job}
 * @param resources those of the jobs it is meant for: the variables for devices and threads follow
 *     from them
 */
public record Standby(
    String key,
    List<String> command,
    Map<String, String> environment,
    Path directory,
    Path log,
    Resources resources) {

  public Standby {
    Job.requireText("standby key", key);
    command = Job.requireCommand(command);
    environment = Map.copyOf(environment);
    Job.requireAbsolute("directory", directory);
    Job.requireAbsolute("log", log);
    Objects.requireNonNull(resources, "resources");
  }

  /** This standby with another environment in place of its own. */
  public Standby withEnvironment(Map<String, String> replacement) {
    return new Standby(key, command, replacement, directory, log, resources);
  }

  /**
   * Whether a process parked for this standby may serve the job, both with their resulting
   * environments.
   */
  public boolean serves(Job job) {
    return job.standby().equals(Optional.of(key))
        && command.equals(job.command())
        && environment.equals(job.environment())
        && directory.equals(job.directory());
  }

  /** Tells what a log may tell: not the environment, which may hold secrets. */
  @Override
  public String toString() {
    return "Standby[key=%s, command=%s, resources=%s]".formatted(key, command.get(0), resources);
  }
}
