package io.sonde.app.architecture;

import java.util.Arrays;
import java.util.Set;

/** A room of the house, and the rooms it may see. */
enum Room {
  SEARCH_ENGINE("io.sonde.search"),
  GPU_SCHEDULER("io.sonde.scheduler"),
  TRIAL_RUNNER("io.sonde.trial"),
  WEB("io.sonde.web"),
  STORE("io.sonde.store"),
  APP("io.sonde.app");

  private final String root;

  Room(String root) {
    this.root = root;
  }

  /** Of the scheduler web sees the status only, and store of web its ports: rules of their own. */
  private Set<Room> seen() {
    return switch (this) {
      case SEARCH_ENGINE, GPU_SCHEDULER -> Set.of();
      case TRIAL_RUNNER, WEB -> Set.of(SEARCH_ENGINE, GPU_SCHEDULER);
      case STORE -> Set.of(SEARCH_ENGINE, GPU_SCHEDULER, WEB);
      case APP -> Set.of(SEARCH_ENGINE, GPU_SCHEDULER, TRIAL_RUNNER, WEB, STORE);
    };
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
        .filter(room -> room != this && !seen().contains(room))
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
