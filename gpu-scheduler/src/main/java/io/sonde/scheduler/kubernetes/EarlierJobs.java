package io.sonde.scheduler.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.sonde.scheduler.port.Lease;
import io.sonde.scheduler.port.Recovery;
import io.sonde.scheduler.port.Recovery.Outcome;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deals with what earlier servers have left in the cluster. Belongs to the backend's thread. */
final class EarlierJobs {

  private static final Logger log = LoggerFactory.getLogger(EarlierJobs.class);

  private final Cluster cluster;
  private final KubernetesSettings settings;
  private final Map<String, ClusterJob> jobs;
  private final Tracker tracker;
  private boolean straysEnded;

  /** Makes a job that is in the cluster one of ours. */
  @FunctionalInterface
  interface Tracker {
    ClusterJob track(String id, String name, String namespace, List<String> devices);
  }

  /**
   * For a backend.
   *
   * @param jobs its jobs by their ids, which what goes on is put among
   */
  EarlierJobs(
      Cluster cluster, KubernetesSettings settings, Map<String, ClusterJob> jobs, Tracker tracker) {
    this.cluster = cluster;
    this.settings = settings;
    this.jobs = jobs;
    this.tracker = tracker;
  }

  /** What is left of these leases' jobs; the first call also ends what no lease speaks of. */
  List<Recovery> recover(Collection<Lease> leases) {
    Map<String, Sighting> seen;
    try {
      seen = cluster.look(settings.everywhere());
    } catch (ClusterUnavailableException | ClusterRefusalException e) {
      return leases.stream().map(lease -> unclear(lease, e)).toList();
    }
    List<Recovery> recoveries = leases.stream().map(lease -> recover(lease, seen)).toList();
    if (!straysEnded) {
      straysEnded = true;
      endStrays(leases, seen);
    }
    return recoveries;
  }

  private Recovery recover(Lease lease, Map<String, Sighting> seen) {
    if (!ours(lease)) {
      return new Recovery(
          lease, Outcome.ELSEWHERE, "ran on " + lease.host() + ", not on this cluster");
    }
    String name = JobName.of(settings.installation(), lease.jobId());
    Sighting sighting = seen.getOrDefault(name, Sighting.NOTHING);
    if (sighting.empty()) {
      return new Recovery(lease, Outcome.GONE, "nothing of it is in the cluster");
    }
    if (sighting.job() == null || sighting.leaving()) {
      return ending(lease, sighting);
    }
    String namespace = sighting.job().getMetadata().getNamespace();
    ClusterJob job = tracker.track(lease.jobId(), name, namespace, lease.devices());
    job.adopt(sighting);
    jobs.putIfAbsent(lease.jobId(), job);
    return new Recovery(lease, Outcome.ADOPTED, "goes on as Job " + name);
  }

  /** The server that took the Job away may have died before it came to the pods. */
  private Recovery ending(Lease lease, Sighting sighting) {
    try {
      for (Pod pod : sighting.pods()) {
        if (pod.getMetadata().getDeletionTimestamp() == null) {
          cluster.delete(pod, 1);
        }
      }
      return new Recovery(lease, Outcome.REMAINS, "its pod is being ended");
    } catch (ClusterUnavailableException | ClusterRefusalException e) {
      return unclear(lease, e);
    }
  }

  private Recovery unclear(Lease lease, RuntimeException e) {
    Outcome outcome = ours(lease) ? Outcome.REMAINS : Outcome.ELSEWHERE;
    return new Recovery(lease, outcome, String.valueOf(e.getMessage()));
  }

  private boolean ours(Lease lease) {
    return lease.host().equals(settings.cluster());
  }

  /**
   * What an earlier server left of which no lease speaks: nobody would ask for it any more. The
   * first that gets no answer at all is the last, as in {@link Steps}: a server waits for this.
   */
  private void endStrays(Collection<Lease> leases, Map<String, Sighting> seen) {
    Map<String, Sighting> strays = new HashMap<>(seen);
    leases.forEach(lease -> strays.remove(JobName.of(settings.installation(), lease.jobId())));
    jobs.values().forEach(job -> strays.remove(job.name()));
    for (Map.Entry<String, Sighting> stray : strays.entrySet()) {
      if (!answered(stray.getKey(), stray.getValue())) {
        return;
      }
    }
  }

  private boolean answered(String name, Sighting stray) {
    log.warn("Ending Job {}, of which no lease speaks any more", name);
    try {
      cluster.deleteAll(name, stray);
      return true;
    } catch (ClusterRefusalException e) {
      log.warn("Job {} is left to the cluster: {}", name, e.getMessage());
      return true;
    } catch (ClusterUnavailableException e) {
      log.warn("Job {} is left to the cluster: {}", name, e.getMessage());
      return e.answered();
    }
  }
}
