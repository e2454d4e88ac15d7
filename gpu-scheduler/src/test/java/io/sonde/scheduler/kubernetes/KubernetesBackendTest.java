package io.sonde.scheduler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.JobEnd;
import io.sonde.scheduler.job.Jobs;
import io.sonde.scheduler.port.InMemoryLeaseStore;
import io.sonde.scheduler.port.Lease;
import io.sonde.scheduler.port.Observation;
import io.sonde.scheduler.port.Observation.Phase;
import io.sonde.scheduler.port.RecordingObserver;
import io.sonde.scheduler.port.Recovery;
import io.sonde.scheduler.queue.RecordingListener;
import io.sonde.scheduler.queue.Scheduler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What becomes of jobs, as the cluster's objects change. The test plays the controllers; what real
 * ones do is for {@link PodsContractTest} and {@link ControlPlaneTest}.
 */
@EnableKubernetesMockClient(crud = true)
class KubernetesBackendTest {

  private static final KubernetesSettings SETTINGS =
      new KubernetesSettings(
          "cluster",
          "one",
          List.of("default"),
          List.of(),
          5,
          Optional.of("image:1"),
          Duration.ofMillis(100),
          Duration.ofMillis(300),
          Duration.ofMinutes(1));

  KubernetesMockServer server;
  KubernetesClient client;
  @TempDir Path folder;
  private PlayedCluster cluster;
  private KubernetesBackend backend;

  @BeforeEach
  void open() {
    cluster = new PlayedCluster(client);
    backend = new KubernetesBackend(client(), SETTINGS);
  }

  @AfterEach
  void close() {
    backend.close();
  }

  /** A client that tells at once that nothing answers, as ours does. */
  private KubernetesClient client() {
    return server.createClient(
        builder -> builder.editOrNewConfig().withRequestRetryBackoffLimit(0).endConfig());
  }

  private static ConditionFactory patiently() {
    return await().atMost(Duration.ofSeconds(60));
  }

  private Job script(String id) {
    return new Jobs(folder).withInput(id, "true", "secret\n");
  }

  private RecordingObserver submit(Job job) {
    RecordingObserver observer = new RecordingObserver();
    backend.submit(job, List.of(), observer);
    return observer;
  }

  private Observation only() {
    assertThat(backend.observe().jobs()).hasSize(1);
    return backend.observe().jobs().get(0);
  }

  private void awaitPhase(Phase phase) {
    patiently().until(() -> only().phase() == phase);
  }

  @Test
  void aJobIsNamedMarkedAndNeverRepeatedAndItsSecretGoesWithIt() {
    submit(script("7/1"));
    var job = cluster.job();
    assertThat(job.getMetadata().getName()).isEqualTo(JobName.of("one", "7/1"));
    assertThat(job.getMetadata().getLabels()).containsEntry(Marks.INSTALLATION, "one");
    assertThat(job.getMetadata().getAnnotations()).containsEntry(Marks.JOB, "7/1");
    assertThat(job.getSpec().getBackoffLimit()).isZero();
    assertThat(job.getSpec().getTtlSecondsAfterFinished()).isEqualTo(60);
    patiently().until(() -> cluster.secrets() == 1);
    assertThat(client.secrets().inNamespace("default").list().getItems().get(0))
        .satisfies(
            secret ->
                assertThat(secret.getMetadata().getOwnerReferences().get(0).getUid())
                    .isEqualTo(job.getMetadata().getUid()));
    assertThat(only().phase()).isEqualTo(Phase.PENDING);
  }

  @Test
  void whyItWaitsIsShown() {
    submit(script("job"));
    Pod pod = cluster.makePod(cluster.job(), "-a");
    cluster.unschedulable(pod, "0/3 nodes are available: 3 Insufficient nvidia.com/gpu.");
    patiently().until(() -> only().detail().contains("3 Insufficient nvidia.com/gpu"));
    assertThat(only().phase()).isEqualTo(Phase.PENDING);
  }

  @Test
  void runsAndEndsWithTheContainersCode() {
    RecordingObserver observer = submit(script("job"));
    Pod pod = cluster.makePod(cluster.job(), "-a");
    cluster.running(pod, "Running", "");
    awaitPhase(Phase.RUNNING);
    cluster.ended(pod, 3, "Error", "");
    JobEnd end = observer.end();
    assertThat(end.cause()).isEqualTo(Cause.EXITED);
    assertThat(end.exitCode()).hasValue(3);
    assertThat(observer.observations())
        .extracting(Observation::phase)
        .containsExactly(Phase.RUNNING, Phase.ENDED);
    patiently().until(() -> backend.observe().jobs().isEmpty());
  }

  @Test
  void onceItRunsItsPodIsWrittenDownAndNoOtherCouldStart() {
    submit(script("job"));
    Pod pod = cluster.makePod(cluster.job(), "-a");
    patiently().until(() -> cluster.secrets() == 1);
    cluster.running(pod, "Running", "");
    patiently().until(() -> cluster.secrets() == 0);
    assertThat(cluster.job().getMetadata().getAnnotations())
        .containsEntry(Marks.POD, pod.getMetadata().getUid());
  }

  @Test
  void aPodMadeInPlaceOfOneThatRanDoesNotCount() {
    RecordingObserver observer = submit(script("job"));
    var job = cluster.job();
    Pod pod = cluster.makePod(job, "-a");
    cluster.running(pod, "Running", "");
    awaitPhase(Phase.RUNNING);
    patiently().until(() -> cluster.secrets() == 0);
    cluster.makePod(job, "-b");
    client.resource(pod).withGracePeriod(0).delete();
    assertThat(observer.end().cause()).isEqualTo(Cause.INFRASTRUCTURE);
    patiently().until(() -> cluster.jobs().isEmpty());
    assertThat(cluster.secrets()).isZero();
  }

  @Test
  void aPodThatOthersDeleteOnItsNodeIsTheOnlyOneThoughItWasNotSeenToRun() {
    RecordingObserver observer = submit(script("job"));
    var job = cluster.job();
    Pod pod = cluster.makePod(job, "-a");
    cluster.place(pod, "node");
    patiently().until(() -> cluster.secrets() == 1);
    client.resource(pod).delete();
    cluster.makePod(job, "-b");
    patiently().until(() -> cluster.secrets() == 0 && cluster.pods().size() == 1);
    assertThat(cluster.jobs()).isEmpty();
    assertThat(observer.observations()).isEmpty();
    cluster.letGo(pod);
    assertThat(observer.end().cause()).isEqualTo(Cause.INFRASTRUCTURE);
    assertThat(cluster.pods()).isEmpty();
  }

  @Test
  void aPodThatVanishesFromItsNodeIsNotReplaced() {
    RecordingObserver observer = submit(script("job"));
    var job = cluster.job();
    Pod pod = cluster.makePod(job, "-a");
    cluster.place(pod, "node");
    patiently().until(() -> only().node().equals("node"));
    cluster.letGo(pod);
    client.resource(pod).withGracePeriod(0).delete();
    cluster.makePod(job, "-b");
    assertThat(observer.end().cause()).isEqualTo(Cause.INFRASTRUCTURE);
    patiently().until(() -> cluster.pods().isEmpty());
    assertThat(cluster.secrets()).isZero();
  }

  @Test
  void aPodThatIsGoneAfterItWasGivenUpEndsAsItWasGivenUp() {
    RecordingObserver observer = submit(script("job"));
    Pod pod = cluster.makePod(cluster.job(), "-a");
    cluster.running(pod, "Failed", "DeadlineExceeded");
    awaitPhase(Phase.STOPPING);
    client.resource(pod).withGracePeriod(0).delete();
    assertThat(observer.end().cause()).isEqualTo(Cause.TIMED_OUT);
  }

  @Test
  void theClustersReasonsAreToldApart() {
    assertThat(endAfter(137, "OOMKilled", "")).isEqualTo(Cause.OUT_OF_MEMORY);
    assertThat(endAfter(137, "Error", "Evicted")).isEqualTo(Cause.INFRASTRUCTURE);
    assertThat(endAfter(137, "Error", "Preempting")).isEqualTo(Cause.PREEMPTED);
    assertThat(endAfter(143, "Error", "Shutdown")).isEqualTo(Cause.INFRASTRUCTURE);
    assertThat(endAfter(137, "Error", "DeadlineExceeded")).isEqualTo(Cause.TIMED_OUT);
    assertThat(endAfter(139, "Error", "")).isEqualTo(Cause.SIGNALLED);
    assertThat(endAfter(128, "StartError", "")).isEqualTo(Cause.START_FAILED);
  }

  private Cause endAfter(int code, String containerReason, String podReason) {
    String id = containerReason + code + podReason;
    RecordingObserver observer = submit(script(id));
    String name = JobName.of("one", id);
    patiently()
        .until(
            () -> client.batch().v1().jobs().inNamespace("default").withName(name).get() != null);
    Pod pod =
        cluster.makePod(
            client.batch().v1().jobs().inNamespace("default").withName(name).get(), "-a");
    cluster.ended(pod, code, containerReason, podReason);
    return observer.end().cause();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PreemptionByScheduler", "EvictionByEvictionAPI"})
  void aPodIsPreemptedByItsConditionAlsoWhereItsReasonIsSilent(String why) {
    RecordingObserver observer = submit(script("job"));
    Pod pod = cluster.makePod(cluster.job(), "-a");
    cluster.status(
        pod,
        new PodStatusBuilder()
            .withPhase("Failed")
            .addNewCondition()
            .withType("DisruptionTarget")
            .withStatus("True")
            .withReason(why)
            .withMessage("preempted to make room")
            .endCondition()
            .addNewContainerStatus()
            .withName(PodTemplate.CONTAINER)
            .withNewState()
            .withNewTerminated()
            .withExitCode(143)
            .endTerminated()
            .endState()
            .endContainerStatus()
            .build());
    assertThat(observer.end().cause()).isEqualTo(Cause.PREEMPTED);
  }

  @Test
  void aDeadlineIsNoEndWhileTheCommandStillRuns() {
    RecordingObserver observer = submit(script("job"));
    Pod pod = cluster.makePod(cluster.job(), "-a");
    cluster.running(pod, "Failed", "DeadlineExceeded");
    awaitPhase(Phase.STOPPING);
    assertThat(observer.observations())
        .extracting(Observation::phase)
        .containsExactly(Phase.RUNNING);
    cluster.ended(pod, 143, "Error", "DeadlineExceeded");
    assertThat(observer.end().cause()).isEqualTo(Cause.TIMED_OUT);
  }

  @Test
  void anImageThatDoesNotComeIsWaitedForAndThenGivenUp() {
    RecordingObserver observer = submit(script("job"));
    Pod pod = cluster.makePod(cluster.job(), "-a");
    cluster.waiting(pod, "ImagePullBackOff", "no such image: image:1");
    patiently()
        .until(
            () ->
                backend.observe().jobs().isEmpty()
                    || backend.observe().jobs().get(0).detail().contains("no such image"));
    JobEnd end = observer.end();
    assertThat(end.cause()).isEqualTo(Cause.START_FAILED);
    assertThat(end.message()).contains("no such image");
    assertThat(cluster.jobs()).isEmpty();
  }

  @Test
  void aStopTakesJobAndPodAwayWithTheCauseThatWasGiven() {
    RecordingObserver observer = submit(script("job"));
    Pod pod = cluster.makePod(cluster.job(), "-a");
    cluster.running(pod, "Running", "");
    awaitPhase(Phase.RUNNING);
    backend.stop(List.of("job", "nobody"), Duration.ofSeconds(9), Cause.TIMED_OUT, "too long");
    JobEnd end = observer.end();
    assertThat(end.cause()).isEqualTo(Cause.TIMED_OUT);
    assertThat(end.message()).isEqualTo("too long");
    assertThat(cluster.pods()).isEmpty();
    assertThat(cluster.jobs()).isEmpty();
  }

  @Test
  void aJobDeletedByOthersIsTold() {
    RecordingObserver observer = submit(script("job"));
    client.resource(cluster.job()).delete();
    JobEnd end = observer.end();
    assertThat(end.cause()).isEqualTo(Cause.INFRASTRUCTURE);
    assertThat(end.message()).contains("deleted");
  }

  @Test
  void aJobThatIsThereAlreadyIsAdoptedAndAStrangersIsNot() throws Exception {
    var ours = Manifests.of(script("ours"), SETTINGS, Set.of()).job();
    client.resource(ours).create();
    submit(script("ours"));
    patiently().until(() -> cluster.secrets() == 1);
    assertThat(cluster.jobs()).hasSize(1);

    var strangers =
        new JobBuilder(Manifests.of(script("theirs"), SETTINGS, Set.of()).job())
            .editMetadata()
            .addToLabels(Marks.INSTALLATION, "two")
            .endMetadata()
            .build();
    client.resource(strangers).create();
    JobEnd end = submit(script("theirs")).end();
    assertThat(end.cause()).isEqualTo(Cause.START_FAILED);
    assertThat(end.message()).contains("not ours");
    assertThat(cluster.jobs()).hasSize(2);
  }

  @Test
  void optionsThatCannotBeReadEndTheJobWithTheirSentence() {
    Job job =
        ClusterUnderTest.withOptions(
            script("job"), Map.of("template", Map.of("nodeSelektor", Map.of())));
    JobEnd end = submit(job).end();
    assertThat(end.cause()).isEqualTo(Cause.START_FAILED);
    assertThat(end.message()).contains("nodeSelektor");
    assertThat(cluster.jobs()).isEmpty();
  }

  @Test
  void theNextServerTakesUpWhatRunsAndHearsOfAnEndInBetween() {
    submit(script("job"));
    Pod pod = cluster.makePod(cluster.job(), "-a");
    cluster.running(pod, "Running", "");
    awaitPhase(Phase.RUNNING);
    patiently().until(() -> cluster.secrets() == 0);
    try (KubernetesBackend next = new KubernetesBackend(client(), SETTINGS)) {
      assertThat(
              next.recover(
                  List.of(lease("job", "cluster"), lease("no", "cluster"), lease("x", "y"))))
          .extracting(Recovery::outcome)
          .containsExactly(
              Recovery.Outcome.ADOPTED, Recovery.Outcome.GONE, Recovery.Outcome.ELSEWHERE);
      assertThat(next.observe().jobs()).hasSize(1);
      cluster.ended(pod, 0, "Completed", "");
      RecordingObserver observer = new RecordingObserver();
      next.submit(script("job"), List.of(), observer);
      assertThat(observer.end().clean()).isTrue();
      assertThat(observer.observations())
          .extracting(Observation::phase)
          .containsExactly(Phase.RUNNING, Phase.ENDED);
    }
  }

  private static Lease lease(String job, String host) {
    return new Lease(job, "sweep 1", host, List.of(), Instant.now(), Optional.empty());
  }

  @Test
  void aClusterThatDoesNotAnswerLosesNoJob() {
    submit(script("job"));
    cluster.job();
    patiently().until(() -> cluster.secrets() == 1);
    server.destroy();
    patiently().until(() -> backend.observe().unavailable().isPresent());
    assertThat(only().jobId()).isEqualTo("job");
    assertThat(backend.recover(List.of(lease("job", "cluster"))))
        .extracting(Recovery::outcome)
        .containsExactly(Recovery.Outcome.REMAINS);
  }

  @Test
  void theLogIsFetchedInTheEnd() throws Exception {
    RecordingObserver observer = submit(script("job"));
    Pod pod = cluster.makePod(cluster.job(), "-a");
    cluster.ended(pod, 1, "Error", "");
    observer.end();
    assertThat(Files.exists(folder.resolve("job.log"))).isTrue();
  }

  @Test
  void whatNoLeaseSpeaksOfIsTakenAway() {
    submit(script("stray"));
    Pod pod = cluster.makePod(cluster.job(), "-a");
    cluster.running(pod, "Running", "");
    awaitPhase(Phase.RUNNING);
    KubernetesBackend next = new KubernetesBackend(client(), SETTINGS);
    try (Scheduler scheduler = new Scheduler(next, new InMemoryLeaseStore(), List.of())) {
      assertThat(scheduler.recover()).isEmpty();
      assertThat(cluster.jobs()).isEmpty();
      assertThat(cluster.pods()).isEmpty();
      assertThat(cluster.secrets()).isZero();
    }
  }

  @Test
  void aNodeOnWhichJobAfterJobFailsIsSetAsideUntilItIsPutBack() {
    RecordingListener listener = new RecordingListener();
    KubernetesBackend own = new KubernetesBackend(client(), SETTINGS);
    try (Scheduler scheduler = new Scheduler(own, new InMemoryLeaseStore(), List.of())) {
      for (String id : List.of("one", "two", "three")) {
        scheduler.submit(script(id), listener);
        Pod pod = cluster.makePod(named(id), "-a");
        cluster.place(pod, "bad");
        patiently().until(() -> observation(own, id).node().equals("bad"));
        cluster.ended(pod, 137, "Error", "Evicted");
        assertThat(listener.end(id).cause()).isEqualTo(Cause.INFRASTRUCTURE);
      }
      patiently().until(() -> !scheduler.status().devices().isEmpty());
      assertThat(scheduler.status().devices())
          .singleElement()
          .satisfies(
              node -> {
                assertThat(node.device()).isEqualTo(Device.node("bad"));
                assertThat(node.aside().orElseThrow()).contains("three").contains("Evicted");
              });
      scheduler.submit(script("four"), listener);
      assertThat(named("four").getSpec().getTemplate().getSpec().getAffinity().toString())
          .contains("NotIn")
          .contains("bad");
      scheduler.putBack("bad");
      patiently().until(() -> scheduler.status().devices().isEmpty());
      scheduler.submit(script("five"), listener);
      assertThat(named("five").getSpec().getTemplate().getSpec().getAffinity()).isNull();
    }
  }

  private io.fabric8.kubernetes.api.model.batch.v1.Job named(String id) {
    var named = client.batch().v1().jobs().inNamespace("default").withName(JobName.of("one", id));
    patiently().until(() -> named.get() != null);
    return named.get();
  }

  private static Observation observation(KubernetesBackend backend, String id) {
    return backend.observe().jobs().stream()
        .filter(one -> one.jobId().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
