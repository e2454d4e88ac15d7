package io.sonde.search.reader;

import io.sonde.search.spec.schema.Schema;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and sizes as people write them. */
public final class Quantities {
  private static final String DURATION =
      "(?=.*[1-9])([0-9]{1,6}d)?([0-9]{1,6}h)?([0-9]{1,6}m)?([0-9]{1,6}s)?";
  private static final String SIZE = "[1-9][0-9]{0,5}[mgt]";

  /** Such as {@code 1h30m}. */
  public static final Schema.Text TIME =
      new Schema.Text("a time such as 2h, 30m, 90s or 1h30m", Optional.of(DURATION));

  /** Such as {@code 2g}. */
  static final Schema.Text BYTES = new Schema.Text("a size such as 512m or 2g", Optional.of(SIZE));

  private static final Pattern DURATION_PARTS = Pattern.compile(DURATION);

  private Quantities() {}

  /** The time of a text that fits {@link #TIME}. */
  public static Duration duration(String text) {
    Matcher parts = DURATION_PARTS.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("expected " + TIME.expected() + ", got " + text);
    }
    return Duration.ofDays(number(parts, 1))
        .plusHours(number(parts, 2))
        .plusMinutes(number(parts, 3))
        .plusSeconds(number(parts, 4));
  }

  private static long number(Matcher parts, int group) {
    String part = parts.group(group);
    return part == null ? 0 : Long.parseLong(part.substring(0, part.length() - 1));
  }

  /** The bytes of a text that fits {@link #BYTES}; the units are powers of 1024. */
  static long bytes(String text) {
    if (!text.matches(SIZE)) {
      throw new IllegalArgumentException("expected " + BYTES.expected() + ", got " + text);
    }
    int end = text.length() - 1;
    int power = "mgt".indexOf(text.charAt(end)) * 10 + 20;
    return Long.parseLong(text.substring(0, end)) << power;
  }
}
