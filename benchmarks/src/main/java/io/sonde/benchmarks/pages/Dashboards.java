package io.sonde.benchmarks.pages;

import io.sonde.benchmarks.TextTable;
import io.sonde.benchmarks.load.Program;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How soon a browser shows the history of a sweep here and on optuna-dashboard's page, of the same
 * trials, turn by turn: from the request in a new browser to drawn points, with the bytes that went
 * over the wire.
 *
 * <p>Options: {@code -Dpython}, an interpreter with optuna 5.0.0, optuna-dashboard and selenium;
 * {@code -Dsizes} trials of the sweeps (1000,10000); {@code -Drounds} (3); {@code -Dreports=false}
 * keeps from the peer what trials reported on their way; set by {@code benchmarks/run}: {@code
 * -Dsonde.root} and {@code -Dscripts}.
 */
public final class Dashboards {
  private Dashboards() {}

  /** Prints the figures. */
  public static void main(String[] arguments) throws Exception {
    String python = System.getProperty("python", "");
    if (python.isEmpty()) {
      System.err.println(
          "missing: -Dpython=FILE, an interpreter that has optuna-dashboard and selenium");
      System.exit(2);
    }
    List<Integer> sizes =
        Stream.of(System.getProperty("sizes", "1000,10000").split(",", -1))
            .map(Integer::valueOf)
            .toList();
    Path folder = Files.createTempDirectory("sonde-dashboards");
    LargeSweep.writeAll(Files.createDirectories(folder.resolve("home")), sizes);
    try (Program program = Program.start(Path.of(System.getProperty("sonde.root")), folder)) {
      List<String> command = new ArrayList<>(List.of(python));
      command.add(Path.of(System.getProperty("scripts"), "dashboards.py").toString());
      command.add(program.address().toString());
      command.add(folder.toString());
      command.add(System.getProperty("rounds", "3"));
      command.add(System.getProperty("reports", "true"));
      for (int sweep = 1; sweep <= sizes.size(); sweep++) {
        command.add(Integer.toString(sweep));
      }
      System.out.println(table(turns(command)));
    }
  }

  /** By dashboard and trials: each turn's milliseconds and kilobytes. */
  private static Map<List<String>, List<Turn>> turns(List<String> command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Map<List<String>, List<Turn>> turns = new LinkedHashMap<>();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ", -1);
        turns
            .computeIfAbsent(List.of(words[1], words[0]), key -> new ArrayList<>())
            .add(
                new Turn(
                    Double.parseDouble(words[2]),
                    Double.parseDouble(words[3]),
                    Double.parseDouble(words[4]) / 1e3));
      }
    }
    if (process.waitFor() != 0) {
      throw new IOException("ended with " + process.exitValue() + ": " + command);
    }
    return turns;
  }

  private static TextTable table(Map<List<String>, List<Turn>> turns) {
    TextTable table =
        new TextTable(List.of("trials", "dashboard", "seen", "drawn", "from", "to", "kB"));
    turns.forEach(
        (key, measured) -> {
          double[] seen = measured.stream().mapToDouble(Turn::seen).sorted().toArray();
          double[] times = measured.stream().mapToDouble(Turn::millis).sorted().toArray();
          table.add(
              List.of(
                  String.format(Locale.ROOT, "%,d", Integer.valueOf(key.get(0))),
                  key.get(1),
                  TextTable.fixed(seen[seen.length / 2], 0),
                  TextTable.fixed(times[times.length / 2], 0),
                  TextTable.fixed(times[0], 0),
                  TextTable.fixed(Arrays.stream(times).max().orElseThrow(), 0),
                  TextTable.fixed(measured.get(0).kilobytes(), 0)));
        });
    return table;
  }

  private record Turn(double seen, double millis, double kilobytes) {}
}
