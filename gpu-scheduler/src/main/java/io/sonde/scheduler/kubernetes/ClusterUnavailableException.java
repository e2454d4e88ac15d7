package io.sonde.scheduler.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;

/** The cluster cannot be asked for now; the message is a sentence for people. */
final class ClusterUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ClusterUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Whether it answered, as that it fails in this one thing; other things may go well then. */
  boolean answered() {
    return !(getCause() instanceof KubernetesClientException e) || e.getCode() > 0;
  }
}
