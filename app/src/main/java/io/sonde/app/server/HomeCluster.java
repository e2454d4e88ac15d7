package io.sonde.app.server;

import io.sonde.app.home.ClusterRecord;
import io.sonde.app.home.Home;
import io.sonde.app.program.UserError;
import io.sonde.scheduler.kubernetes.KubernetesBackend;
import io.sonde.scheduler.kubernetes.KubernetesSettings;
import io.sonde.scheduler.kubernetes.UnusableClusterException;
import io.sonde.scheduler.port.Backend;
import io.sonde.scheduler.port.Lease;
import io.sonde.scheduler.port.LeaseStore;
import java.util.List;
import java.util.Optional;

/**
 * The Kubernetes cluster in which trials of a home run. As long as jobs of earlier servers hold
 * leases there it is one and the same, for in another one they would count as gone while they run
 * on.
 *
 * @param installation tells the home's jobs from those of other homes
 * @param leases those of all jobs
 */
record HomeCluster(Home home, String installation, LeaseStore leases) {
  /**
   * Opens the cluster that the surroundings name, and writes down which it is.
   *
   * @throws UserError when it cannot be used, or jobs still run in another one
   */
  Backend open(BackendChoice choice) {
    List<String> namespaces =
        choice.namespaces().isEmpty() ? ClusterRecord.USUAL_NAMESPACES : choice.namespaces();
    try {
      KubernetesSettings settings =
          KubernetesSettings.of(host(), installation, namespaces, choice.jobs(), choice.image());
      ClusterRecord record = agreed(KubernetesBackend.address(), namespaces);
      return opened(settings.withEarlier(record.namespaces()), record);
    } catch (IllegalArgumentException e) {
      throw UserError.wrongInput("--backend kubernetes: " + e.getMessage());
    } catch (UnusableClusterException e) {
      throw UserError.surroundings("--backend kubernetes: " + e.getMessage());
    }
  }

  /** How leases call it. */
  private String host() {
    return "kubernetes-" + installation;
  }

  private ClusterRecord agreed(String api, List<String> namespaces) {
    ClusterRecord now = ClusterRecord.kubernetes(api, namespaces);
    Optional<ClusterRecord> before =
        ClusterRecord.read(home).filter(record -> record.api().isPresent());
    List<Lease> left = leases.all().stream().filter(lease -> lease.host().equals(host())).toList();
    if (before.isEmpty() || left.isEmpty()) {
      return now;
    }
    if (!before.get().api().equals(now.api())) {
      throw elsewhere(before.get(), now, left);
    }
    return now.with(before.get().namespaces());
  }

  private UserError elsewhere(ClusterRecord before, ClusterRecord now, List<Lease> left) {
    return UserError.surroundings(
        "--backend kubernetes: %d jobs of this home, such as %s, run in the cluster %s (namespaces: %s), and KUBECONFIG leads to %s now; choose that cluster again ('kubectl config use-context'). If it is the same one at a new address, write that into %s; if it is gone for good, remove this file"
            .formatted(
                left.size(),
                left.get(0).jobId(),
                before.api().orElseThrow(),
                String.join(", ", before.namespaces()),
                now.api().orElseThrow(),
                home.clusterRecord()));
  }

  private Backend opened(KubernetesSettings settings, ClusterRecord record) {
    Backend backend = connected(settings);
    try {
      record.write(home);
      return backend;
    } catch (UserError e) {
      backend.close();
      throw e;
    }
  }

  private Backend connected(KubernetesSettings settings) {
    try {
      return KubernetesBackend.connect(settings);
    } catch (UnusableClusterException e) {
      if (settings.earlier().isEmpty()) {
        throw e;
      }
      throw UserError.surroundings(
          "--backend kubernetes: %s; jobs of an earlier server hold leases and may be in the namespaces that %s names: %s"
              .formatted(
                  e.getMessage(), home.clusterRecord(), String.join(", ", settings.earlier())));
    }
  }
}
