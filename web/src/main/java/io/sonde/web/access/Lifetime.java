package io.sonde.web.access;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a token is good for, as people write it. */
public final class Lifetime {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,5})(h|d|w)");
  private static final Duration LONGEST = Duration.ofDays(3660);

  private Lifetime() {}

  /**
   * Reads a time such as {@code 12h}, {@code 90d} or {@code 8w}: an hour to ten years.
   *
   * @throws IllegalArgumentException with a sentence for the caller
   */
  public static Duration parse(String text) {
    Matcher match = FORM.matcher(text.strip());
    if (match.matches()) {
      long count = Long.parseLong(match.group(1));
      Duration life =
          switch (match.group(2)) {
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> Duration.ofDays(7 * count);
          };
      if (life.compareTo(LONGEST) <= 0) {
        return life;
      }
    }
    throw new IllegalArgumentException(
        "a token expires after 1h to 3660d, written such as 12h, 90d or 8w; got '" + text + "'");
  }
}
