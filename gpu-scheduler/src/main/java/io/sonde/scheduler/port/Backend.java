package io.sonde.scheduler.port;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.Standby;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Where jobs run. Safe for use by several threads. */
public interface Backend extends AutoCloseable {

  /** Names the place, for leases: this machine's name, or a cluster's. */
  String host();

  /**
   * How jobs are held together and kept to their limits here, and why so, for people; empty where
   * an engine does that.
   */
  default Optional<String> control() {
    return Optional.empty();
  }

  /**
   * What keeps jobs from running here although they are told as they are, a sentence for people;
   * empty where nothing does.
   */
  default Optional<String> problem() {
    return Optional.empty();
  }

  /**
   * How many jobs may be handed over at a time, where an engine behind this backend chooses their
   * devices (a cluster). Empty where the scheduler chooses the devices: those of this machine.
   */
  default OptionalInt capacity() {
    return OptionalInt.empty();
  }

  /**
   * Starts a job on devices that are already leased to it, with the job's environment as it stands;
   * the devices are none where an engine chooses them. A job that this backend already has, because
   * it was submitted before or adopted by {@link #recover}, is left as it is; an adopted one is
   * told of to this observer from now on, beginning with the phase it is in. A command that cannot
   * be started is observed as ended by {@code START_FAILED}; no exception tells of it.
   */
  void submit(Job job, List<Device> devices, JobObserver observer);

  /**
   * Every job that has not been told to be wholly gone, in one call. Parked processes are not among
   * them.
   */
  Observations observe();

  /**
   * Stops jobs: asks them to end, and kills after the grace what has not ended. Returns at once;
   * the end is observed, with the cause and message of the first such call. A later call with less
   * grace shortens it. Jobs that this backend does not have are ignored.
   */
  void stop(Collection<String> jobIds, Duration grace, Cause cause, String message);

  /**
   * Keeps jobs away from nodes of an engine: those that are submitted from now on run on none of
   * them; what was submitted before stays where the engine puts it. What was said before counts no
   * more. Nothing happens where the scheduler chooses the devices.
   *
   * @param nodes as observations name them
   */
  default void avoid(Set<String> nodes) {}

  /**
   * Starts a process ahead of its job. It is told of under the id {@link #standbyId}, and its end
   * is observed like a job's, also when a job takes it over. A process already parked under the key
   * is left as it is. A backend that cannot park processes does nothing.
   *
   * @param standby with its environment as it stands
   */
  void prepare(Standby standby, JobObserver observer);

  /** Kills the process parked under a key, if there is one; its end is observed. */
  void discard(String key);

  /**
   * Deals with what an earlier server left behind, lease by lease. A job that still runs as it
   * should is adopted: it goes on, is among the observed, can be stopped, and waits for its {@link
   * #submit} to get an observer; its end is kept until then. What cannot be adopted (a parked
   * process, the children of a job whose own process has ended) is stopped; this waits until it is
   * gone, or clearly will not go. A process that merely has the number of one of ours is left
   * alone. The first call is given all leases there are, be they none: what this owner left that
   * none of them speaks of is stopped with it, where the backend can know it.
   */
  List<Recovery> recover(Collection<Lease> leases);

  /**
   * Those of these processes of this machine that belong to its jobs or to parked processes; none
   * where jobs do not run on this machine.
   */
  default Set<Long> own(Collection<Long> pids) {
    return Set.of();
  }

  /**
   * The output of a job from its beginning, as far as it is written.
   *
   * @throws IOException where the job is not one of this backend's, or its log cannot be read
   */
  InputStream logs(String jobId) throws IOException;

  /**
   * Stops all jobs and parked processes without grace, waits until they are gone, and starts
   * nothing more.
   */
  @Override
  void close();

  /** The id under which the process parked under a key is told of. */
  static String standbyId(String key) {
    return "standby/" + key;
  }
}
