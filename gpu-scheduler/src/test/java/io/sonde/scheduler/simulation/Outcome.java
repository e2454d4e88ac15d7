package io.sonde.scheduler.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What came of a simulation.
 *
 * @param makespan from the first job's coming to the last one's end
 * @param work device time in seconds that the jobs needed
 * @param devices how many there were
 * @param waits of every attempt, in seconds, by its id
 * @param deviceTime in seconds, by project, until the given time
 * @param until when the first project had nothing waiting any more, after the beginning
 * @param preemptions how many attempts were ended for others
 */
record Outcome(
    Duration makespan,
    double work,
    int devices,
    Map<String, Double> waits,
    Map<String, Double> deviceTime,
    Instant until,
    int preemptions) {

  /** The part of all device time until the last end in which a job's work was done. */
  double utilisation() {
    return work / (devices * (makespan.toMillis() / 1000.0));
  }

  double meanWait() {
    return waits.values().stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  double wait(double quantile) {
    double[] sorted = waits.values().stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[(int) Math.floor(quantile * (sorted.length - 1))];
  }

  /** A project's part of the device time while all projects had jobs waiting. */
  double share(String project) {
    double all = deviceTime.values().stream().mapToDouble(Double::doubleValue).sum();
    return deviceTime.getOrDefault(project, 0.0) / all;
  }
}
