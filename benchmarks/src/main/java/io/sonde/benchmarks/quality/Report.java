package io.sonde.benchmarks.quality;

import static io.sonde.benchmarks.TextTable.fixed;
import static io.sonde.benchmarks.TextTable.significant;

import io.sonde.benchmarks.Estimate;
import io.sonde.benchmarks.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Results as tables to read. */
final class Report {
  private final List<Results> all;

  Report(List<Results> all) {
    this.all = all;
  }

  /** A table for each task, then the means over the tasks. */
  String write() {
    StringBuilder text = new StringBuilder();
    all.forEach(results -> text.append(task(results)).append('\n'));
    List<Results> compared = all.stream().filter(Results::compared).toList();
    if (!compared.isEmpty()) {
      text.append("Mean over the ").append(compared.size()).append(" tasks with recorded runs\n\n");
      text.append(means(compared)).append('\n');
    }
    if (compared.size() < all.size()) {
      text.append("Mean over all ").append(all.size()).append(" tasks\n\n");
      text.append(means(all)).append('\n');
    }
    return text.append(legend()).toString();
  }

  private static String task(Results results) {
    TextTable table =
        new TextTable(
            List.of(
                results.task(),
                "runs",
                "best at 25 %",
                "50 %",
                "100 %",
                "regret at 25 %",
                "50 %",
                "100 %",
                "±",
                "returned",
                "ms"));
    for (String optimizer : results.optimizers()) {
      List<String> cells = new ArrayList<>(List.of(optimizer, "" + results.runs(optimizer)));
      Results.SHARES.forEach(s -> cells.add(significant(results.best(optimizer, s).mean())));
      Results.SHARES.forEach(s -> cells.add(fixed(results.regret(optimizer, s).mean(), 3)));
      cells.add(fixed(results.regret(optimizer, 100).error(), 3));
      cells.add(significant(results.returned(optimizer).mean()));
      cells.add(fixed(results.nanos(optimizer).mean() / 1e6, 2));
      table.add(cells);
    }
    return String.format(
        Locale.ROOT,
        "%s: %d evaluations, lo %.6g, 1 is %s%n%n%s",
        results.task(),
        results.budget(),
        results.low(),
        results.reference(),
        table);
  }

  private static TextTable means(List<Results> tasks) {
    Map<String, List<Results>> collections =
        tasks.stream()
            .collect(Collectors.groupingBy(Results::collection, TreeMap::new, Collectors.toList()));
    List<String> header =
        new ArrayList<>(
            List.of(
                "normalised regret",
                "at 25 %",
                "50 %",
                "100 %",
                "±",
                "recorded lo",
                "rank",
                "returned"));
    collections.forEach((name, of) -> header.add(name + " (" + of.size() + ")"));
    TextTable table = new TextTable(header);
    Set<String> optimizers = new LinkedHashSet<>();
    tasks.forEach(results -> optimizers.addAll(results.optimizers()));
    List<String> complete = optimizers.stream().filter(o -> complete(o, tasks)).toList();
    for (String optimizer : optimizers) {
      List<String> cells = new ArrayList<>(List.of(optimizer));
      Results.SHARES.forEach(s -> cells.add(fixed(regret(optimizer, s, tasks).mean(), 3)));
      cells.add(fixed(regret(optimizer, 100, tasks).error(), 3));
      cells.add(fixed(regretByRecorded(optimizer, tasks), 3));
      cells.add(complete.contains(optimizer) ? fixed(rank(optimizer, tasks, complete), 2) : "-");
      cells.add(fixed(regretReturned(optimizer, tasks).mean(), 3));
      collections.values().forEach(of -> cells.add(fixed(regret(optimizer, 100, of).mean(), 3)));
      table.add(cells);
    }
    return table;
  }

  /** Whether the optimizer's runs went to the end on each of these tasks. */
  private static boolean complete(String optimizer, List<Results> tasks) {
    return tasks.stream().noneMatch(r -> Double.isNaN(r.best(optimizer, 100).mean()));
  }

  private static Estimate regret(String optimizer, int share, List<Results> tasks) {
    return Estimate.average(tasks.stream().map(r -> r.regret(optimizer, share)).toList());
  }

  private static double regretByRecorded(String optimizer, List<Results> tasks) {
    return tasks.stream().allMatch(Results::compared)
        ? Estimate.average(tasks.stream().map(r -> r.regretByRecorded(optimizer)).toList()).mean()
        : Double.NaN;
  }

  private static Estimate regretReturned(String optimizer, List<Results> tasks) {
    return Estimate.average(
        tasks.stream()
            .filter(Results::noisy)
            .map(results -> results.regretReturned(optimizer))
            .toList());
  }

  private static double rank(String optimizer, List<Results> tasks, List<String> among) {
    return tasks.stream().mapToDouble(r -> r.rank(optimizer, among)).average().orElse(Double.NaN);
  }

  private static String legend() {
    return """
        best: the best loss seen, mean over the runs; returned: the loss without noise of the
        configuration with the best loss seen; ms: processor time of one proposal
        regret: (mean best - lo) / (mean best of random search - lo); lo is the best loss that
        anyone saw on the task, these runs included; ±: standard error
        recorded lo: at 100 %, with the lo of the recorded runs alone (below 0: better than that)
        returned: over the noisy tasks, the regret of the configuration with the best loss seen by
        its loss without noise; 0 is the best configuration there is, 1 our random search
        rank: place by the mean best at 100 %, mean over the tasks, among those that ran on all
        """;
  }
}
