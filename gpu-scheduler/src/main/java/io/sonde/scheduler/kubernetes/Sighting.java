package io.sonde.scheduler.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster holds of one job of ours.
 *
 * @param job its Job, null where there is none
 * @param pods its pods, the oldest first
 */
record Sighting(@Nullable Job job, List<Pod> pods) {

  static final Sighting NOTHING = new Sighting(null, List.of());

  Sighting {
    pods =
        pods.stream()
            .sorted(
                Comparator.comparing(
                    pod ->
                        pod.getMetadata().getCreationTimestamp() == null
                            ? ""
                            : pod.getMetadata().getCreationTimestamp()))
            .toList();
  }

  /** Whether nothing is there. */
  boolean empty() {
    return job == null && pods.isEmpty();
  }

  /** Whether the Job is on its way out. */
  boolean leaving() {
    return job != null && job.getMetadata().getDeletionTimestamp() != null;
  }

  /** The uid of the pod in which the command has begun, as far as it was written down. */
  Optional<String> begunIn() {
    return Optional.ofNullable(job)
        .map(found -> found.getMetadata().getAnnotations())
        .map(annotations -> annotations.get(Marks.POD));
  }

  Optional<Pod> pod(String uid) {
    return pods.stream().filter(pod -> uid.equals(pod.getMetadata().getUid())).findFirst();
  }

  /** How the Job has failed, where it has. */
  Optional<JobCondition> failure() {
    if (job == null || job.getStatus() == null) {
      return Optional.empty();
    }
    return job.getStatus().getConditions().stream()
        .filter(one -> "Failed".equals(one.getType()) && "True".equals(one.getStatus()))
        .findFirst();
  }
}
