package io.sonde.web.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.gate.GateResult;
import io.sonde.search.gate.GateRules;
import io.sonde.search.port.SweepReader.SweepRow;
import java.util.OptionalDouble;

/** What a gate decided, as JSON. */
public final class GateDocument {
  private GateDocument() {}

  /** A decision about the objective of {@code row} by these rules. */
  public static ObjectNode of(GateResult result, SweepRow row, GateRules rules) {
    ObjectNode node = Json.object();
    node.put("gate", result.outcome().word());
    node.put("sweep", result.sweep());
    node.put("baseline", result.baseline());
    node.putObject("objective")
        .put("metric", row.metric())
        .put("direction", row.direction().word());
    node.put("margin", rules.margin());
    node.put("confidence", rules.confidence());
    node.put("pairs", result.pairs());
    if (result.interval().isPresent()) {
      node.putObject("difference")
          .put("mean", result.interval().get().estimate())
          .put("low", result.interval().get().low())
          .put("high", result.interval().get().high());
    } else {
      node.putNull("difference");
    }
    ObjectNode best = node.putObject("best");
    put(best, "sweep", result.best());
    put(best, "baseline", result.baselineBest());
    return node.put("reason", result.reason());
  }

  private static void put(ObjectNode node, String name, OptionalDouble value) {
    if (value.isPresent()) {
      node.put(name, value.getAsDouble());
    } else {
      node.putNull(name);
    }
  }
}
