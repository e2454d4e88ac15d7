package io.sonde.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A line for people. What callers and trials send may stand in messages: there is no way for it to
 * begin a line of its own, nor to be shown in another order than it was written. The lines of a
 * stack trace are indented.
 */
final class TextLine {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX").withZone(ZoneId.systemDefault());

  private static final Pattern CONTROL =
      Pattern.compile("[\\p{Cntrl}\\u0080-\\u009F\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]");
  private static final Pattern PACKAGE = Pattern.compile("(\\b[a-z])[a-z0-9_]*\\.");

  private TextLine() {}

  static String of(ILoggingEvent event) {
    String line =
        String.format(
            Locale.ROOT,
            "%s %-5s %s [%s] %s%n",
            TIME.format(event.getInstant()),
            event.getLevel(),
            shortened(event.getLoggerName()),
            event.getThreadName(),
            plain(event.getFormattedMessage()));
    return event.getThrowableProxy() == null ? line : line + trace(event);
  }

  private static String trace(ILoggingEvent event) {
    return ThrowableProxyUtil.asString(event.getThrowableProxy())
        .lines()
        .map(line -> "    " + plain(line.replace("\t", "  ")) + "\n")
        .collect(Collectors.joining());
  }

  /** Packages by their first letters. */
  private static String shortened(String logger) {
    return PACKAGE.matcher(logger).replaceAll("$1.");
  }

  static String plain(String text) {
    return CONTROL.matcher(text).replaceAll("\uFFFD");
  }
}
