package io.sonde.scheduler.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Watch;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
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
  private final Consumer<Pod> changed;
  private final Map<String, Watch> open = new ConcurrentHashMap<>();

  Watches(Cluster cluster, Consumer<Pod> changed) {
    this.cluster = cluster;
    this.changed = changed;
  }

  /**
   * Hears of these namespaces and no others. One that is not watched so far is begun with, and one
   * whose watch broke off is taken up again.
   */
  void keep(Collection<String> namespaces) {
    Set.copyOf(open.keySet()).stream()
        .filter(namespace -> !namespaces.contains(namespace))
        .forEach(this::end);
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

  private void end(String namespace) {
    Watch watch = open.remove(namespace);
    if (watch != null) {
      watch.close();
    }
  }

  @Override
  public void close() {
    Set.copyOf(open.keySet()).forEach(this::end);
  }
}
