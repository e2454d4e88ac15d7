package io.sonde.trial.launch;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.queue.Scheduler;
import io.sonde.search.spec.SweepSpec;

/** How many trials a scheduler's devices can hold at a time. */
final class Capacity {
  private Capacity() {}

  /** With these needs, all devices free; 0 when not even one fits. */
  static int of(Scheduler scheduler, SweepSpec.Resources needs) {
    Device.Kind kind = needs.gpus() > 0 ? Device.Kind.GPU : Device.Kind.CPU_SLOT;
    long devices =
        scheduler.status().devices().stream().filter(d -> d.device().kind() == kind).count();
    return (int) devices / Math.max(1, needs.gpus() > 0 ? needs.gpus() : needs.cpus());
  }
}
