package io.sonde.scheduler.queue;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.JobEnd;
import java.nio.file.Path;
import java.util.List;

/**
 * Is told what becomes of a job. All calls of one scheduler come from one thread, in order; one
 * that takes long delays the others, not the scheduling.
 */
public interface JobListener {

  /**
   * The job runs. Its process may have done things before this call arrives.
   *
   * @param job as it was submitted
   * @param devices what it holds; in a cluster the node that it runs on, where that is known
   * @param pid the number of its process
   * @param log where its output goes: the job's own log, or that of the parked process which took
   *     it
   */
  void started(Job job, List<Device> devices, long pid, Path log);

  /**
   * The job has ended, nothing of it is left and its devices are free. The last call for a job;
   * comes without {@link #started} for one that never ran.
   */
  void ended(Job job, JobEnd end);
}
