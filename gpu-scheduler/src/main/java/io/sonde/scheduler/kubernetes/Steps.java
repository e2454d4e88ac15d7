package io.sonde.scheduler.kubernetes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes jobs further, a step each, such that what hinders one of them keeps no other from going on.
 * Belongs to the backend's thread.
 */
final class Steps {

  private static final Logger log = LoggerFactory.getLogger(Steps.class);

  /**
   * Those whose last step failed, each with the reason; the one that was tried last is the last.
   */
  private final Map<ClusterJob, String> hindered = new LinkedHashMap<>();

  /**
   * A step for each job, those that were hindered before after all others. The first call that gets
   * no answer at all is the last one: were every job to wait for one as long, a round would take
   * minutes. That job goes last the next time.
   *
   * @param seen what the cluster holds, by the name of the Job
   */
  void take(Collection<ClusterJob> jobs, Map<String, Sighting> seen) {
    hindered.keySet().retainAll(Set.copyOf(jobs));
    List<ClusterJob> order = new ArrayList<>(jobs);
    order.removeAll(hindered.keySet());
    order.addAll(hindered.keySet());
    for (ClusterJob job : order) {
      if (!answered(job, seen.getOrDefault(job.name(), Sighting.NOTHING))) {
        return;
      }
    }
  }

  /** Takes a job further; whether its calls were answered, be it with a no. */
  private boolean answered(ClusterJob job, Sighting sighting) {
    String before = hindered.remove(job);
    try {
      job.step(sighting);
      return true;
    } catch (ClusterRefusalException e) {
      hinder(job, String.valueOf(e.getMessage()), before);
      return true;
    } catch (ClusterUnavailableException e) {
      hinder(job, String.valueOf(e.getMessage()), before);
      return e.answered();
    } catch (RuntimeException e) {
      log.error("The next step of Job {} went wrong", job.name(), e);
      hinder(job, "its next step went wrong: " + e, before);
      return true;
    }
  }

  private void hinder(ClusterJob job, String why, @Nullable String before) {
    hindered.put(job, why);
    job.hindered(why);
    if (!why.equals(before)) {
      log.warn("Job {} does not get on: {}", job.name(), why);
    }
  }
}
