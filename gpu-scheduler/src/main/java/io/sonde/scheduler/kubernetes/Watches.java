package io.sonde.scheduler.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Watch;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of changes of our pods as they happen. Rounds see the same later; what they cannot see is
 * the last state of a pod that is gone.
 */
final class Watches implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Watches.class);

  private final Cluster cluster;
  private final List<String> namespaces;
  private final Consumer<Pod> changed;
  private final Map<String, Watch> open = new ConcurrentHashMap<>();

  Watches(Cluster cluster, List<String> namespaces, Consumer<Pod> changed) {
    this.cluster = cluster;
    this.namespaces = namespaces;
    this.changed = changed;
  }

  /** Opens those that are not open: one that broke off is opened again with the next round. */
  void open() {
    for (String namespace : namespaces) {
      if (!open.containsKey(namespace)) {
        try {
          open.put(namespace, cluster.watch(namespace, changed, () -> open.remove(namespace)));
        } catch (ClusterRefusalException | ClusterUnavailableException e) {
          log.debug("Pods in {} cannot be watched; they are still listed", namespace, e);
        }
      }
    }
  }

  @Override
  public void close() {
    for (String namespace : namespaces) {
      Watch watch = open.remove(namespace);
      if (watch != null) {
        watch.close();
      }
    }
  }
}
