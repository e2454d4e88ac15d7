package io.sonde.web.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.CurvePoint;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.web.document.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A trial that runs.
 *
 * @param step its last step; empty before the first
 * @param value the objective at its last step
 * @param points the objective's curve as a JSON list of [step, value], for the little picture
 */
public record RunningView(
    int number,
    Optional<Integer> step,
    Optional<NumberView> value,
    SpanView duration,
    String points) {
  private static final int POINTS = 60;

  static RunningView of(SweepReader reader, SweepRow sweep, TrialRow trial, Instant now) {
    List<CurvePoint> curve =
        reader
            .curves(sweep.number(), trial.number(), POINTS)
            .getOrDefault(sweep.metric(), List.of());
    Optional<NumberView> value =
        curve.isEmpty()
            ? Optional.empty()
            : Optional.of(NumberView.measured(curve.get(curve.size() - 1).value()));
    return new RunningView(
        trial.number(),
        trial.lastStep().isPresent() ? Optional.of(trial.lastStep().getAsInt()) : Optional.empty(),
        value,
        SpanView.of(trial.started(), trial.ended(), now),
        json(curve));
  }

  private static String json(List<CurvePoint> curve) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    curve.forEach(point -> array.addArray().add(point.step()).add(point.value()));
    return Json.text(array);
  }
}
