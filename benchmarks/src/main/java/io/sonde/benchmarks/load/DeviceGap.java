package io.sonde.benchmarks.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How long the only device waits between two jobs of a sweep whose next trial is already waiting:
 * from the last command of one trial's script to the first of the next one's, through the whole
 * program with its database.
 *
 * <p>Options: {@code -Dsonde.root}, {@code -Dtrials} (100).
 */
public final class DeviceGap {
  private static final String SPEC =
      """
      name: gap
      objective: {metric: score, direction: maximize}
      space: {x: {int: [1, 1000]}}
      search: {algorithm: random, seed: 1}
      budget: {trials: %1$d, parallel: 3}
      trial:
        kind: command
        command: |
          date +%%s%%N >> "%2$s"
          echo "sonde: {\\"step\\": 1, \\"score\\": 1}"
          sleep 0.3
          date +%%s%%N >> "%2$s"
      """;

  private DeviceGap() {}

  /** Prints the distribution. */
  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(System.getProperty("sonde.root"));
    int trials = Integer.getInteger("trials", 100);
    Path folder = Files.createTempDirectory("sonde-gap");
    Path times = folder.resolve("times");
    try (Program program = Program.start(root, folder, "--slots", "1")) {
      program.submit(SPEC.formatted(trials, times));
      ObjectMapper mapper = new ObjectMapper();
      while (!mapper
          .readTree(program.get("/api/v1/sweeps/1"))
          .path("state")
          .asText()
          .equals("completed")) {
        Thread.sleep(500);
      }
    }
    print(Files.readAllLines(times));
  }

  private static void print(List<String> times) {
    List<Double> gaps = new ArrayList<>();
    for (int i = 1; i + 1 < times.size(); i += 2) {
      gaps.add((Long.parseLong(times.get(i + 1)) - Long.parseLong(times.get(i))) / 1e6);
    }
    gaps.sort(null);
    System.out.printf(
        Locale.ROOT,
        "%d gaps: median %.0f ms, p90 %.0f ms, longest %.0f ms%n",
        gaps.size(),
        gaps.get(gaps.size() / 2),
        gaps.get(gaps.size() * 9 / 10),
        gaps.get(gaps.size() - 1));
  }
}
