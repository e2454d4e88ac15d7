package io.sonde.web.page;

import io.sonde.search.event.SweepState;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.Page;
import io.sonde.search.port.SweepReader.SweepQuery;
import io.sonde.search.port.SweepReader.SweepRow;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The list of sweeps.
 *
 * @param self the address of this page of it
 * @param sequence up to which events are in it
 */
public record SweepListView(
    String self, Filter filter, List<Row> rows, PagerView pager, long sequence) {
  static final int PAGE = 25;

  /**
   * What the list was asked for; empty where nothing was.
   *
   * @param states that can be asked for
   */
  public record Filter(
      String text,
      String state,
      String branch,
      String experiment,
      String commit,
      List<String> states) {
    static Filter of(SweepQuery query) {
      return new Filter(
          query.text().orElse(""),
          query.state().map(SweepState::word).orElse(""),
          query.branch().orElse(""),
          query.experiment().orElse(""),
          query.commit().orElse(""),
          Arrays.stream(SweepState.values()).map(SweepState::word).toList());
    }

    /** Whether anything was asked for. */
    public boolean any() {
      return !asked().isEmpty();
    }

    /** What was asked for, in words; such as {@code experiment 'digits', state 'failed'}. */
    public String asked() {
      return Stream.of(
              word("experiment", experiment),
              word("branch", branch),
              word("commit", commit),
              word("state", state),
              word("text", text))
          .filter(word -> !word.isEmpty())
          .collect(Collectors.joining(", "));
    }

    private static String word(String name, String value) {
      return value.isEmpty() ? "" : name + " '" + value + "'";
    }
  }

  /** A sweep in the list; what is not known yet is empty. */
  public record Row(
      int number,
      String experiment,
      String branch,
      String commit,
      String commitInFull,
      String state,
      String metric,
      ProgressView progress,
      Optional<NumberView> best,
      TimeView started,
      SpanView duration) {}

  static SweepListView read(SweepReader reader, SweepQuery query, int offset, Instant now) {
    long sequence = reader.lastSequence();
    Page<SweepRow> page = reader.sweeps(query, offset, PAGE);
    List<Row> rows = rows(page.rows(), now);
    return new SweepListView(
        address(query, offset),
        Filter.of(query),
        rows,
        PagerView.of(offset, PAGE, page.total(), other -> address(query, other)),
        sequence);
  }

  static List<Row> rows(List<SweepRow> sweeps, Instant now) {
    return sweeps.stream().map(row -> row(row, now)).toList();
  }

  /** The address of the list of an experiment's sweeps. */
  static String address(String experiment) {
    return "/?experiment=" + encoded(experiment);
  }

  private static String address(SweepQuery query, int offset) {
    StringBuilder address = new StringBuilder("/?offset=").append(offset);
    query.text().ifPresent(text -> address.append("&q=").append(encoded(text)));
    query.state().ifPresent(state -> address.append("&state=").append(state.word()));
    query.branch().ifPresent(text -> address.append("&branch=").append(encoded(text)));
    query.experiment().ifPresent(text -> address.append("&experiment=").append(encoded(text)));
    query.commit().ifPresent(text -> address.append("&commit=").append(encoded(text)));
    return address.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Row row(SweepRow row, Instant now) {
    Optional<NumberView> best =
        row.bestValue().isPresent()
            ? Optional.of(NumberView.measured(row.bestValue().getAsDouble()))
            : Optional.empty();
    return new Row(
        row.number(),
        row.experiment(),
        row.origin().branch().orElse(""),
        row.origin().commit().map(SweepListView::shortened).orElse(""),
        row.origin().commit().orElse(""),
        row.state().word(),
        row.metric(),
        ProgressView.of(row),
        best,
        TimeView.of(row.started().orElse(row.created()), now),
        SweepView.span(row, now));
  }

  /** A hash as version control shortens it; any other name stays. */
  private static String shortened(String commit) {
    return commit.matches("[0-9a-f]{12,}") ? commit.substring(0, 8) : commit;
  }
}
