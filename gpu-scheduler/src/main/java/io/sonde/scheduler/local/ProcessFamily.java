package io.sonde.scheduler.local;

import io.sonde.scheduler.local.OperatingSystem.ProcessEntry;
import io.sonde.scheduler.port.ProcessIdentity;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A job's first process and all that sprang from it, also what has left its group, its session or
 * its parent. A process belongs to the family when it is in the group of the first, carries the
 * job's marker in its environment, descends from a member, or was seen to do so before. Safe for
 * use by several threads.
 */
final class ProcessFamily {

  /** The variable that holds the marker. */
  static final String MARKER = "SONDE_PROCESS";

  private static final Comparator<ProcessEntry> ELDEST_FIRST =
      Comparator.comparingLong(ProcessEntry::startTime).thenComparingLong(ProcessEntry::pid);

  private final OperatingSystem system;
  private final ProcessIdentity first;
  private final boolean groupIsOurs;
  private Set<ProcessEntry> known = Set.of();

  private ProcessFamily(OperatingSystem system, ProcessIdentity first, boolean groupIsOurs) {
    this.system = system;
    this.first = first;
    this.groupIsOurs = groupIsOurs;
  }

  /** The family of a process that this virtual machine has started. */
  static ProcessFamily ofChild(OperatingSystem system, ProcessIdentity first) {
    return new ProcessFamily(system, first, true);
  }

  /**
   * The family of a process that an earlier server has started. The system may have given its
   * number, and that of its group, to strangers since; so the group counts only while the first
   * process is there, or a member that carries the marker.
   */
  static ProcessFamily ofLeftover(OperatingSystem system, ProcessIdentity first) {
    boolean sameBoot = first.bootId().equals(system.bootId());
    boolean groupIsOurs =
        sameBoot
            && system.processes().stream()
                .filter(process -> process.group() == first.processGroup())
                .anyMatch(
                    process -> isFirst(process, first) || carriesMarker(system, process, first));
    return new ProcessFamily(system, first, groupIsOurs);
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
    Set<ProcessEntry> members = new HashSet<>();
    for (ProcessEntry process : later) {
      if (isFirst(process, first)
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
   * Kills members; those in the group all at once, so that none can fork away meanwhile, the others
   * parents first, so that none takes the end of a child for a reason to go on.
   */
  void kill(List<ProcessEntry> members) {
    if (groupIsOurs && members.stream().anyMatch(this::inGroup)) {
      killGroup();
    }
    each(members.stream().sorted(ELDEST_FIRST).toList(), ProcessHandle::destroyForcibly);
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
