package io.sonde.scheduler.queue;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.JobEnd;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which devices get no more jobs, and why: those that somebody has set aside, and GPUs and nodes of
 * clusters on which job after job failed. For the owner thread.
 *
 * <p>A failure counts against a GPU when what the job ran on failed ({@code INFRASTRUCTURE}), or a
 * signal that nobody sent ended it ({@code SIGNALLED}), as drivers of broken GPUs like to do. So it
 * does against a node, the signal only where the job had GPUs there. Three different jobs in a row
 * set it aside, with one exception: signals alone do not where all three are of one owner of whom
 * no job has ended well on any device, for then the code is to blame. A clean end begins the row
 * anew; other ends say nothing of the device. Slots of the processor have no hardware of their own
 * and are never set aside for failures.
 */
final class DeviceHealth {

  /** So many jobs that fail one after the other set a device aside. */
  static final int ROW = 3;

  private final Map<String, String> aside = new HashMap<>();
  private final Map<String, List<Failure>> rows = new HashMap<>();
  private final Set<String> good = new HashSet<>();

  private record Failure(String jobId, String owner, JobEnd end) {}

  /** Why a device gets no jobs; empty while it does. */
  Optional<String> aside(String deviceId) {
    return Optional.ofNullable(aside.get(deviceId));
  }

  /** The devices that get no jobs, each with the reason. */
  Map<String, String> aside() {
    return Map.copyOf(aside);
  }

  void setAside(String deviceId, String reason) {
    aside.putIfAbsent(deviceId, reason);
  }

  /** Lets a device get jobs again; its failures so far count no more. */
  void putBack(String deviceId) {
    aside.remove(deviceId);
    rows.remove(deviceId);
  }

  /** A job has ended on devices; gives those that are set aside for it, with their reasons. */
  Map<String, String> ended(Job job, List<Device> devices, JobEnd end) {
    Map<String, String> fresh = new HashMap<>();
    if (end.clean()) {
      good.add(job.owner());
    }
    for (Device device : devices) {
      if (end.clean()) {
        rows.remove(device.id());
      } else if (counts(device, job, end)) {
        failed(device, new Failure(job.id(), job.owner(), end), fresh);
      }
    }
    return fresh;
  }

  private static boolean counts(Device device, Job job, JobEnd end) {
    boolean gpus = device.kind() == Device.Kind.GPU || job.resources().gpus() > 0;
    return device.kind() != Device.Kind.CPU_SLOT
        && (end.cause() == Cause.INFRASTRUCTURE || (end.cause() == Cause.SIGNALLED && gpus));
  }

  private void failed(Device device, Failure failure, Map<String, String> fresh) {
    List<Failure> row = rows.computeIfAbsent(device.id(), id -> new ArrayList<>());
    row.removeIf(before -> before.jobId().equals(failure.jobId()));
    row.add(failure);
    if (row.size() > ROW) {
      row.remove(0);
    }
    if (row.size() == ROW && !aside.containsKey(device.id()) && !codeIsToBlame(row)) {
      String reason =
          "%d jobs in a row failed on it; the last, %s, %s"
              .formatted(ROW, failure.jobId(), failure.end().message());
      aside.put(device.id(), reason);
      fresh.put(device.id(), reason);
    }
  }

  private boolean codeIsToBlame(List<Failure> row) {
    String owner = row.get(0).owner();
    return !good.contains(owner)
        && row.stream()
            .allMatch(f -> f.owner().equals(owner) && f.end().cause() == Cause.SIGNALLED);
  }
}
