package io.sonde.search.port;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A condition that trials are to meet; a trial that has nothing under the column does not.
 *
 * @param column one of the words value, step and seconds, or {@code value:PATH} for a searched
 *     value, or {@code metric:NAME}
 * @param operand a number; with {@link Operator#EQUAL} and {@link Operator#OTHER} a searched value
 *     may also be compared with a text
 */
public record TrialFilter(String column, Operator operator, String operand) {
  private static final Pattern TEXT =
      Pattern.compile("(?s)(.+?)\\s*(<=|>=|!=|<|>|=)\\s*([^<>=!]+)");

  /** How a trial's value is compared with the operand. */
  public enum Operator {
    AT_MOST("<="),
    AT_LEAST(">="),
    LESS("<"),
    MORE(">"),
    EQUAL("="),
    OTHER("!=");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    /** As it is written. */
    public String sign() {
      return sign;
    }

    /** Whether a comparison that came out so, below, at or above 0, meets the condition. */
    public boolean holds(int comparison) {
      return switch (this) {
        case AT_MOST -> comparison <= 0;
        case AT_LEAST -> comparison >= 0;
        case LESS -> comparison < 0;
        case MORE -> comparison > 0;
        case EQUAL -> comparison == 0;
        case OTHER -> comparison != 0;
      };
    }
  }

  /** Throws an IllegalArgumentException with a sentence for the user. */
  public TrialFilter {
    boolean searched = column.startsWith("value:");
    if (!column.matches("(?s)value|step|seconds|(value|metric):.+")) {
      throw new IllegalArgumentException(
          "Cannot filter by '"
              + column
              + "'; known are value, step, seconds, value:PATH and metric:NAME.");
    }
    boolean texts = searched && (operator == Operator.EQUAL || operator == Operator.OTHER);
    if (number(operand).isEmpty() && !texts) {
      throw new IllegalArgumentException(
          "'"
              + column
              + " "
              + operator.sign()
              + "' is to be followed by a number, got '"
              + operand
              + "'.");
    }
  }

  /**
   * Reads {@code value:rate <= 0.01}.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static TrialFilter parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no filter: expected a column, one of "
              + Arrays.stream(Operator.values())
                  .map(Operator::sign)
                  .collect(Collectors.joining(" "))
              + ", and what to compare with, such as value:rate <= 0.01.");
    }
    Operator operator =
        Arrays.stream(Operator.values())
            .filter(one -> one.sign().equals(matcher.group(2)))
            .findFirst()
            .orElseThrow();
    return new TrialFilter(matcher.group(1), operator, matcher.group(3).strip());
  }

  /** The operand as a number; empty when it is a text. */
  public Optional<Double> number() {
    return number(operand);
  }

  private static Optional<Double> number(String text) {
    try {
      double number = Double.parseDouble(text);
      return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** As {@link #parse} reads it. */
  public String text() {
    return column + " " + operator.sign() + " " + operand;
  }
}
