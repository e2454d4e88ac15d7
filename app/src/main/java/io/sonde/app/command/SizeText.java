package io.sonde.app.command;

import java.util.Locale;

/** Sizes for people: 12 kB, 3.4 MB. */
final class SizeText {
  private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB"};

  private SizeText() {}

  static String of(long bytes) {
    double size = bytes;
    int unit = 0;
    while (size >= 1000 && unit < UNITS.length - 1) {
      size /= 1000;
      unit++;
    }
    String digits = unit == 0 || size >= 100 ? "%.0f" : "%.1f";
    return String.format(Locale.ROOT, digits + " %s", size, UNITS[unit]);
  }
}
