package io.sonde.trial.checkpoint;

import java.util.OptionalInt;

/** Names that end with a number. */
final class Numbered {
  private static final int MOST_DIGITS = 9;

  private Numbered() {}

  /** The number after a prefix; empty for any other name, one with leading zeros included. */
  static OptionalInt of(String name, String prefix) {
    String digits = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
    boolean number =
        !digits.isEmpty()
            && digits.length() <= MOST_DIGITS
            && digits.chars().allMatch(c -> c >= '0' && c <= '9')
            && (digits.length() == 1 || digits.charAt(0) != '0');
    return number ? OptionalInt.of(Integer.parseInt(digits)) : OptionalInt.empty();
  }
}
