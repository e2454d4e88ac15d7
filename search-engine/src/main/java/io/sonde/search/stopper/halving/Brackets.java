package io.sonde.search.stopper.halving;

/**
 * How trials are dealt out among brackets. Bracket 0 halves the most often and begins at {@code
 * min}; each next one begins {@code eta} times later, and the last hardly halves at all. All get
 * about the same number of steps, so that the later a bracket begins, the fewer trials it gets.
 *
 * <p>Trials are dealt by number along the multiples of the golden ratio, which go round evenly: any
 * run of trials holds each bracket in its proportion.
 */
final class Brackets {
  /** The golden ratio's fraction, as a part of 2^64. */
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final int[] sizes;
  private final long total;

  /** For trials of {@code min} to {@code max} steps. */
  Brackets(int min, int max, int eta) {
    int most = 0;
    for (long first = (long) min * eta; first <= max; first *= eta) {
      most++;
    }
    this.sizes = new int[most + 1];
    long sum = 0;
    for (int bracket = 0; bracket <= most; bracket++) {
      int halvings = most - bracket;
      sizes[bracket] = (int) Math.ceil((most + 1.0) / (halvings + 1) * Math.pow(eta, halvings));
      sum += sizes[bracket];
    }
    this.total = sum;
  }

  /** How many brackets there are; at least 1. */
  int count() {
    return sizes.length;
  }

  /** How many trials a bracket gets in one round of all of them. */
  int size(int bracket) {
    return sizes[bracket];
  }

  /** The bracket of a trial, from 0. */
  int of(int trial) {
    double turn = (((trial + 1L) * GOLDEN) >>> 11) * 0x1.0p-53;
    double rest = turn * total;
    int bracket = 0;
    while (bracket < sizes.length - 1 && rest >= sizes[bracket]) {
      rest -= sizes[bracket++];
    }
    return bracket;
  }
}
