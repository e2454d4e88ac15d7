package io.sonde.search.history;

/** Whether an objective is to be small or large. */
public enum Direction {
  MINIMIZE("minimize", 1),
  MAXIMIZE("maximize", -1);

  private final String word;
  private final double sign;

  Direction(String word, double sign) {
    this.word = word;
    this.sign = sign;
  }

  /** The word for this direction in a spec. */
  public String word() {
    return word;
  }

  /** The direction of a word. Throws {@link IllegalArgumentException} for any other. */
  public static Direction of(String word) {
    for (Direction direction : values()) {
      if (direction.word.equals(word)) {
        return direction;
      }
    }
    throw new IllegalArgumentException("'" + word + "' is not one of minimize and maximize");
  }

  /** The value as a loss: smaller is better. Its own inverse. */
  public double loss(double value) {
    return sign * value;
  }

  /** Whether {@code a} is strictly better than {@code b}; NaN is worse than anything. */
  public boolean better(double a, double b) {
    return !Double.isNaN(a) && (Double.isNaN(b) || loss(a) < loss(b));
  }
}
