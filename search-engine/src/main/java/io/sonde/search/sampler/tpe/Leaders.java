package io.sonde.search.sampler.tpe;

import java.util.Arrays;

/**
 * The best trials by two keys, the smaller first: by the first key, then by the second, then the
 * earlier trial. Keeps no more of them than asked for.
 */
final class Leaders {
  private final int[] trials;
  private final double[] first;
  private final double[] second;
  private int size;

  /** None so far, and never more than {@code most}. */
  Leaders(int most) {
    this.trials = new int[most];
    this.first = new double[most];
    this.second = new double[most];
  }

  /** A copy that goes its own way. */
  Leaders copy() {
    Leaders copy = new Leaders(trials.length);
    System.arraycopy(trials, 0, copy.trials, 0, size);
    System.arraycopy(first, 0, copy.first, 0, size);
    System.arraycopy(second, 0, copy.second, 0, size);
    copy.size = size;
    return copy;
  }

  /** Takes a trial in where it stands among the best, if it does. */
  void offer(int trial, double major, double minor) {
    int place = size;
    while (place > 0 && precedes(trial, major, minor, place - 1)) {
      place--;
    }
    if (place == trials.length) {
      return;
    }
    size = Math.min(trials.length, size + 1);
    int moved = size - 1 - place;
    System.arraycopy(trials, place, trials, place + 1, moved);
    System.arraycopy(first, place, first, place + 1, moved);
    System.arraycopy(second, place, second, place + 1, moved);
    trials[place] = trial;
    first[place] = major;
    second[place] = minor;
  }

  private boolean precedes(int trial, double major, double minor, int place) {
    if (major != first[place]) {
      return major < first[place];
    }
    return minor != second[place] ? minor < second[place] : trial < trials[place];
  }

  /** The best so many trials, or fewer where there are fewer, by number. */
  int[] best(int most) {
    int[] best = Arrays.copyOf(trials, Math.min(most, size));
    Arrays.sort(best);
    return best;
  }
}
