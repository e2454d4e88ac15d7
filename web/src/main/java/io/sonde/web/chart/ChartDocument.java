package io.sonde.web.chart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.history.Objective;
import io.sonde.search.insight.ParetoPicture;
import io.sonde.search.insight.surface.Surface;
import io.sonde.search.port.AnalysisReader.Progress;
import io.sonde.search.port.AnalysisReader.SampledTrial;
import io.sonde.search.port.AnalysisReader.TrialCurve;
import io.sonde.search.space.Domain;
import io.sonde.search.space.Parameter;
import io.sonde.search.space.Scale;
import io.sonde.web.document.Json;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** What charts are drawn from, as JSON. Each says of how many trials it shows how many. */
public final class ChartDocument {
  /** More digits than a screen has pixels. */
  private static final MathContext DRAWN = new MathContext(6);

  private ChartDocument() {}

  /**
   * {@code {"objective", "total", "shown", "parameters": […], "trials": [{"trial", "state",
   * "value", "rank", "even", "codes": […]}, …]}}. A code stands for each parameter: the number, the
   * index of a listed value, or null where the trial does not have the parameter.
   */
  public static ObjectNode of(Charts.Trials chart) {
    ObjectNode node = head(chart.objective(), chart.sample().total());
    node.put("shown", chart.sample().trials().size());
    ArrayNode parameters = node.putArray("parameters");
    for (Parameter parameter : chart.parameters()) {
      parameters.add(parameter(parameter).put("without", chart.without(parameter)));
    }
    ArrayNode trials = node.putArray("trials");
    for (SampledTrial trial : chart.sample().trials()) {
      ObjectNode one = trials.addObject().put("trial", trial.number());
      one.put("state", trial.state().word()).put("value", trial.value());
      one.put("rank", trial.rank()).put("even", trial.even());
      ArrayNode codes = one.putArray("codes");
      chart.parameters().forEach(parameter -> drawn(codes, Charts.Trials.code(trial, parameter)));
    }
    return node;
  }

  /** {@code path}, and {@code scale}, {@code low}, {@code high} of numbers, else {@code values}. */
  private static ObjectNode parameter(Parameter parameter) {
    ObjectNode node = Json.object().put("path", parameter.path());
    Domain domain = parameter.domain();
    if (domain instanceof Domain.FloatRange range) {
      return range(node, "float", range.scale(), range.low(), range.high());
    } else if (domain instanceof Domain.IntRange range) {
      return range(node, "int", range.scale(), range.low(), range.high());
    } else if (domain instanceof Domain.Ordered ordered) {
      return listed(node, "ordered", ordered.values());
    } else if (domain instanceof Domain.Choice choice) {
      return listed(node, "choice", choice.values());
    }
    return node;
  }

  private static ObjectNode range(
      ObjectNode node, String kind, Scale scale, double low, double high) {
    return node.put("kind", kind).put("scale", scale.word()).put("low", low).put("high", high);
  }

  private static ObjectNode listed(ObjectNode node, String kind, List<Object> values) {
    ArrayNode texts = node.put("kind", kind).putArray("values");
    values.forEach(value -> texts.add(value.toString()));
    return node;
  }

  /**
   * {@code {"objective", "total", "used", "without", "x", "y", "columns", "rows", "cells": [[…],
   * …]}}: a list for each row from the lowest, null where no trial is near.
   */
  public static ObjectNode of(Charts.Contour chart) {
    ObjectNode node = head(chart.objective(), chart.total());
    node.put("used", chart.used()).put("without", chart.without());
    node.set("x", parameter(chart.across()));
    node.set("y", parameter(chart.up()));
    Surface surface = chart.surface();
    node.put("columns", surface.columns()).put("rows", surface.rows());
    ArrayNode cells = node.putArray("cells");
    for (int row = 0; row < surface.rows(); row++) {
      ArrayNode line = cells.addArray();
      for (int column = 0; column < surface.columns(); column++) {
        drawn(line, surface.value(column, row));
      }
    }
    return node;
  }

  /** {@code {"objective", "total", "points": [[value, share], …]}}. */
  public static ObjectNode of(Charts.Edf chart) {
    ObjectNode node = head(chart.objective(), chart.distribution().total());
    ArrayNode points = node.putArray("points");
    chart.distribution().shares().forEach(s -> points.addArray().add(s.value()).add(s.share()));
    return node;
  }

  /**
   * {@code {"objective", "metric", "total", "shown", "curves": [{"trial", "state", "points":
   * [[step, value], …]}, …]}}.
   */
  public static ObjectNode of(Charts.Curves chart) {
    ObjectNode node = head(chart.objective(), chart.sample().total());
    node.put("metric", chart.metric()).put("shown", chart.sample().curves().size());
    ArrayNode curves = node.putArray("curves");
    for (TrialCurve curve : chart.sample().curves()) {
      ObjectNode one = curves.addObject().put("trial", curve.trial());
      ArrayNode points = one.put("state", curve.state().word()).putArray("points");
      curve.points().forEach(p -> drawn(points.addArray().add(p.step()), p.value()));
    }
    return node;
  }

  /**
   * {@code {"objectives": […], "front": [{"trial", "values"}, …], "dominated": […], "reference",
   * "hypervolume", "growth": [[trial, hypervolume], …]}}; dominated trials are thinned.
   */
  public static ObjectNode of(Charts.Front chart) {
    ObjectNode node = Json.object();
    ArrayNode objectives = node.putArray("objectives");
    chart.objectives().forEach(objective -> objectives.add(objective(objective)));
    ParetoPicture picture = chart.picture();
    points(node.putArray("front"), picture.points());
    points(node.putArray("dominated"), picture.dominated());
    ArrayNode reference = node.putArray("reference");
    picture.reference().forEach(reference::add);
    node.put("hypervolume", picture.hypervolume());
    ArrayNode growth = node.putArray("growth");
    picture.growth().forEach(g -> growth.addArray().add(g.trial()).add(g.hypervolume()));
    return node;
  }

  private static void points(ArrayNode array, List<ParetoPicture.Point> points) {
    for (ParetoPicture.Point point : points) {
      ArrayNode values = array.addObject().put("trial", point.trial()).putArray("values");
      point.values().forEach(values::add);
    }
  }

  /** {@code {"objective", "points": [{"ended", "seconds", "best"}, …]}}. */
  public static ObjectNode of(Charts.Steps chart) {
    ObjectNode node = Json.object();
    node.set("objective", objective(chart.objective()));
    ArrayNode points = node.putArray("points");
    for (Progress point : chart.points()) {
      points
          .addObject()
          .put("ended", point.ended())
          .put("seconds", point.time().toMillis() / 1000.0)
          .put("best", point.best());
    }
    return node;
  }

  private static ObjectNode head(Objective objective, long total) {
    ObjectNode node = Json.object();
    node.set("objective", objective(objective));
    return node.put("total", total);
  }

  private static ObjectNode objective(Objective objective) {
    return Json.object()
        .put("metric", objective.metric())
        .put("direction", objective.direction().word());
  }

  private static void drawn(ArrayNode array, double value) {
    if (Double.isNaN(value)) {
      array.addNull();
    } else if (Double.isInfinite(value)) {
      array.add(value);
    } else {
      array.add(new BigDecimal(value).round(DRAWN).doubleValue());
    }
  }
}
