package io.sonde.scheduler.local;

import io.sonde.scheduler.cgroup.ControlGroup;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Control groups of an earlier server of which no lease speaks: those that are empty were only not
 * taken away any more, what lives in the others belongs to nobody.
 */
final class StrayGroups {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Logger log = LoggerFactory.getLogger(StrayGroups.class);

  private StrayGroups() {}

  /** Kills what lives in groups, waits until it is gone or clearly will not go, removes them. */
  static void end(Collection<ControlGroup> groups) {
    List<ControlGroup> populated = groups.stream().filter(ControlGroup::populated).toList();
    populated.forEach(
        group -> log.warn("Killing what no lease speaks of any more, in {}", group.folder()));
    long begin = System.nanoTime();
    List<ControlGroup> left = populated;
    do {
      left.forEach(ControlGroup::kill);
      left = left.stream().filter(ControlGroup::populated).toList();
    } while (!left.isEmpty() && System.nanoTime() - begin < LIMIT.toNanos() && paused());
    left.forEach(group -> log.warn("What is in {} does not go although killed", group.folder()));
    groups.stream().filter(group -> !group.populated()).forEach(ControlGroup::remove);
  }

  private static boolean paused() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
