package io.sonde.scheduler.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.sonde.scheduler.job.Job;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The real control plane that {@code src/test/kubernetes/run} has started. */
final class ClusterUnderTest {

  private ClusterUnderTest() {}

  /** A client as an administrator. */
  static KubernetesClient client() {
    String file = System.getProperty("sonde.kubernetes");
    if (file == null || file.isBlank()) {
      throw new IllegalStateException(
          "-Dsonde.kubernetes names the kubeconfig of a cluster for tests;"
              + " gpu-scheduler/src/test/kubernetes/run starts one");
    }
    return new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(new File(file))).build();
  }

  /** Settings of an installation that no other test has. */
  static KubernetesSettings settings() {
    return settings("test-" + UUID.randomUUID(), Duration.ofMinutes(1));
  }

  /** Settings for tests. */
  static KubernetesSettings settings(String installation, Duration patience) {
    return new KubernetesSettings(
        "test-cluster",
        installation,
        List.of("default"),
        List.of(),
        10,
        Optional.of("sonde.test/shell:1"),
        Duration.ofMillis(500),
        patience,
        Duration.ofMinutes(10));
  }

  /** A job whose pod sees a folder of this machine under the same path. */
  static Job seeing(Job job, Path folder) {
    String path = folder.toString();
    return with(
        job,
        Map.of(
            "volumes",
            List.of(Map.of("name", "folder", "hostPath", Map.of("path", path))),
            "containers",
            List.of(Map.of("volumeMounts", List.of(Map.of("name", "folder", "mountPath", path))))));
  }

  /** A job with a template. */
  static Job with(Job job, Map<String, Object> template) {
    return withOptions(job, Map.of("template", template));
  }

  /** A job with options for the cluster. */
  static Job withOptions(Job job, Map<String, Object> options) {
    return new Job(
        job.id(),
        job.owner(),
        job.command(),
        job.environment(),
        job.directory(),
        job.log(),
        job.input(),
        job.resources(),
        job.limits(),
        job.priority(),
        job.standby(),
        Map.of("kubernetes", options));
  }
}
