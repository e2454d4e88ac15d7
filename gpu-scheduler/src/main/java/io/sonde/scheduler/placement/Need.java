package io.sonde.scheduler.placement;

/**
 * What of a pool a job needs.
 *
 * @param count devices, at least 1
 * @param memory bytes of the one device that it shares; 0 for devices to itself
 * @param besideOthers whether it may have devices that others use
 */
record Need(int count, long memory, boolean besideOthers) {

  /** A place among the jobs that are handed to an engine, which chooses devices itself. */
  static final Need SEAT = new Need(1, 0, true);

  static Need of(Demand demand, Settings settings) {
    boolean besideOthers = settings.besideOthers() || demand.resources().besideOthers();
    return new Need(demand.count(), demand.memory(), besideOthers);
  }

  boolean shared() {
    return memory > 0;
  }
}
