package io.sonde.web.page;

/**
 * A number.
 *
 * @param text with sensible digits
 * @param full with all of them
 */
public record NumberView(String text, String full) {
  static NumberView measured(double value) {
    return new NumberView(Figures.measured(value), Double.toString(value));
  }
}
