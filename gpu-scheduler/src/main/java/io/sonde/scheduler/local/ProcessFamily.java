package io.sonde.scheduler.local;

import io.sonde.scheduler.cgroup.ControlGroup;
import io.sonde.scheduler.cgroup.MemoryKill;
import io.sonde.scheduler.local.OperatingSystem.ProcessEntry;
import io.sonde.scheduler.port.ProcessIdentity;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A job's first process and all that sprang from it, also what has left its group, its session or
 * its parent. A process belongs to the family when it is in the job's control group, where there is
 * one, in the process group of the first, carries the job's marker in its environment, descends
 * from a member, or was seen to do so before. Safe for use by several threads.
 */
final class ProcessFamily {

  /** The variable that holds the marker. */
  static final String MARKER = "SONDE_PROCESS";

  private static final Comparator<ProcessEntry> ELDEST_FIRST =
      Comparator.comparingLong(ProcessEntry::startTime).thenComparingLong(ProcessEntry::pid);

  private final OperatingSystem system;
  private final ProcessIdentity first;
  private final boolean groupIsOurs;
  private final Optional<ControlGroup> control;
  private Set<ProcessEntry> known = Set.of();

  /**
   * What is left of a family.
   *
   * @param seen the processes that were seen
   * @param populated whether the control group still holds any, be they seen or not
   */
  record Remains(List<ProcessEntry> seen, boolean populated) {

    boolean none() {
      return seen.isEmpty() && !populated;
    }
  }

  private ProcessFamily(
      OperatingSystem system,
      ProcessIdentity first,
      boolean groupIsOurs,
      Optional<ControlGroup> control) {
    this.system = system;
    this.first = first;
    this.groupIsOurs = groupIsOurs;
    this.control = control;
  }

  /** The family of a process that this virtual machine has started, and put into a group or not. */
  static ProcessFamily ofChild(
      OperatingSystem system, ProcessIdentity first, Optional<ControlGroup> control) {
    return new ProcessFamily(system, first, true, control);
  }

  /**
   * The family of a process that an earlier server has started. The system may have given its
   * number, and that of its group, to strangers since; so the group counts only while the first
   * process is there, or a member that carries the marker. A control group bears the marker in its
   * name.
   */
  static ProcessFamily ofLeftover(
      OperatingSystem system, ProcessIdentity first, Optional<ControlGroup> control) {
    boolean sameBoot = first.bootId().equals(system.bootId());
    boolean groupIsOurs =
        sameBoot
            && system.processes().stream()
                .filter(process -> process.group() == first.processGroup())
                .anyMatch(
                    process -> isFirst(process, first) || carriesMarker(system, process, first));
    return new ProcessFamily(system, first, groupIsOurs, control);
  }

  /** What is left now; a control group that is populated counts although nobody is seen in it. */
  Remains remains() {
    return new Remains(members(), control.map(ControlGroup::populated).orElse(false));
  }

  /** The members that live now. */
  synchronized List<ProcessEntry> members() {
    if (!first.bootId().equals(system.bootId())) {
      return List.of();
    }
    return members(system.processes(), process -> carriesMarker(system, process, first));
  }

  /**
   * The members among processes seen a moment ago, without a look at environments, which costs more
   * than all the rest.
   */
  synchronized List<ProcessEntry> members(List<ProcessEntry> processes) {
    return members(processes, process -> false);
  }

  /** Those of a few processes that are members, found by their environment too. */
  synchronized Set<Long> among(Collection<Long> pids, List<ProcessEntry> processes) {
    return members(
            processes,
            process -> pids.contains(process.pid()) && carriesMarker(system, process, first))
        .stream()
        .map(ProcessEntry::pid)
        .filter(pids::contains)
        .collect(Collectors.toSet());
  }

  private List<ProcessEntry> members(
      List<ProcessEntry> processes, Predicate<ProcessEntry> carriesMarker) {
    List<ProcessEntry> later =
        processes.stream().filter(process -> process.startTime() >= first.startTime()).toList();
    Set<Long> controlled = control.map(ControlGroup::pids).orElse(Set.of());
    Set<ProcessEntry> members = new HashSet<>();
    for (ProcessEntry process : later) {
      if (isFirst(process, first)
          || controlled.contains(process.pid())
          || (groupIsOurs && inGroup(process))
          || wasMember(process)
          || carriesMarker.test(process)) {
        members.add(process);
      }
    }
    addDescendants(members, later);
    known = members;
    return List.copyOf(members);
  }

  private static void addDescendants(Set<ProcessEntry> members, List<ProcessEntry> processes) {
    Set<Long> pids = new HashSet<>();
    members.forEach(member -> pids.add(member.pid()));
    boolean grown = true;
    while (grown) {
      grown = false;
      for (ProcessEntry process : processes) {
        if (pids.contains(process.parent()) && pids.add(process.pid())) {
          members.add(process);
          grown = true;
        }
      }
    }
  }

  private static boolean isFirst(ProcessEntry process, ProcessIdentity first) {
    return process.pid() == first.pid() && process.startTime() == first.startTime();
  }

  private boolean inGroup(ProcessEntry process) {
    return first.processGroup() != 0 && process.group() == first.processGroup();
  }

  /** By number and start alone: parent and group of a process may change while it lives. */
  private boolean wasMember(ProcessEntry process) {
    return known.stream()
        .anyMatch(
            member -> member.pid() == process.pid() && member.startTime() == process.startTime());
  }

  private static boolean carriesMarker(
      OperatingSystem system, ProcessEntry process, ProcessIdentity first) {
    return process.startTime() >= first.startTime()
        && system.carries(process.pid(), MARKER, first.marker());
  }

  /** Asks members to end. */
  void terminate(List<ProcessEntry> members) {
    each(members, ProcessHandle::destroy);
  }

  /**
   * Kills members; those in a group all at once, so that none can fork away meanwhile, the others
   * parents first, so that none takes the end of a child for a reason to go on.
   */
  void kill(List<ProcessEntry> members) {
    control.ifPresent(ControlGroup::kill);
    if (groupIsOurs && members.stream().anyMatch(this::inGroup)) {
      killGroup();
    }
    each(members.stream().sorted(ELDEST_FIRST).toList(), ProcessHandle::destroyForcibly);
  }

  /** Limits the memory that the family may hold, where the kernel can hold that limit. */
  void limitMemory(OptionalLong bytes) {
    control.ifPresent(group -> group.limitMemory(bytes));
  }

  /** The limit of memory that the kernel holds; empty where it holds none. */
  OptionalLong memoryLimit() {
    return control.map(ControlGroup::memoryLimit).orElse(OptionalLong.empty());
  }

  /**
   * Whether the kernel killed members for want of memory; empty where it keeps no count of them.
   */
  Optional<MemoryKill> memoryKill() {
    return control.filter(ControlGroup::countsMemory).map(ControlGroup::memoryKill);
  }

  /** Takes the control group away of a family of which nothing is left. */
  void disband() {
    control.ifPresent(ControlGroup::remove);
  }

  private static void each(List<ProcessEntry> members, Consumer<ProcessHandle> action) {
    members.forEach(member -> ProcessHandle.of(member.pid()).ifPresent(action));
  }

  private void killGroup() {
    try {
      new ProcessBuilder("/bin/sh", "-c", "kill -s KILL -- -" + first.processGroup())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException noProcessCanStart) {
      // The members are killed one by one after this.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
