package io.sonde.web;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.device.DeviceProcess;
import io.sonde.scheduler.device.Reading;
import io.sonde.scheduler.job.Resources;
import io.sonde.scheduler.queue.SchedulerStatus;
import io.sonde.scheduler.queue.SchedulerStatus.DeviceStatus;
import io.sonde.scheduler.queue.SchedulerStatus.Holder;
import io.sonde.scheduler.queue.SchedulerStatus.Waiting;
import io.sonde.search.report.AttemptId;
import io.sonde.web.port.DeviceDesk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A machine with a GPU in each state, a MIG instance and a slot, and a node of a cluster; jobs are
 * named as attempts.
 */
final class Devices implements DeviceDesk {
  static final String NASTY = "<b>it</b> failed";
  private final List<DeviceStatus> devices = new ArrayList<>();
  private Optional<String> aside = Optional.of(NASTY);

  private static Device gpu(String id, String name) {
    return new Device(id, Device.Kind.GPU, name, 24L << 30, Optional.of("8.6"));
  }

  private static Reading reading(String id, int percent, List<DeviceProcess> processes) {
    return new Reading(
        id,
        OptionalLong.of(6L << 30),
        OptionalLong.of(17L << 30),
        OptionalInt.of(percent),
        OptionalInt.of(71),
        processes);
  }

  private static DeviceStatus status(Device device, List<Holder> holders) {
    return new DeviceStatus(device, holders, 0, Optional.empty(), Optional.empty(), List.of());
  }

  @Override
  public synchronized SchedulerStatus status() {
    devices.clear();
    Holder holder = new Holder("3-4-1", "sweep 3", Bench.NOW.minusSeconds(90));
    DeviceProcess stranger = new DeviceProcess(4711, "python", OptionalLong.of(5L << 30));
    Device used = gpu("GPU-1", "NVIDIA A10");
    devices.add(
        new DeviceStatus(
            gpu("GPU-0", "NVIDIA A10"),
            List.of(holder),
            0,
            Optional.empty(),
            Optional.of(reading("GPU-0", 97, List.of())),
            List.of()));
    devices.add(
        new DeviceStatus(
            used,
            List.of(),
            5L << 30,
            Optional.empty(),
            Optional.of(reading("GPU-1", 12, List.of(stranger))),
            List.of(stranger)));
    devices.add(
        new DeviceStatus(
            gpu("MIG-GPU-2/3/0", "NVIDIA A100 MIG 1g.10gb"),
            List.of(),
            0,
            aside,
            Optional.empty(),
            List.of()));
    Holder idle = new Holder("worker-7", "sweep 7", Bench.NOW);
    Device slot = new Device("cpu-0", Device.Kind.CPU_SLOT, "CPU slot 0", 0, Optional.empty());
    devices.add(status(slot, List.of(idle)));
    devices.add(
        status(
            new Device("cpu-1", Device.Kind.CPU_SLOT, "CPU slot 1", 0, Optional.empty()),
            List.of()));
    devices.add(status(Device.node("n1"), List.of(holder, idle)));
    return new SchedulerStatus(
        devices,
        List.of(),
        List.of(waiting("a", 60), waiting("b", 30)),
        List.of(),
        List.of("nvidia-smi did not answer within 30 s"),
        Optional.of("Each job has a control group of its own below /sys/fs/cgroup."));
  }

  private static Waiting waiting(String job, int seconds) {
    return new Waiting(
        job,
        "sweep 8",
        "speech",
        50,
        Resources.ofGpus(1),
        Bench.NOW.minusSeconds(seconds),
        "its devices are busy",
        Optional.empty());
  }

  @Override
  public Optional<AttemptId> attempt(String jobId) {
    return jobId.startsWith("worker") ? Optional.empty() : Optional.of(AttemptId.parse(jobId));
  }

  @Override
  public synchronized void putBack(String deviceId) {
    aside = Optional.empty();
  }
}
