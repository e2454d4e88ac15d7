package io.sonde.scheduler.device;

import java.util.Objects;
import java.util.Optional;

/**
 * Something that jobs run on: one at a time may hold it, unless it is a node.
 *
 * @param id names the device on its host: the UUID of a GPU, or of a MIG instance, as its driver
 *     gives it, {@code cpu-0} and so on for a slot, a node's name
 * @param kind what it is
 * @param name the model, for people
 * @param memoryBytes the memory of a GPU, 0 where it is not known; 0 for slots and nodes
 * @param computeCapability of a GPU, as in {@code 8.6}, where its driver tells it
 */
public record Device(
    String id, Kind kind, String name, long memoryBytes, Optional<String> computeCapability) {

  /** What a device is. */
  public enum Kind {
    /** A whole GPU, or a MIG instance: a part of one that works like a GPU of its own. */
    GPU,
    /** A share of this machine's processor cores. */
    CPU_SLOT,
    /** A machine of a cluster, which gives it to as many jobs as it likes. */
    NODE
  }

  public Device {
    if (id.isBlank()) {
      throw new IllegalArgumentException("a device's id must not be blank, got \"" + id + "\"");
    }
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(computeCapability, "computeCapability");
    if (memoryBytes < 0) {
      throw new IllegalArgumentException("device memory must not be negative, got " + memoryBytes);
    }
  }

  /** A node of a cluster, by its name there. */
  public static Device node(String id) {
    return new Device(id, Kind.NODE, "cluster node", 0, Optional.empty());
  }

  /**
   * Whether it is a MIG instance. A process sees one of them at most, so they serve only jobs of a
   * single GPU.
   */
  public boolean slice() {
    return kind == Kind.GPU && id.startsWith("MIG-");
  }
}
