package io.sonde.scheduler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.Jobs;
import io.sonde.scheduler.port.InMemoryLeaseStore;
import io.sonde.scheduler.port.Lease;
import io.sonde.scheduler.port.Observation;
import io.sonde.scheduler.port.Observation.Phase;
import io.sonde.scheduler.port.RecordingObserver;
import io.sonde.scheduler.port.Recovery;
import io.sonde.scheduler.queue.RecordingListener;
import io.sonde.scheduler.queue.Scheduler;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that do not get on in the cluster, beside others that do. */
@EnableKubernetesMockClient(crud = true)
class HinderedJobsTest {

  private static final String JOBS_OF_VISION = "/apis/batch/v1/namespaces/vision/jobs";
  private static final String LOOK =
      "/api/v1/namespaces/default/pods"
          + "?labelSelector=sonde%2Finstallation%3Done%2C%21sonde%2Ftold";
  private static final String WEBHOOK =
      "Internal error occurred: failed calling webhook \"check.vision\": connection refused";

  private static final KubernetesSettings SETTINGS =
      new KubernetesSettings(
          "cluster",
          "one",
          List.of("default", "vision"),
          List.of(),
          9,
          Optional.of("image:1"),
          Duration.ofMillis(100),
          Duration.ofMinutes(1),
          Duration.ofMinutes(1));

  KubernetesMockServer server;
  KubernetesClient client;
  @TempDir Path folder;
  private PlayedCluster cluster;
  private KubernetesBackend backend;

  @BeforeEach
  void open() {
    cluster = new PlayedCluster(client);
    backend = new KubernetesBackend(ours(), SETTINGS);
  }

  @AfterEach
  void close() {
    backend.close();
  }

  /** A client that does not wait long for an answer. */
  private KubernetesClient ours() {
    return server.createClient(
        builder ->
            builder
                .editOrNewConfig()
                .withRequestRetryBackoffLimit(0)
                .withRequestTimeout(500)
                .endConfig());
  }

  private static Status failure() {
    return new StatusBuilder().withCode(500).withMessage(WEBHOOK).build();
  }

  private static ConditionFactory patiently() {
    return await().atMost(Duration.ofSeconds(60));
  }

  /** Rounds go by the ids: the first is the first in each. */
  private RecordingObserver submit(String id, String namespace) {
    RecordingObserver observer = new RecordingObserver();
    backend.submit(job(id, namespace), List.of(), observer);
    return observer;
  }

  private Job job(String id, String namespace) {
    Job job = new Jobs(folder).script(id, "true");
    return ClusterUnderTest.withOptions(job, Map.of("namespace", namespace));
  }

  private Observation observed(String id) {
    return backend.observe().jobs().stream()
        .filter(job -> job.jobId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private boolean there(String id, String namespace) {
    String name = JobName.of("one", id);
    return client.batch().v1().jobs().inNamespace(namespace).withName(name).get() != null;
  }

  @Test
  void aWebhookThatIsDownHindersOnlyTheJobThatItIsAskedFor() {
    server.expect().post().withPath(JOBS_OF_VISION).andReturn(500, failure()).always();
    submit("a", "vision");
    submit("b", "default");
    submit("c", "default");
    patiently().until(() -> there("b", "default") && there("c", "default"));
    patiently().until(() -> observed("a").detail().contains(WEBHOOK));
    assertThat(observed("a").phase()).isEqualTo(Phase.PENDING);
    assertThat(backend.observe().unavailable()).isEmpty();
  }

  @Test
  void whyAJobDoesNotStartStandsAmongThoseWhoWait() {
    server.expect().post().withPath(JOBS_OF_VISION).andReturn(500, failure()).always();
    KubernetesBackend own = new KubernetesBackend(ours(), SETTINGS);
    try (Scheduler scheduler = new Scheduler(own, new InMemoryLeaseStore(), List.of())) {
      scheduler.submit(job("a", "vision"), new RecordingListener());
      patiently()
          .untilAsserted(
              () ->
                  assertThat(scheduler.status().queue())
                      .singleElement()
                      .satisfies(waiting -> assertThat(waiting.reason()).contains(WEBHOOK)));
      assertThat(scheduler.status().problems()).isEmpty();
    }
  }

  @Test
  void aClusterThatCannotBeAskedIsAProblemUntilItCan() {
    KubernetesBackend own = new KubernetesBackend(ours(), SETTINGS);
    try (Scheduler scheduler = new Scheduler(own, new InMemoryLeaseStore(), List.of())) {
      scheduler.submit(job("a", "default"), new RecordingListener());
      patiently().until(() -> there("a", "default"));
      server.expect().get().withPath(LOOK).andReturn(503, failure()).times(20);
      patiently().until(() -> !scheduler.status().problems().isEmpty());
      patiently().until(() -> scheduler.status().problems().isEmpty());
    }
  }

  @Test
  void aJobGoesOnOnceItsWebhookIsBack() {
    server.expect().post().withPath(JOBS_OF_VISION).andReturn(500, failure()).times(3);
    submit("a", "vision");
    patiently().until(() -> there("a", "vision"));
    patiently().until(() -> !observed("a").detail().contains(WEBHOOK));
  }

  @Test
  void aCallWithoutAnswerIsTheLastOfItsRound() throws InterruptedException {
    server
        .expect()
        .post()
        .delay(2, TimeUnit.SECONDS)
        .withPath(JOBS_OF_VISION)
        .andReturn(500, failure())
        .always();
    List.of("a", "b", "c", "d").forEach(id -> submit(id, "vision"));
    submit("e", "default");
    patiently().until(() -> there("e", "default"));
    boolean looked = false;
    for (int unanswered = 0; unanswered < 8; ) {
      RecordedRequest call = server.takeRequest();
      if (call.getPath().equals(JOBS_OF_VISION)) {
        assertThat(looked).as("a look between two calls without answer").isTrue();
        looked = false;
        unanswered++;
      }
      looked |= call.getPath().startsWith(JOBS_OF_VISION + "?");
    }
    assertThat(List.of("a", "b", "c", "d"))
        .allSatisfy(id -> assertThat(observed(id).detail()).contains("cannot be asked"));
  }

  @Test
  void aPodThatMakesNoSenseHindersOnlyItsJob() {
    submit("a", "default");
    patiently().until(() -> there("a", "default"));
    submit("b", "default");
    Pod pod = cluster.makePod(cluster.job(), "-a");
    specify(pod, null);
    patiently().until(() -> observed("a").detail().contains("went wrong"));
    patiently().until(() -> there("b", "default"));
    submit("c", "default");
    patiently().until(() -> there("c", "default"));
    specify(pod, pod.getSpec());
    patiently().until(() -> !observed("a").detail().contains("went wrong"));
  }

  @Test
  void aPodThatCannotBeEndedKeepsNoOtherJobFromBeingTakenUp() throws Exception {
    var leaving = client.resource(Manifests.of(job("a", "vision"), SETTINGS, Set.of()).job());
    Pod pod = new PlayedCluster(client, "vision").makePod(leaving.create(), "-a");
    leaving.delete();
    client.resource(Manifests.of(job("b", "default"), SETTINGS, Set.of()).job()).create();
    String path = "/api/v1/namespaces/vision/pods/" + pod.getMetadata().getName();
    server.expect().delete().withPath(path).andReturn(500, failure()).always();
    List<Recovery> recoveries = backend.recover(List.of(lease("a"), lease("b")));
    assertThat(recoveries)
        .extracting(Recovery::outcome)
        .containsExactly(Recovery.Outcome.REMAINS, Recovery.Outcome.ADOPTED);
    assertThat(recoveries.get(0).message()).contains(WEBHOOK);
  }

  private static Lease lease(String job) {
    return new Lease(job, "sweep 1", "cluster", List.of(), Instant.now(), Optional.empty());
  }

  private void specify(Pod pod, @Nullable PodSpec spec) {
    client
        .pods()
        .inNamespace("default")
        .withName(pod.getMetadata().getName())
        .edit(current -> new PodBuilder(current).withSpec(spec).build());
  }
}
