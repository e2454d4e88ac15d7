package io.sonde.scheduler.kubernetes;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How a cluster is used.
 *
 * @param cluster names the cluster, for leases and pages
 * @param installation tells our Jobs from those of another installation in the same namespace; a
 *     label's value, the same for ever
 * @param namespaces where jobs may run; the first is that of a job that names none
 * @param earlier where else jobs of earlier servers may be, which are taken up there; none starts
 *     there any more
 * @param capacity how many jobs are handed to the cluster at a time
 * @param image the image of a job that names none
 * @param poll the time between two looks at the cluster; changes of pods are told sooner
 * @param patience how long a pod may stay unable to start (an image that cannot be pulled, say)
 *     before its job ends as failed to start. Waiting for a free node is not limited
 * @param keep how long the cluster keeps a Job that has ended by itself
 */
public record KubernetesSettings(
    String cluster,
    String installation,
    List<String> namespaces,
    List<String> earlier,
    int capacity,
    Optional<String> image,
    Duration poll,
    Duration patience,
    Duration keep) {

  private static final Pattern LABEL =
      Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  public KubernetesSettings {
    namespaces = List.copyOf(namespaces);
    earlier = earlier.stream().filter(Predicate.not(namespaces::contains)).distinct().toList();
    if (cluster.isBlank()) {
      throw new IllegalArgumentException("a cluster needs a name, got \"" + cluster + "\"");
    }
    if (!LABEL.matcher(installation).matches()) {
      throw new IllegalArgumentException(
          "an installation must be named by a label's value (letters, digits, '-', '_', '.', at most"
              + " 63), got \""
              + installation
              + "\"");
    }
    if (namespaces.isEmpty()) {
      throw new IllegalArgumentException("there must be a namespace to run jobs in");
    }
    namespaces.forEach(KubernetesSettings::requireNamespace);
    earlier.forEach(KubernetesSettings::requireNamespace);
    if (capacity < 1) {
      throw new IllegalArgumentException("the capacity must be at least 1 job, got " + capacity);
    }
    requirePositive("time between two looks", poll);
    requirePositive("patience", patience);
    requirePositive("time to keep a Job", keep);
  }

  /** With the usual times: a look every 2 s, 10 minutes of patience, Jobs kept for an hour. */
  public static KubernetesSettings of(
      String cluster,
      String installation,
      List<String> namespaces,
      int capacity,
      Optional<String> image) {
    return new KubernetesSettings(
        cluster,
        installation,
        namespaces,
        List.of(),
        capacity,
        image,
        Duration.ofSeconds(2),
        Duration.ofMinutes(10),
        Duration.ofHours(1));
  }

  /** The same, with jobs of earlier servers in these namespaces as well. */
  public KubernetesSettings withEarlier(List<String> others) {
    return new KubernetesSettings(
        cluster, installation, namespaces, others, capacity, image, poll, patience, keep);
  }

  /** Wherever jobs of ours may be when a server starts: first where they may run. */
  List<String> everywhere() {
    return Stream.concat(namespaces.stream(), earlier.stream()).toList();
  }

  private static void requireNamespace(String namespace) {
    if (!NAMESPACE.matcher(namespace).matches()) {
      throw new IllegalArgumentException(
          "a namespace is named by lower case letters, digits and '-', got \"" + namespace + "\"");
    }
  }

  private static void requirePositive(String what, Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException("the " + what + " must be positive, got " + time);
    }
  }
}
