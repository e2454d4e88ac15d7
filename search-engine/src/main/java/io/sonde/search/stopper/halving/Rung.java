package io.sonde.search.stopper.halving;

import java.util.OptionalInt;

/**
 * The trials that have reached a rung, in the order of what they had there. Those among them that
 * are paused here, and have reached no higher rung, may be taken further.
 */
interface Rung {
  /** Puts a trial here with its losses, one an objective, or changes them. */
  void put(int trial, double[] losses);

  /** Takes a trial out; nothing happens when it is not here. */
  void drop(int trial);

  /** Whether a trial that is here is paused here. */
  void pause(int trial, boolean paused);

  /** How many trials are here. */
  int size();

  /** How many trials here are better than this one, which is here; those as good do not count. */
  int better(int trial);

  /** The best trial that is paused here, of equals the earliest; empty when none is. */
  OptionalInt firstPaused();

  /**
   * How many trials come before this one, which is here, when of equals the earlier comes first.
   */
  int before(int trial);
}
