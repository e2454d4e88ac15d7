package io.sonde.scheduler.kubernetes;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Plays a cluster's controllers and kubelets on fabric8's mock, which keeps objects and tells of
 * their changes and does nothing else.
 *
 * @param client speaks to the mock
 * @param namespace in which it plays
 */
record PlayedCluster(KubernetesClient client, String namespace) {

  /** In the namespace that is meant where none is named. */
  PlayedCluster(KubernetesClient client) {
    this(client, "default");
  }

  List<Job> jobs() {
    return client.batch().v1().jobs().inNamespace(namespace).list().getItems();
  }

  /** The only Job, once it is there. */
  Job job() {
    await().atMost(Duration.ofSeconds(60)).until(() -> !jobs().isEmpty());
    return jobs().get(0);
  }

  List<Pod> pods() {
    return client.pods().inNamespace(namespace).list().getItems();
  }

  int secrets() {
    return client.secrets().inNamespace(namespace).list().getItems().size();
  }

  /** Makes a Job's pod, as the Job controller does. */
  Pod makePod(Job job, String suffix) {
    return client
        .pods()
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName(job.getMetadata().getName() + suffix)
                .withNamespace(namespace)
                .withLabels(job.getSpec().getTemplate().getMetadata().getLabels())
                .addToLabels(Marks.JOB_NAME, job.getMetadata().getName())
                .withAnnotations(job.getSpec().getTemplate().getMetadata().getAnnotations())
                .endMetadata()
                .withSpec(job.getSpec().getTemplate().getSpec())
                .withNewStatus()
                .withPhase("Pending")
                .endStatus()
                .build())
        .create();
  }

  /** The scheduler gives the pod a node, which keeps it, also when deleted, until it lets go. */
  void place(Pod pod, String node) {
    edit(
        pod,
        placed ->
            placed
                .editMetadata()
                .withFinalizers("test/node")
                .endMetadata()
                .editSpec()
                .withNodeName(node)
                .endSpec());
  }

  /** The pod's node has ended all of it. */
  void letGo(Pod pod) {
    edit(pod, gone -> gone.editMetadata().withFinalizers(List.of()).endMetadata());
  }

  private void edit(Pod pod, UnaryOperator<PodBuilder> change) {
    client
        .pods()
        .inNamespace(namespace)
        .withName(pod.getMetadata().getName())
        .edit(current -> change.apply(new PodBuilder(current)).build());
  }

  /** The scheduler finds no place. */
  void unschedulable(Pod pod, String message) {
    status(
        pod,
        new PodStatusBuilder()
            .withPhase("Pending")
            .withConditions(
                new PodConditionBuilder()
                    .withType("PodScheduled")
                    .withStatus("False")
                    .withReason("Unschedulable")
                    .withMessage(message)
                    .build())
            .build());
  }

  /** The container waits on its node. */
  void waiting(Pod pod, String reason, String message) {
    status(
        pod,
        "Pending",
        "",
        new ContainerStateBuilder()
            .withNewWaiting()
            .withReason(reason)
            .withMessage(message)
            .endWaiting()
            .build());
  }

  /** The container runs, in a pod whose phase and reason may tell of its end already. */
  void running(Pod pod, String phase, String reason) {
    status(pod, phase, reason, new ContainerStateBuilder().withNewRunning().endRunning().build());
  }

  /** The container has ended. */
  void ended(Pod pod, int code, String containerReason, String podReason) {
    status(
        pod,
        code == 0 ? "Succeeded" : "Failed",
        podReason,
        new ContainerStateBuilder()
            .withNewTerminated()
            .withExitCode(code)
            .withReason(containerReason)
            .endTerminated()
            .build());
  }

  private void status(Pod pod, String phase, String reason, ContainerState state) {
    status(
        pod,
        new PodStatusBuilder()
            .withPhase(phase)
            .withReason(reason.isEmpty() ? null : reason)
            .addNewContainerStatus()
            .withName(PodTemplate.CONTAINER)
            .withState(state)
            .endContainerStatus()
            .build());
  }

  /** Any status. */
  void status(Pod pod, PodStatus status) {
    client
        .pods()
        .inNamespace(namespace)
        .withName(pod.getMetadata().getName())
        .editStatus(current -> new PodBuilder(current).withStatus(status).build());
  }
}
