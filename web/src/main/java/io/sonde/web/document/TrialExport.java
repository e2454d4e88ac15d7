package io.sonde.web.document;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.Batch;
import io.sonde.search.port.SweepReader.TrialQuery;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.web.document.TrialCells.Line;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Trials of a sweep as one document, written page by page along a cursor: a sweep of any size takes
 * the memory of one page. The writer is flushed, not closed.
 *
 * @param query which trials, in which order; its limit is the size of a page
 * @param columns what of them; all when empty
 */
public record TrialExport(
    SweepReader reader, int sweep, TrialQuery query, Optional<List<TrialColumn>> columns) {
  /** How many trials are in memory at a time. */
  public static final int PAGE = 1000;

  private static final List<String> FIXED = List.of("number", "state");

  /** All trials by number, with everything. */
  public static TrialExport of(SweepReader reader, int sweep) {
    TrialQuery query = new TrialQuery(Set.of(), "number", false, 0, PAGE);
    return new TrialExport(reader, sweep, query, Optional.empty());
  }

  private interface Handler {
    void take(List<TrialRow> rows) throws IOException;
  }

  private void forEach(Handler handler) throws IOException {
    Optional<TrialQuery> next = Optional.of(query);
    while (next.isPresent()) {
      Batch<TrialRow> batch = reader.batch(sweep, next.get());
      handler.take(batch.rows());
      next = batch.next().map(query::after);
    }
  }

  /**
   * {@code {"sweep": n, "trials": […]}}, each trial as in {@link TrialDocument#of}, or with chosen
   * columns as in {@link Line}.
   */
  public void json(Writer out) throws IOException {
    try (JsonGenerator json = Json.MAPPER.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartObject();
      json.writeNumberField("sweep", sweep);
      json.writeArrayFieldStart("trials");
      if (columns.isPresent()) {
        TrialCells cells = new TrialCells(reader, sweep, columns.get());
        forEach(rows -> write(json, cells.of(rows), Line::document));
      } else {
        forEach(rows -> write(json, rows, TrialDocument::of));
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static <T> void write(JsonGenerator json, List<T> rows, Function<T, ObjectNode> document)
      throws IOException {
    for (T row : rows) {
      json.writeTree(document.apply(row));
    }
  }

  /**
   * One line a trial: number, state, and what stands in the columns. Without chosen ones those are
   * reason, value, the searched values and the metrics that occur. A parameter is headed by its
   * path and a metric by its name; one that is equal to a head before it is headed {@code
   * parameter:…} or {@code metric:…}.
   */
  public void csv(Writer out) throws IOException {
    TrialCells cells = new TrialCells(reader, sweep, columns.isPresent() ? columns.get() : all());
    CsvWriter csv = new CsvWriter(out);
    csv.line(header(cells.columns()));
    forEach(
        rows -> {
          for (Line line : cells.of(rows)) {
            csv.line(cells(line));
          }
        });
    out.flush();
  }

  /** What occurs is known only once all trials were looked at. */
  private List<TrialColumn> all() throws IOException {
    Set<TrialColumn> parameters = new LinkedHashSet<>();
    Set<TrialColumn> metrics = new LinkedHashSet<>();
    forEach(
        rows -> {
          for (TrialRow row : rows) {
            row.values().keySet().forEach(path -> parameters.add(TrialColumn.ofParameter(path)));
            row.metrics().keySet().forEach(name -> metrics.add(TrialColumn.ofMetric(name)));
            row.measured().keySet().forEach(name -> metrics.add(TrialColumn.ofMetric(name)));
          }
        });
    List<TrialColumn> all = new ArrayList<>(List.of(TrialColumn.of("reason")));
    all.add(TrialColumn.of("value"));
    all.addAll(parameters);
    all.addAll(metrics);
    return all;
  }

  private static List<String> header(List<TrialColumn> columns) {
    List<String> header = new ArrayList<>(FIXED);
    for (TrialColumn column : columns) {
      String name = column.parameter().or(column::metric).orElse(column.word());
      String kind = column.metric().isPresent() ? "metric:" : "parameter:";
      header.add(header.contains(name) ? kind + name : name);
    }
    return header;
  }

  private static List<@Nullable Object> cells(Line line) {
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add(line.trial().number());
    cells.add(line.trial().state().word());
    cells.addAll(line.cells());
    return cells;
  }
}
