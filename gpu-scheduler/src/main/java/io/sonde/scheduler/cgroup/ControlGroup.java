package io.sonde.scheduler.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control group of one job. Whatever the job starts is in it, and cannot get out by a session,
 * a parent or an environment of its own. Safe for use by several threads.
 *
 * @param folder the group in the hierarchy
 */
public record ControlGroup(Path folder) {

  private static final String PROCESSES = "cgroup.procs";
  private static final String MEMORY_LIMIT = "memory.max";

  /** So often a job can fork away from being killed one by one before others get their turn. */
  private static final int PASSES = 100;

  private static final Logger log = LoggerFactory.getLogger(ControlGroup.class);

  /**
   * Moves a process into the group, all of its threads.
   *
   * @throws IOException where the kernel refuses, or there is no such process
   */
  void enter(long pid) throws IOException {
    write(PROCESSES, Long.toString(pid));
  }

  /**
   * Whether processes live in it or in groups below; zombies do not count. True as well where that
   * cannot be told of a group that is there.
   */
  public boolean populated() {
    try {
      return number("cgroup.events", "populated") != 0;
    } catch (IOException e) {
      return Files.exists(folder);
    }
  }

  /**
   * The processes in it and in groups below, as far as the kernel lists them: some may live that
   * are not among these. {@link #populated} tells.
   */
  public Set<Long> pids() {
    Set<Long> pids = new HashSet<>();
    for (Path group : family()) {
      try {
        Files.readAllLines(group.resolve(PROCESSES)).stream()
            .filter(line -> line.matches("[1-9][0-9]*"))
            .map(Long::valueOf)
            .forEach(pids::add);
      } catch (IOException e) {
        log.debug("The processes in {} cannot be listed: {}", group, e.toString());
      }
    }
    return pids;
  }

  /** Sends SIGKILL to all that is in it. */
  public void kill() {
    Path kill = folder.resolve("cgroup.kill");
    if (Files.exists(kill)) {
      try {
        write("cgroup.kill", "1");
        return;
      } catch (NoSuchFileException gone) {
        return;
      } catch (IOException e) {
        log.warn("{} cannot be killed as a whole: {}", folder, e.toString());
      }
    }
    killOneByOne();
  }

  /** For kernels before 5.14; a process that is forked meanwhile is met in the next pass. */
  private void killOneByOne() {
    Set<Long> struck = new HashSet<>();
    for (int pass = 0; pass < PASSES; pass++) {
      Set<Long> now = pids();
      now.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
      if (!struck.addAll(now)) {
        return;
      }
    }
  }

  /**
   * Has the kernel kill the whole group when it would hold more memory than this; empty for no
   * limit. Nothing happens where the group has no memory controller: {@link #memoryLimit} tells.
   */
  public void limitMemory(OptionalLong bytes) {
    if (!Files.exists(folder.resolve(MEMORY_LIMIT))) {
      return;
    }
    String limit = bytes.isPresent() ? Long.toString(bytes.getAsLong()) : "max";
    writeIfThere("memory.oom.group", "1");
    // What a limit keeps out of the memory must not go on in the swap.
    writeIfThere("memory.swap.max", bytes.isPresent() ? "0" : "max");
    writeIfThere(MEMORY_LIMIT, limit);
  }

  /** The limit that the kernel holds, in bytes; empty where it holds none. */
  public OptionalLong memoryLimit() {
    try {
      String limit = Files.readString(folder.resolve(MEMORY_LIMIT)).strip();
      return limit.matches("[0-9]+")
          ? OptionalLong.of(Long.parseLong(limit))
          : OptionalLong.empty();
    } catch (IOException noController) {
      return OptionalLong.empty();
    }
  }

  /** Whether the kernel counts the group's memory, so that {@link #memoryKill} knows all. */
  public boolean countsMemory() {
    return Files.exists(folder.resolve("memory.events"));
  }

  /** Whether the kernel has killed processes of the group for want of memory. */
  public MemoryKill memoryKill() {
    try {
      if (number("memory.events", "oom_kill") == 0) {
        return MemoryKill.NONE;
      }
      return number("memory.events", "oom") > 0 ? MemoryKill.BY_LIMIT : MemoryKill.BY_MACHINE;
    } catch (IOException noController) {
      return MemoryKill.NONE;
    }
  }

  /** Takes the group away, with groups that the job has made below; not while it is populated. */
  public void remove() {
    List<Path> groups = family();
    for (int i = groups.size() - 1; i >= 0; i--) {
      try {
        Files.deleteIfExists(groups.get(i));
      } catch (IOException e) {
        log.debug("{} stays until the next start: {}", groups.get(i), e.toString());
      }
    }
  }

  /** This group and those below, each before those below it. */
  private List<Path> family() {
    return Folders.below(folder, name -> true);
  }

  /** The number behind a word in a file of such lines. */
  private long number(String file, String word) throws IOException {
    for (String line : Files.readAllLines(folder.resolve(file))) {
      if (line.startsWith(word + " ")) {
        return Long.parseLong(line.substring(word.length() + 1).strip());
      }
    }
    throw new IOException("no " + word + " in " + folder.resolve(file));
  }

  private void writeIfThere(String file, String text) {
    try {
      if (Files.exists(folder.resolve(file))) {
        write(file, text);
      }
    } catch (IOException e) {
      log.warn("{} of {} cannot be set to {}: {}", file, folder, text, e.toString());
    }
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }
}
