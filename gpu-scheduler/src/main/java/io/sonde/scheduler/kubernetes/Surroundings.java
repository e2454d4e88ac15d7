package io.sonde.scheduler.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Which cluster the surroundings of this process name. */
final class Surroundings {

  private static final String FILES = "KUBECONFIG";

  /** Set by Kubernetes in every pod. */
  private static final String IN_A_POD = "KUBERNETES_SERVICE_HOST";

  private Surroundings() {}

  /**
   * What the client would find by itself, but for a guess where it finds nothing.
   *
   * @param environment the variables of this process
   */
  static Config config(Map<String, String> environment) {
    String named = environment.getOrDefault(FILES, "");
    boolean usual = Files.isRegularFile(Path.of(System.getProperty("user.home"), ".kube/config"));
    if (!named.isBlank()
        && Arrays.stream(named.split(File.pathSeparator)).noneMatch(Surroundings::file)) {
      throw new UnusableClusterException("KUBECONFIG names no file that is there: " + named);
    }
    if (named.isBlank() && !usual && !environment.containsKey(IN_A_POD)) {
      throw new UnusableClusterException(
          "no cluster is named; set KUBECONFIG to a file that kubectl works with, or write"
              + " ~/.kube/config");
    }
    try {
      return Config.autoConfigure(null);
    } catch (KubernetesClientException e) {
      throw new UnusableClusterException(
          "the cluster's configuration cannot be read (KUBECONFIG, ~/.kube/config): "
              + e.getMessage());
    }
  }

  private static boolean file(String path) {
    try {
      return !path.isBlank() && Files.isRegularFile(Path.of(path));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
