package io.sonde.scheduler.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Makes jobs for tests: shell scripts that run in a folder and write their log there.
 *
 * @param folder where they run
 */
public record Jobs(Path folder) {

  /**
   * Starts a process that leaves its session, its parent and its environment, and waits until it
   * runs; {@link #writeEscape} writes what that is.
   */
  public static final String ESCAPE =
      "(env -i PATH=\"$PATH\" setsid sh -c 'sh away.sh & exit' &); until [ -s away ]; do sleep 0.05; done";

  /**
   * Writes the program of that process into the folder of the jobs: it writes its number to {@code
   * away}, and a file {@code asked} instead of ending when it is asked to.
   */
  public static void writeEscape(Path folder) throws IOException {
    Files.writeString(
        folder.resolve("away.sh"),
        "trap 'touch asked' TERM; echo $$ > away; while :; do sleep 0.05; done\n");
  }

  /** A job of one CPU slot. */
  public Job script(String id, String script) {
    return job(id, script, Resources.ofCpus(1), Limits.none(), 0, "");
  }

  /** A job of one CPU slot with input. */
  public Job withInput(String id, String script, String input) {
    return job(id, script, Resources.ofCpus(1), Limits.none(), 0, input);
  }

  /** A job with resources of its own. */
  public Job withResources(String id, String script, Resources resources) {
    return job(id, script, resources, Limits.none(), 0, "");
  }

  /** A job of one CPU slot with limits. */
  public Job withLimits(String id, String script, Limits limits) {
    return job(id, script, Resources.ofCpus(1), limits, 0, "");
  }

  /** A job that ends at once, of so many CPU slots and with a priority. */
  public Job withPriority(String id, int cpus, int priority) {
    return job(id, "true", Resources.ofCpus(cpus), Limits.none(), priority, "");
  }

  /** A job of one CPU slot, of an owner, a project and a priority. */
  public Job standing(String id, String script, String owner, Standing standing, int priority) {
    Job any = job(id, script, Resources.ofCpus(1), Limits.none(), priority, "");
    return new Job(
        any.id(),
        owner,
        any.command(),
        any.environment(),
        any.directory(),
        any.log(),
        any.input(),
        any.resources(),
        any.limits(),
        any.priority(),
        any.standby(),
        any.options(),
        standing);
  }

  /** A job whose processes may hold so much memory. */
  public Job withMemory(String id, String script, long bytes) {
    Resources resources = new Resources(0, 1, OptionalLong.of(bytes));
    return job(id, script, resources, Limits.none(), 0, "");
  }

  /** A job of one CPU slot that runs any command. */
  public Job command(String id, List<String> command) {
    return with(script(id, "true"), command, Optional.empty(), "");
  }

  /** A job that a process parked for this standby may serve. */
  public Job servedBy(Standby standby, String id, String input) {
    Job any = withResources(id, "true", standby.resources());
    return with(any, standby.command(), Optional.of(standby.key()), input);
  }

  /** A process parked ahead for jobs of one CPU slot. */
  public Standby standby(String key, String script) {
    return new Standby(
        key,
        List.of("sh", "-c", script),
        Map.of(),
        folder,
        folder.resolve("standby-" + key + ".log"),
        Resources.ofCpus(1));
  }

  private Job job(
      String id, String script, Resources resources, Limits limits, int priority, String input) {
    return new Job(
        id,
        "sweep 1",
        List.of("sh", "-c", script),
        Map.of(),
        folder,
        folder.resolve(id + ".log"),
        input,
        resources,
        limits,
        priority,
        Optional.empty(),
        Map.of());
  }

  private static Job with(Job job, List<String> command, Optional<String> standby, String input) {
    return new Job(
        job.id(),
        job.owner(),
        command,
        job.environment(),
        job.directory(),
        job.log(),
        input,
        job.resources(),
        job.limits(),
        job.priority(),
        standby,
        job.options());
  }
}
