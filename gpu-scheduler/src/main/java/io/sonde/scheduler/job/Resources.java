package io.sonde.scheduler.job;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * What a job holds while it runs. A job with GPUs holds those and no CPU slots; a job without holds
 * {@code cpus} slots.
 *
 * @param gpus number of GPUs, whole unless the job shares one; 0 for a job that runs on CPU slots
 * @param cpus number of CPU slots of a job without GPUs, at least 1; ignored for a job with GPUs
 * @param memoryBytes the most memory that the job's processes may hold together; a job that takes
 *     more is ended as out of memory. Empty for no limit of ours
 * @param gpuMemoryBytes the most memory that the job takes of its one GPU, which it then shares
 *     with others that declare theirs; empty for whole GPUs
 * @param besideOthers whether it may have a GPU on which processes of other people run
 */
public record Resources(
    int gpus,
    int cpus,
    OptionalLong memoryBytes,
    OptionalLong gpuMemoryBytes,
    boolean besideOthers) {

  public Resources {
    if (gpus < 0) {
      throw new IllegalArgumentException("gpus must be at least 0, got " + gpus);
    }
    if (cpus < 0 || (gpus == 0 && cpus == 0)) {
      throw new IllegalArgumentException(
          "a job without GPUs needs at least 1 CPU slot, got " + cpus);
    }
    Objects.requireNonNull(memoryBytes, "memoryBytes");
    if (memoryBytes.isPresent() && memoryBytes.getAsLong() < 1) {
      throw new IllegalArgumentException(
          "memory must be at least 1 byte, got " + memoryBytes.getAsLong());
    }
    Objects.requireNonNull(gpuMemoryBytes, "gpuMemoryBytes");
    if (gpuMemoryBytes.isPresent() && (gpus != 1 || gpuMemoryBytes.getAsLong() < 1)) {
      throw new IllegalArgumentException(
          "a job shares exactly 1 GPU, by at least 1 byte of its memory, got "
              + gpuMemoryBytes.getAsLong()
              + " bytes of "
              + gpus);
    }
  }

  /** Whole devices that nobody else uses. */
  public Resources(int gpus, int cpus, OptionalLong memoryBytes) {
    this(gpus, cpus, memoryBytes, OptionalLong.empty(), false);
  }

  /** A part of one GPU's memory, no limit of memory of the host. */
  public static Resources ofGpuMemory(long bytes) {
    return new Resources(1, 0, OptionalLong.empty(), OptionalLong.of(bytes), false);
  }

  /** So many CPU slots, no GPU, no limit of memory. */
  public static Resources ofCpus(int cpus) {
    return new Resources(0, cpus, OptionalLong.empty());
  }

  /** So many GPUs, no limit of memory. */
  public static Resources ofGpus(int gpus) {
    return new Resources(gpus, 0, OptionalLong.empty());
  }
}
