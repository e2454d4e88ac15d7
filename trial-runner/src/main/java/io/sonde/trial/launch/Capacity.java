package io.sonde.trial.launch;

import io.sonde.scheduler.queue.Scheduler;
import io.sonde.search.spec.SweepSpec;

/** How many trials a scheduler's devices can hold at a time. */
final class Capacity {
  private Capacity() {}

  /** With these needs, all devices free; 0 when not even one fits. */
  static int of(Scheduler scheduler, SweepSpec.Resources needs) {
    return scheduler.capacity(Needs.resources(needs));
  }
}
