package io.sonde.scheduler.port;

import static org.awaitility.Awaitility.await;

import io.sonde.scheduler.job.JobEnd;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps all that it is told of one job. */
public final class RecordingObserver implements JobObserver {

  /** A cluster on a busy machine may need a minute alone to give a pod up. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final List<ProcessIdentity> identities = new CopyOnWriteArrayList<>();
  private final List<Observation> observations = new CopyOnWriteArrayList<>();

  @Override
  public void identified(String jobId, ProcessIdentity process) {
    identities.add(process);
  }

  @Override
  public void observed(Observation observation) {
    observations.add(observation);
  }

  /** What the job was identified with, in order. */
  public List<ProcessIdentity> identities() {
    return List.copyOf(identities);
  }

  /** What was observed, in order. */
  public List<Observation> observations() {
    return List.copyOf(observations);
  }

  /** Waits until it is told that the job runs. */
  public void awaitRunning() {
    await()
        .atMost(PATIENCE)
        .until(
            () -> observations.stream().anyMatch(one -> one.phase() == Observation.Phase.RUNNING));
  }

  /** Waits until the job is gone and gives its end. */
  public JobEnd end() {
    return ended().end().orElseThrow();
  }

  /** Waits until the job is gone and gives what was observed last. */
  public Observation ended() {
    await().atMost(PATIENCE).until(() -> last().map(Observation::released).orElse(false));
    return last().orElseThrow();
  }

  private Optional<Observation> last() {
    return observations.isEmpty()
        ? Optional.empty()
        : Optional.of(observations.get(observations.size() - 1));
  }
}
