package io.sonde.scheduler.simulation;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.placement.Demand;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds up the device time of projects as long as each of them has jobs waiting. */
final class Accounts {

  private final Map<String, Double> deviceTime = new HashMap<>();
  private final Map<String, Integer> waiting = new HashMap<>();
  private final Set<String> projects = new HashSet<>();
  private final double reserve;
  private Instant at = Instant.MIN;
  private boolean saturated = true;
  private Instant until = Instant.MIN;

  Accounts(double reserve) {
    this.reserve = reserve;
  }

  void begin(Instant now, Collection<SimulatedJob> jobs) {
    at = now;
    until = now;
    jobs.forEach(job -> projects.add(project(job)));
  }

  /** How many devices a job holds, a shared one by its memory. */
  double devices(Demand demand, Device any) {
    long memory = demand.resources().gpuMemoryBytes().orElse(0);
    return memory == 0 ? demand.count() : memory / (any.memoryBytes() * (1 - reserve));
  }

  void moveTo(Instant now, List<SimulatedJob> running, Device any) {
    double passed = seconds(Duration.between(at, now));
    at = now;
    if (saturated) {
      until = now;
      for (SimulatedJob job : running) {
        deviceTime.merge(project(job), passed * devices(job.demand(), any), Double::sum);
      }
    }
  }

  /** A project has so many jobs waiting more, or fewer. */
  void waits(SimulatedJob job, int change) {
    waiting.merge(project(job), change, Integer::sum);
  }

  void decided() {
    saturated &= projects.stream().allMatch(project -> waiting.getOrDefault(project, 0) > 0);
  }

  Map<String, Double> deviceTime() {
    return deviceTime;
  }

  Instant until() {
    return until;
  }

  private static String project(SimulatedJob job) {
    return job.demand().standing().project();
  }

  static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
