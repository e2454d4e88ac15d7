package io.sonde.scheduler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.Jobs;
import io.sonde.scheduler.port.Lease;
import io.sonde.scheduler.port.RecordingObserver;
import io.sonde.scheduler.port.Recovery;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs of an earlier server in a namespace in which this one starts none. */
@EnableKubernetesMockClient(crud = true)
class EarlierNamespacesTest {

  private static final KubernetesSettings BEFORE = settings(List.of("vision", "default"));

  KubernetesMockServer server;
  KubernetesClient client;
  @TempDir Path folder;
  private PlayedCluster vision;
  private KubernetesBackend backend;

  private static KubernetesSettings settings(List<String> namespaces) {
    return new KubernetesSettings(
        "cluster",
        "one",
        namespaces,
        List.of(),
        9,
        Optional.of("image:1"),
        Duration.ofMillis(100),
        Duration.ofMinutes(1),
        Duration.ofMinutes(1));
  }

  @BeforeEach
  void open() {
    vision = new PlayedCluster(client, "vision");
    KubernetesClient ours =
        server.createClient(
            builder -> builder.editOrNewConfig().withRequestRetryBackoffLimit(0).endConfig());
    KubernetesSettings now = settings(List.of("default")).withEarlier(BEFORE.namespaces());
    backend = new KubernetesBackend(ours, now);
  }

  @AfterEach
  void close() {
    backend.close();
  }

  private Job named(String id) {
    return ClusterUnderTest.withOptions(unnamed(id), Map.of("namespace", "vision"));
  }

  /** A job that goes to the first namespace, which is another one now. */
  private Job unnamed(String id) {
    return new Jobs(folder).withInput(id, "true", "secret\n");
  }

  /** Leaves a Job as the earlier server did, whose pod has not been made yet. */
  private io.fabric8.kubernetes.api.model.batch.v1.Job left(Job job) throws Exception {
    return client.resource(Manifests.of(job, BEFORE, Set.of()).job()).create();
  }

  private static Lease lease(String job) {
    return new Lease(job, "sweep 1", "cluster", List.of(), Instant.now(), Optional.empty());
  }

  @Test
  void aJobRunsOnWhereNoneStartsAnyMore() throws Exception {
    Pod pod = vision.makePod(left(named("job")), "-a");
    vision.running(pod, "Running", "");
    assertThat(backend.recover(List.of(lease("job"))))
        .extracting(Recovery::outcome)
        .containsExactly(Recovery.Outcome.ADOPTED);
    RecordingObserver observer = new RecordingObserver();
    backend.submit(named("job"), List.of(), observer);
    observer.awaitRunning();
    vision.ended(pod, 0, "Completed", "");
    assertThat(observer.end().clean()).isTrue();
  }

  @Test
  void whatALeftJobStillNeedsIsMadeWhereItIs() throws Exception {
    left(unnamed("job"));
    assertThat(backend.recover(List.of(lease("job"))))
        .extracting(Recovery::outcome)
        .containsExactly(Recovery.Outcome.ADOPTED);
    backend.submit(unnamed("job"), List.of(), new RecordingObserver());
    await().atMost(Duration.ofSeconds(60)).until(() -> vision.secrets() == 1);
    assertThat(new PlayedCluster(client).secrets()).isZero();
    await().atMost(Duration.ofSeconds(60)).until(() -> Manifests.released(vision.jobs().get(0)));
  }

  @Test
  void aNewJobIsRefusedThere() {
    RecordingObserver observer = new RecordingObserver();
    backend.submit(named("new"), List.of(), observer);
    assertThat(observer.end().cause()).isEqualTo(Cause.START_FAILED);
    assertThat(observer.end().message()).contains("may run in default, not in vision");
  }

  @Test
  void whatNoLeaseSpeaksOfIsTakenAwayThereAsWell() throws Exception {
    vision.makePod(left(named("stray")), "-a");
    assertThat(backend.recover(List.of())).isEmpty();
    assertThat(vision.jobs()).isEmpty();
    assertThat(vision.pods()).isEmpty();
  }
}
