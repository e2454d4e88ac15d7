package io.sonde.scheduler.queue;

import static org.awaitility.Awaitility.await;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.JobEnd;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps all that it is told of any number of jobs. */
public final class RecordingListener implements JobListener {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * The start of a job.
   *
   * @param jobId which job
   * @param devices what it got
   * @param pid its process
   * @param log its log
   */
  public record Start(String jobId, List<Device> devices, long pid, Path log) {}

  private final List<Start> starts = new CopyOnWriteArrayList<>();
  private final Map<String, JobEnd> ends = new ConcurrentHashMap<>();

  @Override
  public void started(Job job, List<Device> devices, long pid, Path log) {
    starts.add(new Start(job.id(), devices, pid, log));
  }

  @Override
  public void ended(Job job, JobEnd end) {
    if (ends.put(job.id(), end) != null) {
      throw new IllegalStateException("told twice of the end of " + job.id());
    }
  }

  /** The starts so far, in order. */
  public List<Start> starts() {
    return List.copyOf(starts);
  }

  /** The ends so far, by job. */
  public Map<String, JobEnd> ends() {
    return Map.copyOf(ends);
  }

  /** Waits for the start of a job. */
  public Start start(String jobId) {
    await()
        .atMost(PATIENCE)
        .until(() -> starts.stream().anyMatch(start -> start.jobId().equals(jobId)));
    return starts.stream().filter(start -> start.jobId().equals(jobId)).findFirst().orElseThrow();
  }

  /** Waits for the end of a job. */
  public JobEnd end(String jobId) {
    await().atMost(PATIENCE).until(() -> ends.containsKey(jobId));
    return ends.get(jobId);
  }
}
