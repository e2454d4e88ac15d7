package io.sonde.search.report;

/**
 * One attempt at a trial.
 *
 * @param sweep the sweep's number, from 1
 * @param trial the trial's number within the sweep, from 0
 * @param number the attempt's number within the trial, from 1
 */
public record AttemptId(int sweep, int trial, int number) {
  public AttemptId {
    if (sweep < 1 || trial < 0 || number < 1) {
      throw new IllegalArgumentException(
          "expected sweep >= 1, trial >= 0, attempt >= 1; got "
              + String.join("-", "" + sweep, "" + trial, "" + number));
    }
  }

  /**
   * Reads {@code sweep-trial-number}. Throws {@link IllegalArgumentException} for anything else.
   */
  public static AttemptId parse(String text) {
    String[] parts = text.split("-", -1);
    try {
      if (parts.length == 3) {
        return new AttemptId(
            Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
      }
    } catch (NumberFormatException e) {
      // told below, with the whole text
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no attempt; expected sweep-trial-number, such as 3-17-1");
  }

  @Override
  public String toString() {
    return sweep + "-" + trial + "-" + number;
  }
}
