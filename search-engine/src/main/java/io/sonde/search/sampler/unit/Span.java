package io.sonde.search.sampler.unit;

/**
 * The line from {@code from} to {@code to}, run through by [0, 1]. Computes with halves, because
 * the width of a range of large numbers may be too large for a double.
 */
record Span(double from, double to) {
  double unit(double value) {
    double unit = (value / 2 - from / 2) / (to / 2 - from / 2);
    return Math.min(1, Math.max(0, unit));
  }

  double at(double unit) {
    return from * (1 - unit) + to * unit;
  }
}
