package io.sonde.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;

/** Writes what is logged in the format that logback.xml is given. */
public final class LogLayout extends LayoutBase<ILoggingEvent> {
  private LogFormat format = LogFormat.TEXT;

  /** Called by Logback with the word of its configuration; one that is none means text. */
  public void setFormat(String word) {
    try {
      format = LogFormat.of(word);
    } catch (IllegalArgumentException e) {
      addError(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    return format == LogFormat.JSON ? JsonLine.of(event) : TextLine.of(event);
  }
}
