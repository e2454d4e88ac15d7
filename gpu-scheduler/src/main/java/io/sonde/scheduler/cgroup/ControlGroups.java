package io.sonde.scheduler.cgroup;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes control groups for the jobs of one owner, where the system lets this virtual machine do so,
 * and finds them again. Each is named after its owner and the marker of the job's process, so a
 * later server knows it by the lease. Safe for use by several threads.
 */
public final class ControlGroups {

  private static final Logger log = LoggerFactory.getLogger(ControlGroups.class);

  private final String prefix;
  private final Optional<Path> mount;
  private final Optional<Path> parent;
  private final String sentence;

  private ControlGroups(
      String owner, Optional<Path> mount, Optional<Path> parent, String sentence) {
    if (!owner.matches("[a-z0-9]+")) {
      throw new IllegalArgumentException(
          "an owner is written in lower-case letters and digits, got \"" + owner + "\"");
    }
    prefix = "sonde-" + owner + "-";
    this.mount = mount;
    this.parent = parent;
    this.sentence = sentence;
  }

  /**
   * Finds out, by putting a process into a group, whether groups can be made on this machine. Takes
   * some tens of milliseconds.
   *
   * @param owner tells the groups of several servers on one machine apart; lower-case letters and
   *     digits
   */
  public static ControlGroups here(String owner) {
    ControlGroups groups = of(Path.of("/proc"), owner);
    if (groups.parent.isEmpty()) {
      return groups;
    }
    try {
      FirstGroup.attempt(groups);
      return groups;
    } catch (NoControlGroupsException e) {
      return none(owner, groups.mount, e);
    }
  }

  /**
   * By what the kernel says, without trying it.
   *
   * @param proc what the kernel tells of processes; {@code /proc}
   */
  static ControlGroups of(Path proc, String owner) {
    Optional<Path> mount = Optional.empty();
    try {
      Hierarchy hierarchy = Hierarchy.of(proc);
      mount = Optional.of(hierarchy.mount());
      Path parent = hierarchy.parent();
      Path door = parent.resolve("cgroup.procs");
      if (!Files.isWritable(parent) || !Files.isWritable(door)) {
        throw new NoControlGroupsException("this user may not write to " + parent);
      }
      String memory =
          MemoryController.handOn(parent)
              .map(why -> " Memory limits are checked twice a second, because " + why + ".")
              .orElse(" The kernel holds their memory limits.");
      return new ControlGroups(
          owner,
          mount,
          Optional.of(parent),
          "Each job has a control group of its own below %s: nothing it starts gets lost.%s"
              .formatted(parent, memory));
    } catch (NoControlGroupsException e) {
      return none(owner, mount, e);
    }
  }

  private static ControlGroups none(
      String owner, Optional<Path> mount, NoControlGroupsException why) {
    return new ControlGroups(
        owner,
        mount,
        Optional.empty(),
        "Jobs have no control groups, because %s. What they start is found by session, parent and environment."
            .formatted(why.getMessage()));
  }

  /** Whether jobs get groups. */
  public boolean usable() {
    return parent.isPresent();
  }

  /** What holds here and why, for people. */
  public String sentence() {
    return sentence;
  }

  /**
   * Puts a process into a new group, before it has done anything. Where that fails for this process
   * alone, it goes on without.
   *
   * @param marker of the process
   * @param memoryBytes what the group may hold
   * @return the group; empty where it is in none
   */
  public Optional<ControlGroup> hold(String marker, long pid, OptionalLong memoryBytes) {
    if (parent.isEmpty()) {
      return Optional.empty();
    }
    try {
      ControlGroup group = create(marker, memoryBytes);
      try {
        group.enter(pid);
        return Optional.of(group);
      } catch (IOException e) {
        group.remove();
        throw e;
      }
    } catch (IOException e) {
      log.warn("Process {} has no control group: {}", pid, reason(e));
      return Optional.empty();
    }
  }

  /** Makes a group that nothing is in yet. */
  ControlGroup create(String marker, OptionalLong memoryBytes) throws IOException {
    ControlGroup group = new ControlGroup(parent.orElseThrow().resolve(prefix + marker));
    Files.createDirectory(group.folder());
    group.limitMemory(memoryBytes);
    return group;
  }

  /** All groups of this owner that there are, wherever an earlier server stood, by their marker. */
  public Map<String, ControlGroup> present() {
    Map<String, ControlGroup> present = new HashMap<>();
    List<Path> folders =
        mount.map(top -> Folders.below(top, name -> name.startsWith(prefix))).orElse(List.of());
    for (Path folder : folders) {
      String marker = folder.getFileName().toString().substring(prefix.length());
      present.put(marker, new ControlGroup(folder));
    }
    return present;
  }

  /** What the system said, without the file's name. */
  static String reason(IOException e) {
    String reason = e instanceof FileSystemException file ? file.getReason() : null;
    return reason == null ? e.toString() : reason;
  }
}
