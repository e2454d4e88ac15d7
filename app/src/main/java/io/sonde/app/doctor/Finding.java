package io.sonde.app.doctor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.web.document.Json;
import java.util.Locale;

/**
 * One thing that was looked at.
 *
 * @param part what it is about, in a word or two
 * @param what how it stands
 * @param why what comes of it; empty where all is well
 * @param advice what to do; empty where all is well
 */
public record Finding(Level level, String part, String what, String why, String advice) {
  /** How bad it is. */
  public enum Level {
    /** All is well. */
    OK,
    /** It works, but not as it should, or not for long. */
    WARNING,
    /** Something does not work. */
    ERROR;

    /** As it is shown. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** As JSON. */
  public ObjectNode document() {
    return Json.object()
        .put("level", level.word())
        .put("part", part)
        .put("what", what)
        .put("why", why)
        .put("advice", advice);
  }
}
