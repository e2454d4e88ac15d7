package io.sonde.web.page;

import io.sonde.search.gate.GateResult;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.web.page.SweepView.MetricView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Sweeps side by side.
 *
 * @param names of the columns
 * @param facts what is known of the sweeps
 * @param configuration the searched values of their best trials
 * @param sameObjective whether their values can be compared
 * @param verdict of the gate, or why there is none; empty for more than two sweeps
 * @param tables the address of this page with the table of the chart whose name is added to it
 * @param table the table that is asked for
 */
public record CompareView(
    List<Name> names,
    List<Line> facts,
    List<Line> configuration,
    String metric,
    boolean sameObjective,
    Optional<VerdictView> verdict,
    String tables,
    Optional<ChartTable> table) {

  /** A sweep as the head of a column. */
  public record Name(int sweep, String experiment, String state) {}

  /** A property of every sweep; {@code differs} unless all have the same. */
  public record Line(String label, boolean differs, List<NumberView> cells) {
    static Line of(String label, List<NumberView> cells) {
      Set<String> different = new HashSet<>(cells.stream().map(NumberView::full).toList());
      return new Line(label, different.size() > 1, cells);
    }
  }

  /** What the gate says of two sweeps. */
  public record VerdictView(String outcome, String reason) {
    static VerdictView of(GateResult result) {
      return new VerdictView(result.outcome().word(), result.reason());
    }
  }

  /** As many of a hash as tell data apart. */
  private static final int DIGITS = 12;

  private static final NumberView NOTHING = new NumberView("–", "");

  static CompareView of(
      SweepReader reader,
      List<SweepRow> rows,
      Optional<VerdictView> verdict,
      Optional<ChartTable> table,
      Instant now) {
    List<Optional<TrialRow>> best =
        rows.stream()
            .map(
                row ->
                    row.best().isPresent()
                        ? reader.trial(row.number(), row.best().getAsInt())
                        : Optional.<TrialRow>empty())
            .toList();
    return new CompareView(
        rows.stream().map(r -> new Name(r.number(), r.experiment(), r.state().word())).toList(),
        facts(rows, best, now),
        lines(best),
        rows.get(0).metric(),
        rows.stream().map(row -> row.objectives().get(0)).distinct().count() == 1,
        verdict,
        "/compare?sweeps="
            + String.join(",", rows.stream().map(row -> "" + row.number()).toList())
            + "&table=",
        table);
  }

  private static List<Line> facts(List<SweepRow> rows, List<Optional<TrialRow>> best, Instant now) {
    List<Line> facts = new ArrayList<>();
    facts.add(
        line(
            "best value",
            rows,
            row ->
                row.bestValue().isPresent()
                    ? NumberView.measured(row.bestValue().getAsDouble())
                    : NOTHING));
    facts.add(line("objective", rows, row -> text(row.direction().word() + " " + row.metric())));
    facts.add(
        Line.of(
            "best trial",
            best.stream()
                .map(trial -> trial.map(t -> text("trial " + t.number())).orElse(NOTHING))
                .toList()));
    Set<String> measured = new LinkedHashSet<>();
    best.forEach(trial -> trial.ifPresent(t -> measured.addAll(t.measured().keySet())));
    for (String name : measured) {
      facts.add(
          Line.of(
              name,
              best.stream()
                  .map(
                      trial ->
                          MetricView.of(trial.map(TrialRow::measured).orElse(Map.of())).stream()
                              .filter(metric -> metric.name().equals(name))
                              .map(MetricView::value)
                              .findFirst()
                              .orElse(NOTHING))
                  .toList()));
    }
    facts.add(line("trials ended", rows, row -> text(ProgressView.of(row).sentence())));
    facts.add(line("time", rows, row -> text(SweepView.span(row, now).text())));
    facts.add(line("seed", rows, row -> text(Long.toString(row.seed()))));
    facts.add(line("spec", rows, row -> text(row.experiment() + ", version " + row.version())));
    facts.add(line("data", rows, row -> row.dataHash().map(CompareView::digest).orElse(NOTHING)));
    facts.add(
        line("commit", rows, row -> row.origin().commit().map(CompareView::text).orElse(NOTHING)));
    facts.add(
        line("branch", rows, row -> row.origin().branch().map(CompareView::text).orElse(NOTHING)));
    facts.add(
        line(
            "pull request",
            rows,
            row -> row.origin().pullRequest().map(CompareView::text).orElse(NOTHING)));
    facts.removeIf(fact -> fact.cells().stream().allMatch(NOTHING::equals));
    return facts;
  }

  private static Line line(
      String label, Collection<SweepRow> rows, Function<SweepRow, NumberView> cell) {
    return Line.of(label, rows.stream().map(cell).toList());
  }

  /** Every parameter that one of the best trials has; those that differ first. */
  private static List<Line> lines(List<Optional<TrialRow>> best) {
    Set<String> paths = new LinkedHashSet<>();
    best.forEach(trial -> trial.ifPresent(t -> paths.addAll(t.values().keySet())));
    List<Line> lines =
        new ArrayList<>(
            paths.stream()
                .map(path -> Line.of(path, best.stream().map(t -> setting(t, path)).toList()))
                .toList());
    lines.sort((a, b) -> Boolean.compare(b.differs(), a.differs()));
    return lines;
  }

  private static NumberView setting(Optional<TrialRow> trial, String path) {
    return trial
        .flatMap(t -> Optional.ofNullable(t.values().get(path)))
        .map(value -> new NumberView(Figures.value(value), value.toString()))
        .orElse(NOTHING);
  }

  private static NumberView digest(String hash) {
    return new NumberView(hash.length() > DIGITS ? hash.substring(0, DIGITS) + "…" : hash, hash);
  }

  private static NumberView text(String text) {
    return new NumberView(text, text);
  }
}
