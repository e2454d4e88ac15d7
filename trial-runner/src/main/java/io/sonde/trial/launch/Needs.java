package io.sonde.trial.launch;

import io.sonde.scheduler.job.Resources;
import io.sonde.scheduler.job.Standing;
import io.sonde.search.spec.SweepSpec;
import java.time.Duration;
import java.util.Optional;

/** What a spec says of devices, in the scheduler's words. */
final class Needs {
  private Needs() {}

  /** What one trial holds. */
  static Resources resources(SweepSpec.Resources needs) {
    return new Resources(
        needs.gpus(),
        needs.cpus(),
        needs.memoryBytes(),
        needs.gpuMemoryBytes(),
        needs.besideOthers());
  }

  /**
   * Where the sweep's jobs stand among others.
   *
   * @param limit how long one of them runs at most, where its wall time limit does not say so
   */
  static Standing standing(SweepSpec spec, Optional<Duration> limit) {
    SweepSpec.Resources needs = spec.resources();
    return new Standing(
        needs.project().orElse(spec.name()), needs.weight(), needs.preemptible(), limit);
  }

  /** Whom the jobs of a sweep belong to. */
  static String owner(int sweep) {
    return "sweep " + sweep;
  }
}
