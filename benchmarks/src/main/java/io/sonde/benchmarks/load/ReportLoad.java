package io.sonde.benchmarks.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * So many trials of one sweep report at the same time over the API; prints how long a report takes,
 * what the server used of the processor, and how many reports are stored in the end.
 *
 * <p>Each trial is a process that tells its token and waits; this process reports for all of them.
 * Options: {@code -Dsonde.root}, {@code -Dtrials} (200), {@code -Dseconds} (60), {@code -Drate}
 * reports a second of each (10).
 */
public final class ReportLoad {
  private static final String SPEC =
      """
      name: reports
      objective: {metric: score, direction: maximize}
      space: {x: {int: [1, 1000]}}
      search: {algorithm: random, seed: 1}
      budget: {trials: %1$d, parallel: %1$d}
      trial:
        kind: command
        command: |
          printf '%%s %%s %%s\\n' "$SONDE_URL" "$SONDE_ATTEMPT" "$SONDE_TOKEN" > "%2$s/$SONDE_TRIAL.part"
          mv "%2$s/$SONDE_TRIAL.part" "%2$s/$SONDE_TRIAL"
          until [ -e "%3$s" ]; do sleep 5; done
      """;

  private final ObjectMapper mapper = new ObjectMapper();
  private final int trials = Integer.getInteger("trials", 200);
  private final int seconds = Integer.getInteger("seconds", 60);
  private final int rate = Integer.getInteger("rate", 10);
  private final Path folder;

  private ReportLoad(Path folder) {
    this.folder = folder;
  }

  /** Prints the figures; ends with 1 when a report was lost. */
  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(System.getProperty("sonde.root"));
    Path folder = Files.createTempDirectory("sonde-reports");
    ReportLoad load = new ReportLoad(folder);
    boolean whole;
    try (Program program = Program.start(root, folder, "--slots", "" + load.trials)) {
      whole = load.run(program);
    }
    System.exit(whole ? 0 : 1);
  }

  private boolean run(Program program) throws Exception {
    Path tokens = Files.createDirectory(folder.resolve("tokens"));
    Path end = folder.resolve("end");
    program.submit(SPEC.formatted(trials, tokens, end));
    List<String> told = awaitTokens(tokens);
    ProcessHandle server = program.process();
    Duration before = server.info().totalCpuDuration().orElse(Duration.ZERO);
    long[] took = report(told);
    Duration used = server.info().totalCpuDuration().orElse(Duration.ZERO).minus(before);
    Files.createFile(end);
    print(took, used);
    return stored(program) == (long) trials * seconds * rate;
  }

  private List<String> awaitTokens(Path tokens) throws IOException, InterruptedException {
    while (true) {
      try (Stream<Path> files = Files.list(tokens)) {
        List<Path> whole = files.filter(file -> !file.toString().endsWith(".part")).toList();
        if (whole.size() == trials) {
          List<String> told = new ArrayList<>();
          for (Path file : whole) {
            told.add(Files.readString(file).strip());
          }
          return told;
        }
      }
      Thread.sleep(200);
    }
  }

  private long[] report(List<String> told) throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(trials);
    long every = 1_000_000_000L / rate;
    long start = System.nanoTime() + 2_000_000_000L;
    List<Future<long[]>> all = new ArrayList<>();
    for (int i = 0; i < told.size(); i++) {
      String[] words = told.get(i).split(" ", -1);
      long first = start + i * every / trials;
      all.add(
          threads.submit(
              new Reporter(
                  URI.create(words[0]), words[1], words[2], first, seconds * rate, every)));
    }
    LongStream.Builder took = LongStream.builder();
    for (Future<long[]> one : all) {
      Arrays.stream(one.get()).forEach(took);
    }
    threads.shutdown();
    return took.build().sorted().toArray();
  }

  private void print(long[] took, Duration used) {
    System.out.printf(
        Locale.ROOT,
        "%d reports of %d trials in %d s: p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, longest %.1f ms;"
            + " the server used %.2f of a core%n",
        took.length,
        trials,
        seconds,
        millis(took, 0.5),
        millis(took, 0.9),
        millis(took, 0.99),
        millis(took, 1),
        used.toMillis() / 1000.0 / seconds);
  }

  private static double millis(long[] sorted, double part) {
    return sorted[(int) Math.min(sorted.length - 1L, (long) (part * sorted.length))] / 1e6;
  }

  /** How many reports the trials have in the end. */
  private long stored(Program program) throws IOException, InterruptedException {
    while (!mapper
        .readTree(program.get("/api/v1/sweeps/1"))
        .path("state")
        .asText()
        .equals("completed")) {
      Thread.sleep(500);
    }
    long stored = 0;
    for (int trial = 0; trial < trials; trial++) {
      JsonNode detail =
          mapper.readTree(program.get("/api/v1/sweeps/1/trials/" + trial + "?points=10000"));
      stored += detail.path("curves").path("score").size();
    }
    System.out.printf("%d reports are stored%n", stored);
    return stored;
  }
}
