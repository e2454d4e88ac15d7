package io.sonde.scheduler.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Gives the groups below another the means to limit memory. */
final class MemoryController {

  private static final String NAME = "memory";

  private MemoryController() {}

  /** Hands the controller on to the groups below; says why not where that is not possible. */
  static Optional<String> handOn(Path parent) {
    Path handedOn = parent.resolve("cgroup.subtree_control");
    try {
      if (!words(parent.resolve("cgroup.controllers")).contains(NAME)) {
        return Optional.of(parent + " has no memory controller");
      }
      if (!words(handedOn).contains(NAME)) {
        Files.writeString(handedOn, "+" + NAME);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "%s cannot hand its memory controller on: %s (start the server in a group named %s there)"
              .formatted(parent, ControlGroups.reason(e), Hierarchy.SERVER));
    }
  }

  private static List<String> words(Path file) throws IOException {
    return List.of(Files.readString(file).strip().split("\\s+", -1));
  }
}
