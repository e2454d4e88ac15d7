package io.sonde.web.page;

import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.Page;
import io.sonde.search.port.SweepReader.SweepRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The list of sweeps.
 *
 * @param self the address of this page of it
 * @param sequence up to which events are in it
 */
public record SweepListView(String self, List<Row> rows, PagerView pager, long sequence) {
  static final int PAGE = 25;

  /** A sweep in the list; what is not known yet is empty. */
  public record Row(
      int number,
      String experiment,
      String state,
      String metric,
      ProgressView progress,
      Optional<NumberView> best,
      TimeView started,
      SpanView duration) {}

  static SweepListView read(SweepReader reader, int offset, Instant now) {
    long sequence = reader.lastSequence();
    Page<SweepRow> page = reader.sweeps(offset, PAGE);
    List<Row> rows = page.rows().stream().map(row -> row(row, now)).toList();
    return new SweepListView(
        "/?offset=" + offset,
        rows,
        PagerView.of(offset, PAGE, page.total(), other -> "/?offset=" + other),
        sequence);
  }

  private static Row row(SweepRow row, Instant now) {
    Optional<NumberView> best =
        row.bestValue().isPresent()
            ? Optional.of(NumberView.measured(row.bestValue().getAsDouble()))
            : Optional.empty();
    return new Row(
        row.number(),
        row.experiment(),
        row.state().word(),
        row.metric(),
        ProgressView.of(row),
        best,
        TimeView.of(row.started().orElse(row.created()), now),
        SweepView.span(row, now));
  }
}
