package io.sonde.scheduler.cgroup;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Tries a group with a process that waits: permissions of files alone do not tell whether the
 * kernel lets a process be moved, for a seccomp filter or a threaded group may forbid it.
 */
final class FirstGroup {

  private static final long PATIENCE_MILLIS = 5000;

  private FirstGroup() {}

  /**
   * Makes a group, puts a process into it, kills it there and takes the group away.
   *
   * @throws NoControlGroupsException where one of these steps has no effect
   */
  static void attempt(ControlGroups groups) throws NoControlGroupsException {
    Process process;
    try {
      process = new ProcessBuilder("/bin/sh", "-c", "read line").start();
    } catch (IOException e) {
      throw new NoControlGroupsException("no process could be started to try one: " + e);
    }
    try {
      ControlGroup group = groups.create("attempt-" + UUID.randomUUID(), OptionalLong.empty());
      try {
        group.enter(process.pid());
        check(group, process);
      } finally {
        process.destroyForcibly();
        process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        group.remove();
      }
    } catch (IOException e) {
      throw new NoControlGroupsException("one could not be made: " + ControlGroups.reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoControlGroupsException("trying one was interrupted");
    }
  }

  private static void check(ControlGroup group, Process process)
      throws NoControlGroupsException, InterruptedException {
    if (!group.populated() || !group.pids().contains(process.pid())) {
      throw new NoControlGroupsException("a process put into one does not show there");
    }
    group.kill();
    if (!process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
      throw new NoControlGroupsException("a process in one could not be killed");
    }
  }
}
