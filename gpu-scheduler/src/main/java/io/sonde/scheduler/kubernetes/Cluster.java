package io.sonde.scheduler.kubernetes;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The calls to the cluster that we make. Each throws a {@link ClusterUnavailableException} where
 * another try may help and a {@link ClusterRefusalException} where none will.
 */
final class Cluster implements AutoCloseable {

  private static final int CONFLICT = 409;
  private static final Set<Integer> REFUSALS = Set.of(400, 403, 404, 405, CONFLICT, 413, 422);

  private final KubernetesClient client;
  private final String installation;

  Cluster(KubernetesClient client, String installation) {
    this.client = client;
    this.installation = installation;
  }

  private static <T> T ask(Supplier<T> call) {
    try {
      return call.get();
    } catch (KubernetesClientException e) {
      if (REFUSALS.contains(e.getCode())) {
        throw new ClusterRefusalException("the cluster refused: " + reason(e), e);
      }
      String how = e.getCode() < 500 ? "the cluster cannot be asked: " : "the cluster failed: ";
      throw new ClusterUnavailableException(how + reason(e), e);
    }
  }

  private static String reason(KubernetesClientException e) {
    if (e.getStatus() != null && e.getStatus().getMessage() != null) {
      return e.getStatus().getMessage();
    }
    Throwable root = e;
    boolean unreached = false;
    while (root.getCause() != null) {
      root = root.getCause();
      unreached |= root instanceof ConnectException;
    }
    if (root instanceof UnresolvedAddressException) {
      return "no machine has this name";
    }
    if (unreached && root.getMessage() == null) {
      return "no connection is accepted there";
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }

  /** All that is there of jobs whose end was not told yet, by the name of the Job. */
  Map<String, Sighting> look(Collection<String> namespaces) {
    Map<String, Job> jobs = new HashMap<>();
    Map<String, List<Pod>> pods = new HashMap<>();
    for (String namespace : namespaces) {
      // Pods first: what a Job brings forth meanwhile is seen with the next look.
      for (Pod pod : ask(() -> pods(namespace))) {
        String name = pod.getMetadata().getLabels().get(Marks.JOB_NAME);
        if (name != null) {
          pods.computeIfAbsent(name, any -> new ArrayList<>()).add(pod);
        }
      }
      ask(() -> jobs(namespace)).forEach(job -> jobs.put(job.getMetadata().getName(), job));
    }
    Map<String, Sighting> seen = new HashMap<>();
    Stream.concat(jobs.keySet().stream(), pods.keySet().stream())
        .distinct()
        .forEach(
            name ->
                seen.put(name, new Sighting(jobs.get(name), pods.getOrDefault(name, List.of()))));
    return seen;
  }

  private List<Pod> pods(String namespace) {
    return client
        .pods()
        .inNamespace(namespace)
        .withLabel(Marks.INSTALLATION, installation)
        .withoutLabel(Marks.TOLD)
        .list()
        .getItems();
  }

  private List<Job> jobs(String namespace) {
    return client
        .batch()
        .v1()
        .jobs()
        .inNamespace(namespace)
        .withLabel(Marks.INSTALLATION, installation)
        .withoutLabel(Marks.TOLD)
        .list()
        .getItems();
  }

  /** Tells of each change of our pods from now on, until closed or told that it broke off. */
  Watch watch(String namespace, Consumer<Pod> changed, Runnable broken) {
    return ask(
        () ->
            client
                .pods()
                .inNamespace(namespace)
                .withLabel(Marks.INSTALLATION, installation)
                .watch(
                    new Watcher<Pod>() {
                      @Override
                      public void eventReceived(Action action, Pod pod) {
                        changed.accept(pod);
                      }

                      @Override
                      public void onClose(WatcherException cause) {
                        broken.run();
                      }
                    }));
  }

  /**
   * Creates a Job; one of this name that is this job's already is as good.
   *
   * @return the Job as it is in the cluster
   */
  Job create(Manifests manifests) {
    try {
      return ask(() -> client.resource(manifests.job()).create());
    } catch (ClusterRefusalException refusal) {
      if (!conflict(refusal)) {
        throw refusal;
      }
      Job found =
          ask(
              () ->
                  client
                      .batch()
                      .v1()
                      .jobs()
                      .inNamespace(manifests.namespace())
                      .withName(manifests.name())
                      .get());
      if (found == null) {
        throw new ClusterUnavailableException("a Job of that name is just leaving", refusal);
      }
      requireOurs(found, manifests, refusal);
      return found;
    }
  }

  private void requireOurs(Job found, Manifests manifests, ClusterRefusalException refusal) {
    Map<String, String> labels =
        Objects.requireNonNullElse(found.getMetadata().getLabels(), Map.of());
    Map<String, String> annotations =
        Objects.requireNonNullElse(found.getMetadata().getAnnotations(), Map.of());
    String wanted = manifests.job().getMetadata().getAnnotations().get(Marks.JOB);
    if (!installation.equals(labels.get(Marks.INSTALLATION))
        || !Objects.equals(wanted, annotations.get(Marks.JOB))) {
      throw new ClusterRefusalException(
          "there is a Job %s in namespace %s that is not ours; remove it or change its name"
              .formatted(manifests.name(), manifests.namespace()),
          refusal);
    }
  }

  private static boolean conflict(ClusterRefusalException refusal) {
    return refusal.getCause() instanceof KubernetesClientException e && e.getCode() == CONFLICT;
  }

  /** Creates a Secret; one of this name is as good. */
  void create(Secret secret) {
    try {
      ask(() -> client.resource(secret).create());
    } catch (ClusterRefusalException refusal) {
      if (!conflict(refusal)) {
        throw refusal;
      }
    }
  }

  /** Lets a Job make its pod. A Job that is gone needs none. */
  void release(String namespace, String name) {
    unlessGone(
        () ->
            client
                .batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"parallelism\":1}}"));
  }

  /** Writes down in which pod the command has begun. A Job that is gone needs no such note. */
  void note(String namespace, String name, String podUid) {
    unlessGone(
        () ->
            client
                .batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withName(name)
                .patch(
                    PatchContext.of(PatchType.JSON_MERGE),
                    "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}"
                        .formatted(Marks.POD, podUid)));
  }

  /** Has later looks leave out a job whose end was told. */
  void told(String namespace, String name, Optional<Pod> pod) {
    String patch = "{\"metadata\":{\"labels\":{\"%s\":\"true\"}}}".formatted(Marks.TOLD);
    PatchContext merge = PatchContext.of(PatchType.JSON_MERGE);
    unlessGone(
        () -> client.batch().v1().jobs().inNamespace(namespace).withName(name).patch(merge, patch));
    pod.ifPresent(
        one ->
            unlessGone(
                () ->
                    client
                        .pods()
                        .inNamespace(namespace)
                        .withName(one.getMetadata().getName())
                        .patch(merge, patch)));
  }

  /** Takes a job's Secret away, so that no other pod can begin with it. */
  void deleteSecret(String namespace, String name) {
    unlessGone(() -> client.secrets().inNamespace(namespace).withName(name).delete());
  }

  /** Takes a pod away, its command asked to end and killed after so many seconds, at least 1. */
  void delete(Pod pod, long graceSeconds) {
    unlessGone(
        () ->
            client
                .pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .withGracePeriod(graceSeconds)
                .delete());
  }

  /**
   * Takes a Job away, and not its pods. From then on it makes none. A cluster that took the pods
   * away as well would do so with their usual grace, which an older kubelet does not shorten any
   * more.
   */
  void deleteJob(String namespace, String name) {
    unlessGone(
        () ->
            client
                .batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withName(name)
                .withPropagationPolicy(DeletionPropagation.ORPHAN)
                .delete());
  }

  /** Takes a job's Secret, Job and pods away, in the order in which no other pod can begin. */
  void deleteAll(String name, Sighting sighting) {
    Stream.concat(
            Stream.ofNullable(sighting.job()).map(Job::getMetadata),
            sighting.pods().stream().map(Pod::getMetadata))
        .map(ObjectMeta::getNamespace)
        .findFirst()
        .ifPresent(
            namespace -> {
              deleteSecret(namespace, name);
              deleteJob(namespace, name);
            });
    sighting.pods().forEach(pod -> delete(pod, 1));
  }

  private static <T> void unlessGone(Supplier<T> call) {
    try {
      ask(call);
    } catch (ClusterRefusalException refusal) {
      if (!(refusal.getCause() instanceof KubernetesClientException e && e.getCode() == 404)) {
        throw refusal;
      }
    }
  }

  /** What has been said of an object lately, the latest last. */
  List<Event> events(String namespace, String uid) {
    return ask(
        () ->
            client
                .v1()
                .events()
                .inNamespace(namespace)
                .withField("involvedObject.uid", uid)
                .list()
                .getItems());
  }

  /** A pod's output from its beginning. */
  InputStream log(Pod pod) {
    return ask(
        () ->
            client
                .pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .inContainer(PodTemplate.CONTAINER)
                .getLogInputStream());
  }

  /** Hands a pod's output over from its beginning, as it is written. */
  LogWatch follow(Pod pod, OutputStream to) {
    return ask(
        () ->
            client
                .pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .inContainer(PodTemplate.CONTAINER)
                .withReadyWaitTimeout(0)
                .watchLog(to));
  }

  @Override
  public void close() {
    client.close();
  }
}
