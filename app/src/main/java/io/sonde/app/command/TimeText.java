package io.sonde.app.command;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time such as {@code 90s}, {@code 30m} or {@code 2h}. */
final class TimeText implements ITypeConverter<Duration> {
  private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,6})([smh])");

  @Override
  public Duration convert(String text) {
    Matcher match = TIME.matcher(text);
    if (!match.matches()) {
      throw new TypeConversionException(
          "expected a time such as 90s, 30m or 2h, got '" + text + "'");
    }
    long number = Long.parseLong(match.group(1));
    return switch (match.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }
}
