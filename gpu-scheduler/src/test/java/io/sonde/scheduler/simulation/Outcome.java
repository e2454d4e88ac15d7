package io.sonde.scheduler.simulation;

import io.sonde.scheduler.job.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

  /**
   * What no order can exceed: no end comes before all work is shared among all devices, nor before
   * the job that would end last if it never waited.
   */
  double bound(List<SimulatedJob> jobs) {
    Instant begin = jobs.get(0).submitted();
    double longest = 0;
    for (SimulatedJob job : jobs) {
      Instant end = job.submitted().plus(job.work());
      longest = Math.max(longest, Accounts.seconds(Duration.between(begin, end)));
    }
    return work / (devices * Math.max(longest, work / devices));
  }

  /** By what part of its due the share of a project is off at most. */
  double offFromWeights(List<Standing> projects) {
    double all = projects.stream().mapToDouble(Standing::weight).sum();
    return projects.stream()
        .mapToDouble(one -> Math.abs(share(one.project()) * all / one.weight() - 1))
        .max()
        .orElseThrow();
  }

  double meanWait() {
    return waits.values().stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  double waitQuantile(double quantile) {
    double[] sorted = waits.values().stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[(int) Math.floor(quantile * (sorted.length - 1))];
  }

  /** A project's part of the device time while all projects had jobs waiting. */
  double share(String project) {
    double all = deviceTime.values().stream().mapToDouble(Double::doubleValue).sum();
    return deviceTime.getOrDefault(project, 0.0) / all;
  }
}
