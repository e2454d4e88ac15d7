package io.sonde.scheduler.placement;

import java.util.Comparator;

/** Which of several places that fit is taken first; among equals, the first in order. */
final class Preference {

  private Preference() {}

  /**
   * Places that nothing is reserved on first. Jobs that share go where most room is, so that all
   * devices work, unless someone waits for a whole device: then they go together (best fit).
   *
   * @param together whether a job waits for whole devices
   */
  static Comparator<Place> of(Need need, Reservations reservations, boolean together) {
    Comparator<Place> unkept = Comparator.comparing(reservations::keeps);
    if (!need.shared()) {
      return unkept;
    }
    Comparator<Place> room = Comparator.comparingLong(Place::room);
    return together
        ? unkept.thenComparing(Place::free).thenComparing(room)
        : unkept.thenComparing(room.reversed());
  }
}
