package io.sonde.benchmarks.quality;

import io.sonde.benchmarks.PackedCsv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Runs of other optimizers, every evaluation of them, by task and by optimizer. */
public final class RecordedRuns {
  private final Map<String, Map<String, List<Trace>>> runs = new LinkedHashMap<>();

  /** Reads columns {@code task}, {@code optimizer} and {@code loss_1}, {@code loss_2}, …. */
  static RecordedRuns read(Path csv) throws IOException {
    RecordedRuns recorded = new RecordedRuns();
    try (PackedCsv rows = PackedCsv.open(csv)) {
      int[] losses = rows.columnsFrom("loss_");
      for (var row = rows.next(); row.isPresent(); row = rows.next()) {
        String[] cells = row.get();
        double[] told =
            Arrays.stream(losses)
                .mapToObj(column -> cells[column])
                .takeWhile(cell -> !cell.isEmpty())
                .mapToDouble(Double::parseDouble)
                .toArray();
        recorded.add(
            cells[rows.column("task")],
            cells[rows.column("optimizer")],
            new Trace(told, OptionalDouble.empty(), OptionalDouble.empty()));
      }
    }
    return recorded;
  }

  private void add(String task, String optimizer, Trace trace) {
    runs.computeIfAbsent(task, t -> new LinkedHashMap<>())
        .computeIfAbsent(optimizer, o -> new ArrayList<>())
        .add(trace);
  }

  /** The runs on a task by optimizer; empty where nothing was recorded. */
  public Map<String, List<Trace>> of(String task) {
    return runs.getOrDefault(task, Map.of());
  }

  /** The evaluations of the longest run on a task. */
  int longest(String task) {
    return of(task).values().stream()
        .flatMap(List::stream)
        .mapToInt(Trace::evaluations)
        .max()
        .orElse(0);
  }

  /** The tasks of which there are runs. */
  public List<String> tasks() {
    return List.copyOf(runs.keySet());
  }
}
