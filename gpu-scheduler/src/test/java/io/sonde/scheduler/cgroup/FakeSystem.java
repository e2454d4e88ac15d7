package io.sonde.scheduler.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder that looks like the files of a system: what {@code /proc} says of this process below
 * {@code proc}, a hierarchy of control groups below {@code fs}.
 */
public record FakeSystem(Path folder) {

  /** Groups of the owner {@code me}, this process being in a group of a mount like this. */
  public ControlGroups groups(String own, String root, String options) throws IOException {
    write("proc/self/cgroup", "4:memory:/elsewhere\n0::" + own + "\n");
    String mount = folder.resolve("fs").toString().replace(" ", "\\040");
    write(
        "proc/self/mountinfo",
        "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
            + "29 23 0:26 %s %s %s shared:4 - cgroup2 c rw\n".formatted(root, mount, options));
    return groups();
  }

  /** Groups of the owner {@code me}, by the files as they are. */
  public ControlGroups groups() {
    return ControlGroups.of(folder.resolve("proc"), "me");
  }

  /** Writes a file, with the folders it is in. */
  public void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  /** Makes a group that others can be made in. */
  void group(String name, String controllers, String handedOn) throws IOException {
    write("fs" + name + "/cgroup.procs", "");
    write("fs" + name + "/cgroup.controllers", controllers);
    write("fs" + name + "/cgroup.subtree_control", handedOn);
  }
}
