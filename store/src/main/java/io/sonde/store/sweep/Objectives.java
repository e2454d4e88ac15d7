package io.sonde.store.sweep;

import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.history.Summary;
import java.util.List;
import java.util.Map;

/** The objectives of a sweep as they are kept: a JSON list of their metric, direction and value. */
final class Objectives {
  private Objectives() {}

  static String write(List<Objective> objectives) {
    return Json.write(
        objectives.stream()
            .map(
                o ->
                    Map.of(
                        "metric", Storable.text(o.metric()),
                        "direction", o.direction().word(),
                        "value", o.summary().word()))
            .toList());
  }

  static List<Objective> read(String json) {
    return Json.list(json).stream().map(Objectives::objective).toList();
  }

  private static Objective objective(Map<String, Object> fields) {
    return new Objective(
        String.valueOf(fields.get("metric")),
        Direction.of(String.valueOf(fields.get("direction"))),
        Summary.of(String.valueOf(fields.get("value"))));
  }
}
