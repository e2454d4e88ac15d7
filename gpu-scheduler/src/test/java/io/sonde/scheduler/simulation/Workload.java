package io.sonde.scheduler.simulation;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Resources;
import io.sonde.scheduler.job.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Random jobs.
 *
 * @param name for people
 * @param load how much work comes in the time in which all devices could do 1; 0 where all comes at
 *     once
 * @param counts of GPUs, each as likely as the others
 * @param shared the part of the jobs that share a GPU by memory, 0 to 1
 * @param limited the part of the jobs that tell a limit, 0 to 1
 * @param projects with their weights
 * @param urgent the part of the jobs that have a higher priority, 0 to 1
 * @param preemptible the part of the others that may be ended for them, 0 to 1
 */
record Workload(
    String name,
    double load,
    List<Integer> counts,
    double shared,
    double limited,
    List<Standing> projects,
    double urgent,
    double preemptible) {

  Workload {
    counts = List.copyOf(counts);
    projects = List.copyOf(projects);
  }

  private static final long MEMORY = 24L << 30;
  private static final double MEAN_SECONDS = 1200;

  /** GPUs of 24 GiB. */
  static List<Device> gpus(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Device("GPU-" + i, Device.Kind.GPU, "any", MEMORY, Optional.of("8.6")))
        .toList();
  }

  /** So many jobs for so many devices. */
  List<SimulatedJob> jobs(int count, int devices, RandomGenerator random) {
    List<SimulatedJob> jobs = new ArrayList<>();
    double perJob = MEAN_SECONDS * meanDevices();
    double now = 0;
    for (int i = 0; i < count; i++) {
      if (load > 0) {
        now += -Math.log(1 - random.nextDouble()) * perJob / (devices * load);
      }
      jobs.add(job("job-" + i, Instant.EPOCH.plusMillis((long) (now * 1000)), random));
    }
    return jobs;
  }

  private double meanDevices() {
    double whole = counts.stream().mapToInt(Integer::intValue).average().orElseThrow();
    return (1 - shared) * whole + shared * 0.3;
  }

  private SimulatedJob job(String id, Instant at, RandomGenerator random) {
    // Log-normal with sigma 1, as run times in accounting logs are.
    double seconds = MEAN_SECONDS * Math.exp(random.nextGaussian() - 0.5);
    Duration work = Duration.ofMillis(1000 + (long) (seconds * 1000));
    Resources resources =
        random.nextDouble() < shared
            ? Resources.ofGpuMemory((2 + random.nextInt(11)) * (1L << 30))
            : Resources.ofGpus(counts.get(random.nextInt(counts.size())));
    boolean tells = random.nextDouble() < limited;
    double slack = 1.1 + 2 * random.nextDouble();
    Standing project = projects.get(random.nextInt(projects.size()));
    boolean isUrgent = random.nextDouble() < urgent;
    boolean yields = !isUrgent && random.nextDouble() < preemptible;
    return SimulatedJob.of(
        id,
        new Standing(project.project(), project.weight(), yields),
        isUrgent ? 80 : 50,
        resources,
        at,
        work,
        tells
            ? Optional.of(Duration.ofMillis((long) (work.toMillis() * slack)))
            : Optional.empty());
  }
}
