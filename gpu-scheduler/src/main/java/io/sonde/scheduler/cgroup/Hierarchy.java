package io.sonde.scheduler.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where this virtual machine stands in the hierarchy of version 2.
 *
 * @param mount the folder at which the hierarchy can be written
 * @param own the folder of the group that this virtual machine is in
 */
record Hierarchy(Path mount, Path own) {

  /**
   * A server whose own group has this name makes the groups of jobs beside it, not below: a group
   * that holds processes itself cannot hand a memory controller on.
   */
  static final String SERVER = "sonde-server";

  private static final String VERSION_2 = "0::";

  /** A line of {@code mountinfo} of a hierarchy of version 2. */
  private record Mount(Path root, Path folder, boolean writable) {}

  /**
   * Finds it.
   *
   * @param proc what the kernel tells of processes; {@code /proc}
   */
  static Hierarchy of(Path proc) throws NoControlGroupsException {
    Path own = own(proc.resolve("self/cgroup"));
    List<Mount> mounts = mounts(proc.resolve("self/mountinfo"));
    if (mounts.isEmpty()) {
      throw new NoControlGroupsException("no hierarchy of version 2 (cgroup2) is mounted");
    }
    for (Mount mount : mounts) {
      if (mount.writable() && own.startsWith(mount.root())) {
        Path folder = mount.folder().resolve(mount.root().relativize(own));
        if (Files.isDirectory(folder)) {
          return new Hierarchy(mount.folder(), folder.normalize());
        }
      }
    }
    Mount first = mounts.get(0);
    throw new NoControlGroupsException(
        first.writable()
            ? "the server's own group, %s, is not below %s".formatted(own, first.folder())
            : first.folder() + " is mounted read-only");
  }

  /** Below which groups are made. */
  Path parent() {
    return own.endsWith(SERVER) && !own.equals(mount) ? own.resolveSibling("") : own;
  }

  private static Path own(Path file) throws NoControlGroupsException {
    for (String line : lines(file)) {
      if (line.startsWith(VERSION_2)) {
        return Path.of(line.substring(VERSION_2.length()));
      }
    }
    throw new NoControlGroupsException("this system has no control groups of version 2");
  }

  private static List<Mount> mounts(Path file) throws NoControlGroupsException {
    List<Mount> mounts = new ArrayList<>();
    for (String line : lines(file)) {
      int end = line.indexOf(" - ");
      String[] fields = line.split(" ", -1);
      if (end > 0 && fields.length > 6 && line.startsWith("cgroup2 ", end + 3)) {
        boolean writable = !List.of(fields[5].split(",", -1)).contains("ro");
        mounts.add(new Mount(path(fields[3]), path(fields[4]), writable));
      }
    }
    return mounts;
  }

  /** The kernel writes blanks and the like in octal. */
  private static Path path(String written) {
    return Path.of(written.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\"));
  }

  private static List<String> lines(Path file) throws NoControlGroupsException {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new NoControlGroupsException("this system has no control groups (no " + file + ")");
    }
  }
}
