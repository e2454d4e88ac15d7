package io.sonde.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.report.AttemptId;
import io.sonde.web.document.Json;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/**
 * An object for programs: {@code time}, {@code level}, {@code logger}, {@code thread}, {@code
 * message}, {@code error} with a stack trace, and what the line is about: {@code sweep}, {@code
 * trial} and {@code attempt} by their numbers, {@code job} and {@code request} by their names.
 */
final class JsonLine {
  private JsonLine() {}

  static String of(ILoggingEvent event) {
    ObjectNode line = Json.object();
    line.put("time", event.getInstant().toString());
    line.put("level", event.getLevel().toString());
    line.put("logger", event.getLoggerName());
    line.put("thread", event.getThreadName());
    line.put("message", event.getFormattedMessage());
    event.getMDCPropertyMap().forEach(line::put);
    if (event.getArgumentArray() != null) {
      for (Object argument : event.getArgumentArray()) {
        if (argument instanceof AttemptId attempt) {
          put(line, attempt);
        }
      }
    }
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null) {
      pairs.forEach(pair -> put(line, pair));
    }
    if (event.getThrowableProxy() != null) {
      line.put("error", ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    return Json.ascii(line) + "\n";
  }

  private static void put(ObjectNode line, KeyValuePair pair) {
    if (pair.value instanceof AttemptId attempt) {
      put(line, attempt);
    } else {
      line.set(pair.key, Json.tree(pair.value));
    }
  }

  private static void put(ObjectNode line, AttemptId attempt) {
    line.put("sweep", attempt.sweep());
    line.put("trial", attempt.trial());
    line.put("attempt", attempt.number());
  }
}
