package io.sonde.search.history;

import java.util.Locale;

/** How the values that a trial reported step by step become one value. */
public enum Summary {
  /** That of the best step: the model of that step is kept. */
  BEST,
  /** That of the last step. */
  LAST,
  /** The mean of all steps: for folds and repeated seeds, where each step is one of them. */
  MEAN;

  /** The word for this summary in a spec. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The summary of a word. Throws {@link IllegalArgumentException} for any other. */
  public static Summary of(String word) {
    for (Summary summary : values()) {
      if (summary.word().equals(word)) {
        return summary;
      }
    }
    throw new IllegalArgumentException("'" + word + "' is not one of best, last and mean");
  }
}
