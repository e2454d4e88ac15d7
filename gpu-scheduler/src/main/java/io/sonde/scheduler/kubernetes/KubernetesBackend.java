package io.sonde.scheduler.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.JobEnd;
import io.sonde.scheduler.job.Standby;
import io.sonde.scheduler.port.Backend;
import io.sonde.scheduler.port.JobObserver;
import io.sonde.scheduler.port.Lease;
import io.sonde.scheduler.port.Observation;
import io.sonde.scheduler.port.Observations;
import io.sonde.scheduler.port.Recovery;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands jobs to a Kubernetes cluster, each as a Job of one pod that is never restarted. The cluster
 * chooses node and devices. What jobs ask of it beyond their resources stands under {@code
 * kubernetes} in their options: {@code image}, {@code namespace}, {@code template} (a pod's
 * specification), {@code labels} and {@code annotations}.
 *
 * <p>One thread makes all calls: a look at all Jobs and pods, then what each job needs next. While
 * the cluster cannot be asked everything stays as it was last seen. Processes are not parked.
 */
public final class KubernetesBackend implements Backend {

  private static final int CALL_MILLIS = 10_000;

  /** Longer than any pod needs that has a second to end. */
  private static final Duration CLOSING_LIMIT = Duration.ofSeconds(30);

  private static final Logger log = LoggerFactory.getLogger(KubernetesBackend.class);

  private final Cluster cluster;
  private final KubernetesSettings settings;
  private final Map<String, ClusterJob> jobs = new ConcurrentHashMap<>();
  private final ExecutorService copiers =
      Executors.newCachedThreadPool(task -> daemon("sonde-kubernetes-logs", task));
  private final Rounds rounds;
  private final Watches watches;
  private final Steps steps = new Steps();
  private final EarlierJobs earlier;
  private volatile Optional<String> unavailable = Optional.empty();
  private volatile Set<String> avoided = Set.of();
  private volatile boolean closed;

  /** Uses a cluster by a client that is ready; closes it in the end. */
  public KubernetesBackend(KubernetesClient client, KubernetesSettings settings) {
    this.settings = settings;
    cluster = new Cluster(client, settings.installation());
    rounds = new Rounds("sonde-kubernetes", settings.poll(), this::round);
    watches = new Watches(cluster, this::changed);
    earlier = new EarlierJobs(cluster, settings, jobs, this::track);
  }

  /**
   * The address of the cluster's API that {@link #connect} would use. Asks nothing of it.
   *
   * @throws UnusableClusterException when none is named
   */
  public static String address() {
    return Surroundings.config(System.getenv()).getMasterUrl();
  }

  /**
   * Uses the cluster that the surroundings name: the file in {@code KUBECONFIG} or {@code
   * ~/.kube/config}, or within a pod its service account. Looks at it once.
   *
   * @throws UnusableClusterException when none is named, it does not answer, or it refuses us
   */
  public static KubernetesBackend connect(KubernetesSettings settings) {
    Config config = Surroundings.config(System.getenv());
    config.setRequestTimeout(CALL_MILLIS);
    config.setConnectionTimeout(CALL_MILLIS);
    // We ask again ourselves; until then it should be seen that the cluster does not answer.
    config.setRequestRetryBackoffLimit(0);
    KubernetesBackend backend =
        new KubernetesBackend(new KubernetesClientBuilder().withConfig(config).build(), settings);
    try {
      backend.cluster.look(settings.everywhere());
      return backend;
    } catch (ClusterUnavailableException | ClusterRefusalException e) {
      backend.close();
      throw new UnusableClusterException(
          config.getMasterUrl() + ": " + e.getMessage(), e instanceof ClusterRefusalException);
    }
  }

  private static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public String host() {
    return settings.cluster();
  }

  @Override
  public OptionalInt capacity() {
    return OptionalInt.of(settings.capacity());
  }

  @Override
  public void submit(Job job, List<Device> devices, JobObserver observer) {
    if (closed) {
      throw new IllegalStateException("the backend is closed");
    }
    List<String> ids = devices.stream().map(Device::id).toList();
    try {
      Manifests manifests = manifests(job);
      ClusterJob fresh = track(job.id(), manifests.name(), manifests.namespace(), ids);
      fresh.claim(job, manifests, observer);
      ClusterJob present = jobs.putIfAbsent(job.id(), fresh);
      if (present == null) {
        rounds.soon();
      } else {
        rounds.run(() -> present.claim(job, manifests, observer));
      }
    } catch (InvalidOptionsException e) {
      observer.observed(startFailed(job, ids, String.valueOf(e.getMessage())));
    }
  }

  private Manifests manifests(Job job) throws InvalidOptionsException {
    ClusterJob adopted = jobs.get(job.id());
    return adopted == null
        ? Manifests.of(job, settings, avoided)
        : Manifests.in(adopted.namespace(), job, settings, avoided);
  }

  private ClusterJob track(String id, String name, String namespace, List<String> ids) {
    return new ClusterJob(cluster, settings, copiers, rounds::soon, id, name, namespace, ids);
  }

  private Observation startFailed(Job job, List<String> ids, String message) {
    return new Observation(
        job.id(),
        Observation.Phase.ENDED,
        "",
        settings.cluster(),
        ids,
        Optional.empty(),
        Optional.of(job.log()),
        Optional.of(JobEnd.withoutProcess(Cause.START_FAILED, message)),
        true);
  }

  /** One look at the cluster, and a step for each job. */
  private void round() {
    if (jobs.isEmpty()) {
      watches.close();
      return;
    }
    try {
      Set<String> namespaces = namespaces();
      Map<String, Sighting> seen = cluster.look(namespaces);
      unavailable = Optional.empty();
      watches.keep(namespaces);
      steps.take(jobs.values(), seen);
      jobs.values().removeIf(ClusterJob::over);
    } catch (ClusterUnavailableException | ClusterRefusalException e) {
      if (unavailable.isEmpty()) {
        log.warn("Going on with what was seen last: {}", e.getMessage());
      }
      unavailable = Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Where jobs may run, and where those are that an earlier server has started elsewhere. */
  private Set<String> namespaces() {
    Set<String> namespaces = new LinkedHashSet<>(settings.namespaces());
    jobs.values().forEach(job -> namespaces.add(job.namespace()));
    return namespaces;
  }

  private void changed(Pod pod) {
    rounds.run(
        () -> {
          String id = pod.getMetadata().getAnnotations().get(Marks.JOB);
          ClusterJob job = id == null ? null : jobs.get(id);
          if (job != null) {
            job.changed(pod);
          }
        });
  }

  @Override
  public Observations observe() {
    List<Observation> all = jobs.values().stream().map(ClusterJob::observation).toList();
    return new Observations(all, unavailable);
  }

  @Override
  public void stop(Collection<String> jobIds, Duration grace, Cause cause, String message) {
    StopRequest request = StopRequest.of(grace, cause, message);
    for (String id : jobIds) {
      ClusterJob job = jobs.get(id);
      if (job != null) {
        job.stop(request);
      }
    }
    rounds.soon();
  }

  @Override
  public void avoid(Set<String> nodes) {
    avoided = Set.copyOf(nodes);
  }

  @Override
  public void prepare(Standby standby, JobObserver observer) {
    // A pod that waits would hold its devices.
  }

  @Override
  public void discard(String key) {
    // Nothing is ever parked.
  }

  /**
   * {@inheritDoc}
   *
   * <p>Jobs of this installation of which the first call's leases do not speak are taken away.
   */
  @Override
  public List<Recovery> recover(Collection<Lease> leases) {
    return rounds.ask(() -> earlier.recover(leases));
  }

  @Override
  public InputStream logs(String jobId) throws IOException {
    ClusterJob job = jobs.get(jobId);
    if (job == null) {
      throw new NoSuchFileException("no job " + jobId + " is in the cluster");
    }
    Pod pod = job.pod().orElse(null);
    if (pod == null || !PodState.of(pod).begun()) {
      return InputStream.nullInputStream();
    }
    try {
      return cluster.log(pod);
    } catch (ClusterUnavailableException | ClusterRefusalException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    closed = true;
    StopRequest request = StopRequest.of(Duration.ZERO, Cause.STOPPED, "the backend was closed");
    jobs.values().forEach(job -> job.stop(request));
    rounds.soon();
    try {
      long begin = System.nanoTime();
      while (!jobs.isEmpty()
          && unavailable.isEmpty()
          && System.nanoTime() - begin < CLOSING_LIMIT.toNanos()) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    rounds.end();
    watches.close();
    copiers.shutdownNow();
    cluster.close();
  }
}
