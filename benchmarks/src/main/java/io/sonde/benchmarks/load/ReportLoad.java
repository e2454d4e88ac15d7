package io.sonde.benchmarks.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sonde.benchmarks.load.Reporter.Answered;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * So many trials of one sweep report at the same time over the API; prints how long a report takes,
 * what the server used of the processor, and how many reports are stored in the end.
 *
 * <p>Each trial is a process that tells its token and waits; this process reports for all of them,
 * for each from when its process is there. What counts is the time after all of them are and the
 * server, which has just been started, has had some seconds to compile itself; those are printed
 * apart. Options: {@code -Dsonde.root}, {@code -Dtrials} (200), {@code -Dseconds} (60), {@code
 * -Dwarmup} seconds (15), {@code -Drate} reports a second of each (10).
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

  private static final int SLICE_SECONDS = 10;

  private final ObjectMapper mapper = new ObjectMapper();
  private final int trials = Integer.getInteger("trials", 200);
  private final int seconds = Integer.getInteger("seconds", 60);
  private final int warmup = Integer.getInteger("warmup", 15);
  private final int rate = Integer.getInteger("rate", 10);
  private final AtomicLong end = new AtomicLong(System.nanoTime() + TimeUnit.DAYS.toNanos(1));
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
    Path over = folder.resolve("end");
    program.submit(SPEC.formatted(trials, tokens, over));
    List<Future<List<Answered>>> reporting = report(tokens);
    long start = System.nanoTime() + TimeUnit.SECONDS.toNanos(warmup);
    end.set(start + TimeUnit.SECONDS.toNanos(seconds));
    ProcessHandle server = program.process();
    TimeUnit.SECONDS.sleep(warmup);
    Duration before = server.info().totalCpuDuration().orElse(Duration.ZERO);
    List<Answered> answered = new ArrayList<>();
    for (Future<List<Answered>> one : reporting) {
      answered.addAll(one.get());
    }
    Duration used = server.info().totalCpuDuration().orElse(Duration.ZERO).minus(before);
    Files.createFile(over);
    print(answered, start, used);
    return stored(program) == answered.size();
  }

  /** Lets each trial report from when it has told its token; returns once all do. */
  private List<Future<List<Answered>>> report(Path tokens)
      throws IOException, InterruptedException {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            trials,
            task -> {
              Thread thread = new Thread(task, "reporter");
              thread.setDaemon(true);
              return thread;
            });
    Map<Path, Future<List<Answered>>> reporting = new HashMap<>();
    while (reporting.size() < trials) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(tokens, "*[0-9]")) {
        for (Path file : files) {
          if (!reporting.containsKey(file)) {
            reporting.put(file, threads.submit(reporter(Files.readString(file).strip())));
          }
        }
      }
      Thread.sleep(50);
    }
    threads.shutdown();
    return List.copyOf(reporting.values());
  }

  private Reporter reporter(String told) {
    String[] words = told.split(" ", -1);
    return new Reporter(URI.create(words[0]), words[1], words[2], 1_000_000_000L / rate, end::get);
  }

  private void print(List<Answered> answered, long start, Duration used) {
    print("while they start", answered, Long.MIN_VALUE, -warmup, start);
    print("%d s of warming up".formatted(warmup), answered, -warmup, 0, start);
    for (int from = 0; from < seconds; from += SLICE_SECONDS) {
      int until = Math.min(from + SLICE_SECONDS, seconds);
      print("second %d to %d".formatted(from, until), answered, from, until, start);
    }
    print("all %d s".formatted(seconds), answered, 0, seconds, start);
    print("from the first report to the last", answered, Long.MIN_VALUE, seconds, start);
    System.out.printf(
        Locale.ROOT, "the server used %.2f of a core%n", used.toMillis() / 1000.0 / seconds);
  }

  /** Prints of what was due between two seconds. */
  private void print(String when, List<Answered> answered, long from, long until, long start) {
    long[] sorted =
        answered.stream()
            .filter(
                one -> {
                  double second = (one.dueNanos() - start) / 1e9;
                  return second >= from && second < until;
                })
            .mapToLong(Answered::tookNanos)
            .sorted()
            .toArray();
    System.out.printf(
        Locale.ROOT,
        "%s: %d reports of %d trials: p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
        when,
        sorted.length,
        trials,
        millis(sorted, 0.5),
        millis(sorted, 0.9),
        millis(sorted, 0.99),
        millis(sorted, 1));
  }

  private static double millis(long[] sorted, double part) {
    return sorted.length == 0
        ? 0
        : sorted[(int) Math.min(sorted.length - 1L, (long) (part * sorted.length))] / 1e6;
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
