package io.sonde.benchmarks.speed;

import static io.sonde.benchmarks.TextTable.fixed;

import io.sonde.benchmarks.Choice;
import io.sonde.benchmarks.TextTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;

/**
 * The cost of one proposal on long histories, ours and then Optuna's on the same. Takes system
 * properties:
 *
 * <ul>
 *   <li>{@code algorithms}: default {@code random,tpe,auto}
 *   <li>{@code sizes}: how many trials the histories hold; default {@code 1000,10000,100000}
 *   <li>{@code python}: an interpreter that has Optuna 5.0.0; without it only ours are timed
 *   <li>{@code scripts}: where {@code optuna_speed.py} lies
 * </ul>
 */
public final class Speed {
  private Speed() {}

  /** Prints the table. */
  public static void main(String[] arguments) throws Exception {
    Properties given = System.getProperties();
    List<Choice> algorithms = Choice.parseAll(given.getProperty("algorithms", "random,tpe,auto"));
    int[] sizes =
        Arrays.stream(given.getProperty("sizes", "1000,10000,100000").split(",", -1))
            .mapToInt(Integer::parseInt)
            .toArray();
    int most = Arrays.stream(sizes).max().orElseThrow();
    Trials trials = new Trials(most, RandomGeneratorFactory.of("L64X128MixRandom").create(1));
    List<Timing> ours = new ArrayList<>();
    for (Choice algorithm : algorithms) {
      Stopwatch stopwatch = new Stopwatch(trials, algorithm);
      stopwatch.time(500);
      for (int size : sizes) {
        System.err.println(algorithm.label() + " at " + size);
        ours.add(stopwatch.time(size));
      }
    }
    List<Timing> theirs = new ArrayList<>();
    String python = given.getProperty("python", "");
    if (python.isEmpty()) {
      System.err.println("missing: -Dpython=FILE, an interpreter with Optuna; timed ours alone");
    } else {
      Path script = Path.of(given.getProperty("scripts", "."), "optuna_speed.py");
      theirs = optuna(python, script, trials, sizes);
    }
    System.out.println(table(ours, theirs));
  }

  private static List<Timing> optuna(String python, Path script, Trials trials, int[] sizes)
      throws IOException, InterruptedException {
    Path csv = Files.createTempFile("trials", ".csv");
    try {
      trials.write(csv, Arrays.stream(sizes).max().orElseThrow());
      List<String> command = new ArrayList<>(List.of(python, script.toString(), csv.toString()));
      Arrays.stream(sizes).mapToObj(Integer::toString).forEach(command::add);
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      List<Timing> timings;
      try (BufferedReader lines = process.inputReader()) {
        timings = lines.lines().map(Timing::parse).collect(Collectors.toList());
      }
      if (process.waitFor() != 0) {
        throw new IllegalStateException(script + " ended with " + process.exitValue());
      }
      return timings;
    } finally {
      Files.delete(csv);
    }
  }

  private static TextTable table(List<Timing> ours, List<Timing> theirs) {
    List<String> others = theirs.stream().map(Timing::sampler).distinct().toList();
    List<String> header =
        new ArrayList<>(
            List.of("sampler", "trials", "CPU ms", "wall ms", "first, wall ms", "memory MB"));
    others.forEach(other -> header.add("times less CPU than " + other));
    TextTable table = new TextTable(header);
    ours.forEach(timing -> table.add(row(timing, others, theirs)));
    theirs.forEach(timing -> table.add(row(timing, others, List.of())));
    return table;
  }

  private static List<String> row(Timing timing, List<String> others, List<Timing> theirs) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                timing.sampler(),
                Integer.toString(timing.trials()),
                fixed(timing.cpuMillis(), 3),
                fixed(timing.wallMillis(), 3),
                fixed(timing.firstMillis(), 2),
                fixed(timing.megabytes(), 1)));
    for (String other : others) {
      Optional<Timing> same =
          theirs.stream()
              .filter(t -> t.sampler().equals(other) && t.trials() == timing.trials())
              .findFirst();
      cells.add(fixed(same.map(t -> t.cpuMillis() / timing.cpuMillis()).orElse(Double.NaN), 1));
    }
    return cells;
  }
}
