package io.sonde.trial.data;

/**
 * How many members of each stratum go into a part. What rounding gives too little or too much to
 * one stratum is carried on to the next where strata may be small, so that the whole part has its
 * size.
 */
final class Quota {
  private final double fraction;
  private final boolean carries;
  private double owed;

  Quota(double fraction, boolean carries) {
    this.fraction = fraction;
    this.carries = carries;
  }

  /**
   * The number for the next stratum.
   *
   * @param size of the stratum
   * @param room how many may be taken at most
   */
  int of(int size, int room) {
    double wanted = size * fraction;
    if (!carries) {
      return (int) Math.min(room, Math.round(wanted));
    }
    owed += wanted;
    long most = Math.min(room, (long) Math.ceil(wanted));
    int given = (int) Math.max(0, Math.min(most, Math.round(owed)));
    // Many strata without room must not make the next one pay for all of them.
    owed = Math.min(1, owed - given);
    return given;
  }
}
