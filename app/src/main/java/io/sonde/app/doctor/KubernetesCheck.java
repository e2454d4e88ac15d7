package io.sonde.app.doctor;

import io.sonde.app.home.ClusterRecord;
import io.sonde.scheduler.kubernetes.KubernetesBackend;
import io.sonde.scheduler.kubernetes.KubernetesSettings;
import io.sonde.scheduler.kubernetes.UnusableClusterException;
import java.util.List;
import java.util.Optional;

/** Whether a Kubernetes cluster lets this user work, in each namespace in which jobs may be. */
final class KubernetesCheck implements Check {
  private final Optional<ClusterRecord> record;

  /** Of what a home's last server has written down; without that of the usual namespace. */
  KubernetesCheck(Optional<ClusterRecord> record) {
    this.record = record.filter(one -> one.api().isPresent());
  }

  @Override
  public String part() {
    return "cluster";
  }

  @Override
  public void run(Findings findings) {
    try {
      look(findings, KubernetesBackend.address());
    } catch (UnusableClusterException e) {
      findings.error(
          part(),
          "there is no Kubernetes cluster to ask: " + e.getMessage(),
          "no server with this cluster can start",
          "set KUBECONFIG as for the server");
    }
  }

  private void look(Findings findings, String address) {
    List<String> namespaces =
        record.map(ClusterRecord::namespaces).orElse(ClusterRecord.USUAL_NAMESPACES);
    Optional<String> api = ClusterRecord.kubernetes(address, namespaces).api();
    if (record.isPresent() && !record.get().api().equals(api)) {
      findings.warning(
          part(),
          "KUBECONFIG leads to %s here, and trials of this home run in %s (namespaces: %s)"
              .formatted(
                  api.orElseThrow(),
                  record.get().api().orElseThrow(),
                  String.join(", ", namespaces)),
          "a server that is started like this refuses to, as long as jobs hold leases there",
          "choose that cluster before: kubectl config use-context NAME");
      return;
    }
    for (String namespace : namespaces) {
      if (!answers(findings, namespace)) {
        return;
      }
    }
  }

  /** Looks at a namespace; whether the cluster answered, be it with a no. */
  private boolean answers(Findings findings, String namespace) {
    try {
      KubernetesBackend.connect(
              KubernetesSettings.of("doctor", "doctor", List.of(namespace), 1, Optional.empty()))
          .close();
      findings.ok(
          part(), "Kubernetes lets this user see Jobs and pods in the namespace " + namespace);
      return true;
    } catch (UnusableClusterException e) {
      findings.error(
          part(),
          "Kubernetes does not let this user work in the namespace %s: %s"
              .formatted(namespace, e.getMessage()),
          "jobs can be neither made nor watched there, and a server that looks there cannot start",
          "try kubectl get jobs,pods --namespace %s with the same KUBECONFIG, then see docs/kubernetes.md"
              .formatted(namespace));
      return e.refused();
    }
  }
}
