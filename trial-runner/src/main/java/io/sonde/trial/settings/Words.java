package io.sonde.trial.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How an enumeration's constants are written in a spec: in lower case. */
public final class Words {
  private Words() {}

  /** The word of one constant, such as {@code leaky_relu}. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** The words of all constants, in their order. */
  public static <E extends Enum<E>> List<String> of(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).map(Words::of).toList();
  }
}
