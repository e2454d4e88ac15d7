package io.sonde.scheduler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.JobEnd;
import io.sonde.scheduler.job.Jobs;
import io.sonde.scheduler.job.Resources;
import io.sonde.scheduler.port.Observation;
import io.sonde.scheduler.port.Observation.Phase;
import io.sonde.scheduler.port.RecordingObserver;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jobs on a real API server, scheduler and controllers, with nodes that the test registers and
 * whose kubelets it plays.
 */
@Tag("kubernetes")
@Tag("control-plane")
class ControlPlaneTest {

  @TempDir Path folder;

  private final KubernetesSettings settings = ClusterUnderTest.settings();
  private final KubernetesClient client = ClusterUnderTest.client();
  private final PlayedCluster kubelet = new PlayedCluster(client);
  private KubernetesBackend backend;

  @BeforeEach
  void open() {
    backend = new KubernetesBackend(ClusterUnderTest.client(), settings);
  }

  @AfterEach
  void close() {
    // No kubelet confirms the end of a pod here.
    pods().forEach(this::remove);
    backend.close();
    pods().forEach(this::remove);
    client.nodes().delete();
    client.close();
  }

  private void remove(Pod pod) {
    client.resource(pod).withGracePeriod(0).delete();
  }

  private static ConditionFactory patiently() {
    return await().atMost(Duration.ofMinutes(2));
  }

  private void node(String name, int gpus) {
    Map<String, Quantity> holds =
        Map.of(
            "cpu",
            new Quantity("4"),
            "memory",
            new Quantity("8Gi"),
            "pods",
            new Quantity("20"),
            PodTemplate.GPU,
            new Quantity(Integer.toString(gpus)));
    client
        .resource(
            new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("disk", name)
                .endMetadata()
                .withNewStatus()
                .withCapacity(holds)
                .withAllocatable(holds)
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build())
        .create();
    // Every new node is barred until a controller finds it ready, which nobody here does.
    patiently().ignoreExceptionsMatching(ControlPlaneTest::isConflict).until(() -> unbar(name));
  }

  private boolean unbar(String name) {
    client
        .nodes()
        .withName(name)
        .edit(
            made ->
                new NodeBuilder(made).editSpec().withTaints(List.<Taint>of()).endSpec().build());
    return true;
  }

  /** A controller changed the same at the same time. */
  private static boolean isConflict(Throwable refused) {
    return refused instanceof KubernetesClientException e
        && e.getCode() == HttpURLConnection.HTTP_CONFLICT;
  }

  private RecordingObserver submit(Job job) {
    RecordingObserver observer = new RecordingObserver();
    backend.submit(job, List.of(), observer);
    return observer;
  }

  private Job gpus(String id, int count) {
    return new Jobs(folder).withResources(id, "true", Resources.ofGpus(count));
  }

  private List<Pod> pods() {
    return client
        .pods()
        .inNamespace("default")
        .withLabel(Marks.INSTALLATION, settings.installation())
        .list()
        .getItems();
  }

  private Pod placed(String jobId) {
    patiently().until(() -> pods().stream().anyMatch(pod -> isPlaced(pod, jobId)));
    return pods().stream().filter(pod -> isPlaced(pod, jobId)).findFirst().orElseThrow();
  }

  private static boolean isPlaced(Pod pod, String jobId) {
    return jobId.equals(pod.getMetadata().getAnnotations().get(Marks.JOB))
        && pod.getSpec().getNodeName() != null;
  }

  private Observation of(String jobId) {
    return backend.observe().jobs().stream()
        .filter(one -> one.jobId().equals(jobId))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void gpusAreGivenOnceAndWhoWaitsIsToldWhy() {
    node("a", 2);
    submit(gpus("one", 2));
    Pod first = placed("one");
    RecordingObserver second = submit(gpus("two", 1));
    patiently().until(() -> of("two").detail().contains("Insufficient nvidia.com/gpu"));
    assertThat(of("two").phase()).isEqualTo(Phase.PENDING);
    kubelet.running(first, "Running", "");
    patiently().until(() -> of("one").phase() == Phase.RUNNING);
    assertThat(of("one").node()).isEqualTo("a");
    kubelet.ended(first, 0, "Completed", "");
    kubelet.ended(placed("two"), 4, "Error", "");
    assertThat(second.end().exitCode()).hasValue(4);
  }

  @Test
  void theTemplateChoosesTheNode() {
    node("a", 1);
    node("b", 1);
    submit(ClusterUnderTest.with(gpus("job", 1), Map.of("nodeSelector", Map.of("disk", "b"))));
    assertThat(placed("job").getSpec().getNodeName()).isEqualTo("b");
  }

  @Test
  void aTemplateThatTheClusterRefusesIsToldInItsWords() {
    JobEnd end =
        submit(ClusterUnderTest.with(gpus("job", 1), Map.of("priorityClassName", "Not A Name")))
            .end();
    assertThat(end.cause()).isEqualTo(Cause.START_FAILED);
    assertThat(end.message()).contains("priorityClassName");
  }

  @Test
  void theJobControllerRepeatsNothing() {
    node("a", 1);
    RecordingObserver observer = submit(gpus("job", 1));
    Pod pod = placed("job");
    kubelet.ended(pod, 1, "Error", "");
    assertThat(observer.end().exitCode()).hasValue(1);
    var jobs = client.batch().v1().jobs().inNamespace("default");
    patiently()
        .until(
            () -> {
              var job = jobs.withName(JobName.of(settings.installation(), "job")).get();
              return job.getStatus().getConditions().stream()
                  .anyMatch(one -> "Failed".equals(one.getType()));
            });
    assertThat(pods()).hasSize(1);
  }

  @Test
  void aNodeThatIsGoneEndsItsJobAsInfrastructureAndNothingRunsAgain() {
    node("a", 1);
    node("b", 1);
    RecordingObserver observer = submit(gpus("job", 1));
    Pod pod = placed("job");
    kubelet.running(pod, "Running", "");
    patiently().until(() -> of("job").phase() == Phase.RUNNING);
    client.nodes().withName(pod.getSpec().getNodeName()).delete();
    patiently().until(() -> observer.observations().size() == 2);
    assertThat(observer.end().cause()).isEqualTo(Cause.INFRASTRUCTURE);
    patiently()
        .until(
            () ->
                pods().stream().noneMatch(one -> one.getMetadata().getDeletionTimestamp() == null));
  }

  @Test
  void aPreemptedPodIsToldFromOneThatFailed() {
    node("a", 1);
    client
        .scheduling()
        .v1()
        .priorityClasses()
        .resource(
            new io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClassBuilder()
                .withNewMetadata()
                .withName("urgent")
                .endMetadata()
                .withValue(1000)
                .build())
        .serverSideApply();
    RecordingObserver observer = submit(gpus("job", 1));
    Pod pod = placed("job");
    kubelet.running(pod, "Running", "");
    patiently().until(() -> of("job").phase() == Phase.RUNNING);
    Pod rival =
        new PodBuilder()
            .withNewMetadata()
            .withName("rival")
            .withNamespace("default")
            .endMetadata()
            .withNewSpec()
            .withPriorityClassName("urgent")
            .addNewContainer()
            .withName("rival")
            .withImage("any")
            .withNewResources()
            .addToLimits(PodTemplate.GPU, new Quantity("1"))
            .endResources()
            .endContainer()
            .endSpec()
            .build();
    client.resource(rival).create();
    try {
      patiently()
          .until(
              () ->
                  pods().stream()
                      .anyMatch(one -> one.getMetadata().getDeletionTimestamp() != null));
      kubelet.ended(pod, 143, "Error", "");
      assertThat(observer.end().cause()).isEqualTo(Cause.PREEMPTED);
    } finally {
      remove(rival);
    }
  }

  @Test
  void aStopHoldsTheDevicesUntilThePodIsGone() {
    node("a", 1);
    RecordingObserver observer = submit(gpus("job", 1));
    Pod pod = placed("job");
    kubelet.running(pod, "Running", "");
    patiently().until(() -> of("job").phase() == Phase.RUNNING);
    backend.stop(List.of("job"), Duration.ofSeconds(30), Cause.STOPPED, "enough");
    patiently()
        .until(
            () ->
                pods().stream().allMatch(one -> one.getMetadata().getDeletionTimestamp() != null));
    patiently().until(() -> of("job").phase() == Phase.STOPPING);
    assertThat(observer.observations()).hasSize(1);
    pods().forEach(this::remove);
    assertThat(observer.end().message()).isEqualTo("enough");
  }
}
