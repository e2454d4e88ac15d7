package io.sonde.scheduler.cgroup;

/** Whether the kernel has killed processes of a group for want of memory. */
public enum MemoryKill {
  /** It has not, or the group has no memory controller. */
  NONE,
  /** It has, because the group held as much as its limit. */
  BY_LIMIT,
  /** It has, because the machine, or a group above, had no memory left. */
  BY_MACHINE
}
