package io.sonde.web.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.TrialRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What trials of a sweep have under some columns.
 *
 * @param reader tells on which devices they ran, where a column asks
 */
public record TrialCells(SweepReader reader, int sweep, List<TrialColumn> columns) {
  public TrialCells {
    columns = List.copyOf(columns);
  }

  /** A trial, and what it has under each of the columns, in their order. */
  public record Line(TrialRow trial, List<TrialColumn> columns, List<@Nullable Object> cells) {
    /** {@code {"number": n, "state": word, "cells": {column: value}}}. */
    ObjectNode document() {
      ObjectNode node = Json.object().put("number", trial.number());
      node.put("state", trial.state().word());
      ObjectNode values = node.putObject("cells");
      for (int i = 0; i < columns.size(); i++) {
        values.set(columns.get(i).word(), Json.MAPPER.valueToTree(cells.get(i)));
      }
      return node;
    }
  }

  /** Of these trials. */
  public List<Line> of(List<TrialRow> trials) {
    Map<Integer, List<String>> devices =
        columns.stream().anyMatch(TrialColumn::device)
            ? reader.devices(sweep, trials.stream().map(TrialRow::number).toList())
            : Map.of();
    return trials.stream()
        .map(trial -> line(trial, devices.getOrDefault(trial.number(), List.of())))
        .toList();
  }

  private Line line(TrialRow trial, List<String> devices) {
    List<@Nullable Object> cells = new ArrayList<>();
    columns.forEach(column -> cells.add(column.of(trial, devices)));
    return new Line(trial, columns, cells);
  }
}
