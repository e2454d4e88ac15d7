package io.sonde.web.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.history.Objective;
import io.sonde.search.insight.Importances;
import io.sonde.search.insight.Insights;
import io.sonde.search.insight.ObjectiveInsight;
import io.sonde.search.insight.Outlook;
import io.sonde.search.insight.ParetoPicture;
import io.sonde.search.insight.PredictedOptimum;
import java.util.List;
import java.util.OptionalDouble;

/** What was learnt from a sweep, as JSON. Shares are within [0, 1]. */
public final class InsightDocument {
  private InsightDocument() {}

  /**
   * {@code {"trials", "step", "objectives": [{"metric", "direction", "parameters": […],
   * "interactions": […], "unknown": […], "optimum"}, …], "front", "outlook", "remarks"}}; {@code
   * optimum} and {@code front} are null where there is none.
   */
  public static ObjectNode of(Insights insights) {
    ObjectNode node = Json.object().put("trials", insights.trials());
    node.put("step", insights.step().isPresent() ? insights.step().getAsInt() : null);
    ArrayNode objectives = node.putArray("objectives");
    insights.objectives().forEach(one -> objectives.add(objective(one)));
    List<Objective> all = insights.objectives().stream().map(ObjectiveInsight::objective).toList();
    node.set("front", insights.front().map(front -> front(front, all)).orElse(null));
    node.set("outlook", outlook(insights.outlook()));
    ArrayNode remarks = node.putArray("remarks");
    insights.remarks().forEach(remarks::add);
    return node;
  }

  private static ObjectNode objective(ObjectiveInsight insight) {
    ObjectNode node = Json.object();
    node.put("metric", insight.objective().metric());
    node.put("direction", insight.objective().direction().word());
    importances(node, insight.importances());
    node.set("optimum", insight.optimum().map(InsightDocument::optimum).orElse(null));
    return node;
  }

  private static void importances(ObjectNode node, Importances importances) {
    ArrayNode parameters = node.putArray("parameters");
    importances
        .parameters()
        .forEach(
            one ->
                parameters
                    .addObject()
                    .put("path", one.path())
                    .put("variance", one.variance())
                    .put("where_active", one.whereActive())
                    .put("among_the_best", one.amongTheBest())
                    .put("active", one.active()));
    ArrayNode interactions = node.putArray("interactions");
    importances
        .interactions()
        .forEach(
            pair -> {
              ObjectNode both = interactions.addObject();
              both.putArray("paths").add(pair.one()).add(pair.other());
              both.put("variance", pair.variance()).put("where_active", pair.whereActive());
            });
    ArrayNode unknown = node.putArray("unknown");
    importances.unknown().forEach(unknown::add);
  }

  private static ObjectNode optimum(PredictedOptimum optimum) {
    ObjectNode node = Json.object().put("trial", optimum.trial());
    node.set("parameters", Json.tree(optimum.values()));
    node.put("expected", optimum.expected()).put("deviation", optimum.deviation());
    node.putArray("interval").add(optimum.low()).add(optimum.high());
    node.put("noise", optimum.noise());
    node.putObject("best_seen")
        .put("trial", optimum.bestSeen())
        .put("value", optimum.bestSeenValue())
        .put("expected", optimum.bestSeenExpected());
    return node;
  }

  private static ObjectNode front(ParetoPicture front, List<Objective> objectives) {
    ObjectNode node = Json.object();
    ArrayNode points = node.putArray("points");
    for (ParetoPicture.Point point : front.points()) {
      ObjectNode one = points.addObject().put("trial", point.trial());
      one.set("values", byMetric(objectives, point.values()));
    }
    node.set("reference", byMetric(objectives, front.reference()));
    return node.put("hypervolume", front.hypervolume());
  }

  private static ObjectNode byMetric(List<Objective> objectives, List<Double> values) {
    ObjectNode node = Json.object();
    for (int o = 0; o < values.size(); o++) {
      node.put(objectives.get(o).metric(), values.get(o));
    }
    return node;
  }

  private static ObjectNode outlook(Outlook outlook) {
    ObjectNode node = Json.object().put("answer", outlook.answer().words());
    node.put("reason", outlook.reason());
    put(node, "improvement", outlook.improvement());
    put(node, "threshold", outlook.threshold());
    return node;
  }

  private static void put(ObjectNode node, String key, OptionalDouble value) {
    node.put(key, value.isPresent() ? value.getAsDouble() : null);
  }
}
