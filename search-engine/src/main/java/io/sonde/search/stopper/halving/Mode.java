package io.sonde.search.stopper.halving;

import io.sonde.search.spec.schema.Schema;
import java.util.Locale;

/** What happens to trials at a rung. */
public enum Mode {
  /** Those that are not good enough are stopped. */
  STOPPING,
  /** All are paused, and those that are good enough, now or later, are taken further. */
  PROMOTING;

  static final Schema SCHEMA = Schema.word(STOPPING.word(), PROMOTING.word());

  static final String DESCRIPTION =
      "what happens at a rung: stopping ends poor trials, promoting pauses all and takes good ones"
          + " further (stopping)";

  /** The word for this mode in a spec. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The mode of a word. Throws {@link IllegalArgumentException} for any other. */
  public static Mode of(String word) {
    for (Mode mode : values()) {
      if (mode.word().equals(word)) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        "expected stopping or promoting for mode, got '" + word + "'");
  }
}
