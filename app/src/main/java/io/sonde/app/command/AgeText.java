package io.sonde.app.command;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an age such as {@code 12h}, {@code 90d} or {@code 8w}. */
final class AgeText implements ITypeConverter<Duration> {
  private static final Pattern AGE = Pattern.compile("([0-9]{1,5})([hdw])");

  @Override
  public Duration convert(String text) {
    Matcher match = AGE.matcher(text);
    if (!match.matches()) {
      throw new TypeConversionException(
          "expected an age such as 12h, 90d or 8w, got '" + text + "'");
    }
    long number = Long.parseLong(match.group(1));
    return switch (match.group(2)) {
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> Duration.ofDays(7 * number);
    };
  }
}
