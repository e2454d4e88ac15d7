package io.sonde.web.document;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.Page;
import io.sonde.search.port.SweepReader.TrialQuery;
import io.sonde.search.port.SweepReader.TrialRow;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All trials of a sweep, by number, written page by page: a sweep of any size takes the memory of
 * one page. The writer is flushed, not closed.
 */
public final class TrialExport {
  private static final int PAGE = 500;
  private static final List<String> FIXED = List.of("number", "state", "reason", "value");

  private TrialExport() {}

  /** {@code {"sweep": n, "trials": […]}}, each trial as in {@link TrialDocument#of}. */
  public static void json(SweepReader reader, int sweep, Writer out) throws IOException {
    try (JsonGenerator json = Json.MAPPER.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartObject();
      json.writeNumberField("sweep", sweep);
      json.writeArrayFieldStart("trials");
      forEach(reader, sweep, row -> json.writeTree(TrialDocument.of(row)));
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  /**
   * One line a trial: number, state, reason, value, the searched values by path, the metrics by
   * name. A path equal to a column that is already there is headed {@code parameter:…}, such a
   * metric {@code metric:…}.
   */
  public static void csv(SweepReader reader, int sweep, Writer out) throws IOException {
    Set<String> paths = new LinkedHashSet<>();
    Set<String> metrics = new LinkedHashSet<>();
    forEach(
        reader,
        sweep,
        row -> {
          paths.addAll(row.values().keySet());
          metrics.addAll(metrics(row).keySet());
        });
    CsvWriter csv = new CsvWriter(out);
    csv.line(header(paths, metrics));
    forEach(reader, sweep, row -> csv.line(cells(row, paths, metrics)));
    out.flush();
  }

  private static List<String> header(Set<String> paths, Set<String> metrics) {
    List<String> header = new ArrayList<>(FIXED);
    paths.forEach(path -> header.add(header.contains(path) ? "parameter:" + path : path));
    metrics.forEach(name -> header.add(header.contains(name) ? "metric:" + name : name));
    return header;
  }

  private static List<@Nullable Object> cells(
      TrialRow row, Set<String> paths, Set<String> metrics) {
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add(row.number());
    cells.add(row.state().word());
    cells.add(row.reason());
    cells.add(row.value().isPresent() ? row.value().getAsDouble() : null);
    paths.forEach(path -> cells.add(row.values().get(path)));
    Map<String, Double> measured = metrics(row);
    metrics.forEach(name -> cells.add(measured.get(name)));
    return cells;
  }

  /** All that was measured of a trial, at its best step and at its end. */
  private static Map<String, Double> metrics(TrialRow row) {
    Map<String, Double> metrics = new LinkedHashMap<>(row.metrics());
    row.measured().forEach(metrics::putIfAbsent);
    return metrics;
  }

  private interface RowHandler {
    void take(TrialRow row) throws IOException;
  }

  private static void forEach(SweepReader reader, int sweep, RowHandler handler)
      throws IOException {
    for (int offset = 0; ; offset += PAGE) {
      TrialQuery query = new TrialQuery(Set.of(), "number", false, offset, PAGE);
      Page<TrialRow> page = reader.trials(sweep, query);
      for (TrialRow row : page.rows()) {
        handler.take(row);
      }
      if (page.rows().size() < PAGE) {
        return;
      }
    }
  }
}
