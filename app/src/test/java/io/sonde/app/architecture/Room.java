package io.sonde.app.architecture;

import java.util.Arrays;
import java.util.Set;

/** A room of the house, and the rooms it may see. */
enum Room {
  SEARCH_ENGINE("io.sonde.search"),
  GPU_SCHEDULER("io.sonde.scheduler"),
  TRIAL_RUNNER("io.sonde.trial", SEARCH_ENGINE, GPU_SCHEDULER),
  /** Of the scheduler its status only, which a rule of its own says. */
  WEB("io.sonde.web", SEARCH_ENGINE, GPU_SCHEDULER),
  /** Of web its ports only, which a rule of its own says. */
  STORE("io.sonde.store", SEARCH_ENGINE, GPU_SCHEDULER, WEB),
  APP("io.sonde.app", SEARCH_ENGINE, GPU_SCHEDULER, TRIAL_RUNNER, WEB, STORE);

  private final String root;
  private final Set<Room> seen;

  Room(String root, Room... seen) {
    this.root = root;
    this.seen = Set.of(seen);
  }

  /** The package under which the room's classes stand. */
  String root() {
    return root;
  }

  /** Every package of the room, in the pattern language of ArchUnit. */
  String packages() {
    return root + "..";
  }

  /** The packages of the rooms this one must not see. */
  String[] unseenPackages() {
    return Arrays.stream(values())
        .filter(room -> room != this && !seen.contains(room))
        .map(Room::packages)
        .toArray(String[]::new);
  }

  /** The packages of all other rooms. */
  String[] otherPackages() {
    return Arrays.stream(values())
        .filter(room -> room != this)
        .map(Room::packages)
        .toArray(String[]::new);
  }
}
