package io.sonde.web.chart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.port.AnalysisReader.AttemptSpan;
import io.sonde.search.port.AnalysisReader.DeviceTime;
import io.sonde.search.port.AnalysisReader.Timeline;
import io.sonde.search.report.Cause;
import io.sonde.web.document.Json;

/** Which devices were busy when, as JSON. */
public final class TimelineDocument {
  private TimelineDocument() {}

  /**
   * {@code {"total", "shown", "devices": [{"device", "attempts", "busy_seconds"}, …], "attempts":
   * [{"trial", "attempt", "devices", "started", "ended", "cause"}, …]}}; no end and no cause while
   * one runs.
   */
  public static ObjectNode of(Timeline timeline) {
    ObjectNode node = Json.object().put("total", timeline.total());
    node.put("shown", timeline.spans().size());
    ArrayNode devices = node.putArray("devices");
    for (DeviceTime time : timeline.devices()) {
      ObjectNode device = devices.addObject().put("device", time.device());
      device.put("attempts", time.attempts()).put("busy_seconds", time.busy().toMillis() / 1e3);
    }
    ArrayNode attempts = node.putArray("attempts");
    for (AttemptSpan span : timeline.spans()) {
      ObjectNode one = attempts.addObject().put("trial", span.attempt().trial());
      one.put("attempt", span.attempt().number());
      span.devices().forEach(one.putArray("devices")::add);
      one.put("started", span.started().toString());
      one.put("ended", span.ended().map(Object::toString).orElse(null));
      one.put("cause", span.cause().map(Cause::word).orElse(null));
    }
    return node;
  }
}
