package io.sonde.web.page;

import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.web.document.TrialColumn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which columns a table of trials has, and which it could have.
 *
 * @param chosen whether somebody chose them
 * @param groups all there are
 */
public record ColumnChooser(boolean chosen, List<Group> groups) {
  /** Those of every trial that stand in the table when nobody chose. */
  private static final List<String> USUAL = List.of("value", "step", "seconds");

  /** Columns of a kind. */
  public record Group(String name, List<Choice> choices) {}

  /** A column, and whether it is in the table. */
  public record Choice(String word, String label, String place, boolean shown) {}

  /** The usual columns, what occurs in some trials, and why they ended. */
  static List<TrialColumn> usual(SweepRow sweep, List<TrialRow> trials) {
    List<TrialColumn> usual = new ArrayList<>(USUAL.stream().map(TrialColumn::of).toList());
    usual.addAll(parameters(trials));
    usual.addAll(metrics(sweep, trials));
    usual.add(TrialColumn.of("reason"));
    return usual;
  }

  private static Set<TrialColumn> parameters(List<TrialRow> trials) {
    Set<TrialColumn> parameters = new LinkedHashSet<>();
    for (TrialRow trial : trials) {
      trial.values().keySet().forEach(path -> parameters.add(TrialColumn.ofParameter(path)));
    }
    return parameters;
  }

  /** The objective has its column already. */
  private static Set<TrialColumn> metrics(SweepRow sweep, List<TrialRow> trials) {
    Set<TrialColumn> metrics = new LinkedHashSet<>();
    for (TrialRow trial : trials) {
      trial.measured().keySet().forEach(name -> metrics.add(TrialColumn.ofMetric(name)));
      trial.metrics().keySet().forEach(name -> metrics.add(TrialColumn.ofMetric(name)));
    }
    metrics.remove(TrialColumn.ofMetric(sweep.metric()));
    return metrics;
  }

  /**
   * A choice among what every trial can have, what the sweep searches, and what occurs in some
   * trials.
   *
   * @param searched the paths that the sweep searches
   * @param asked what was chosen; empty for the usual columns
   * @param shown what stands in the table
   */
  static ColumnChooser of(
      SweepRow sweep,
      List<TrialRow> trials,
      List<String> searched,
      Optional<List<TrialColumn>> asked,
      List<TrialColumn> shown) {
    Set<TrialColumn> parameters = new LinkedHashSet<>();
    searched.forEach(path -> parameters.add(TrialColumn.ofParameter(path)));
    parameters.addAll(parameters(trials));
    Set<TrialColumn> metrics = new LinkedHashSet<>(metrics(sweep, trials));
    for (TrialColumn column : shown) {
      column.parameter().ifPresent(path -> parameters.add(column));
      column.metric().ifPresent(name -> metrics.add(column));
    }
    List<TrialColumn> plain = TrialColumn.words().stream().map(TrialColumn::of).toList();
    List<Group> groups = new ArrayList<>();
    groups.add(group("Of every trial", plain, sweep, shown));
    groups.add(group("Parameters", parameters, sweep, shown));
    groups.add(group("Metrics", metrics, sweep, shown));
    groups.removeIf(group -> group.choices().isEmpty());
    return new ColumnChooser(asked.isPresent(), groups);
  }

  private static Group group(
      String name, Collection<TrialColumn> columns, SweepRow sweep, List<TrialColumn> shown) {
    List<Choice> choices =
        columns.stream()
            .map(column -> TrialHead.of(column, sweep, List.of()))
            .map(
                head ->
                    new Choice(
                        head.column().word(),
                        head.label(),
                        head.place(),
                        shown.contains(head.column())))
            .toList();
    return new Group(name, choices);
  }
}
