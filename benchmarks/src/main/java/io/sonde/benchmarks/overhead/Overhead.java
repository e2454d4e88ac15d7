package io.sonde.benchmarks.overhead;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Seconds of a trial, from the end of the one before to its own, beside the same training written
 * by hand in one process; in turns, on one thread each. The first of each process does not count.
 *
 * <p>Options: {@code -Dsonde.root} the checkout, {@code -Dworker} the file with the class path of
 * workers, {@code -Dturns} how many turns, 3 by default, {@code -Dtrials} of each turn, 6 by
 * default.
 */
public final class Overhead {
  private final Path root;
  private final int trials;

  private Overhead(Path root, int trials) {
    this.root = root;
    this.trials = trials;
  }

  /** Prints the medians and their ratio. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Overhead overhead =
        new Overhead(Path.of(System.getProperty("sonde.root")), Integer.getInteger("trials", 6));
    List<Double> hand = new ArrayList<>();
    List<Double> sonde = new ArrayList<>();
    for (int turn = 0; turn < Integer.getInteger("turns", 3); turn++) {
      hand.addAll(overhead.byHand(Files.readString(Path.of(System.getProperty("worker")))));
      sonde.addAll(overhead.asTrials(Files.createTempDirectory("overhead")));
    }
    System.out.printf(
        Locale.ROOT,
        "by hand %.3f s, as a trial %.3f s, ratio %.3f (medians of %d and %d)%n",
        median(hand),
        median(sonde),
        median(sonde) / median(hand),
        hand.size(),
        sonde.size());
  }

  private List<Double> byHand(String worker) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx1g",
            "-Dorg.eclipse.deeplearning4j.helpers.disable=false",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-cp",
            System.getProperty("java.class.path") + ":" + worker.strip(),
            HandWritten.class.getName(),
            root.resolve("examples/data/fashion-mnist").toString(),
            String.valueOf(trials));
    builder.environment().put("OMP_NUM_THREADS", "1");
    List<Double> seconds = run(builder).stream().map(Double::parseDouble).toList();
    return seconds.subList(1, seconds.size());
  }

  private List<Double> asTrials(Path home) throws IOException, InterruptedException {
    String sonde = root.resolve("sonde").toString();
    String spec = root.resolve("benchmarks/overhead.yaml").toString();
    String at = home.toString();
    run(
        new ProcessBuilder(
            sonde, "run", spec, "--home", at, "--trials", String.valueOf(trials), "--json"));
    String export = String.join("\n", run(new ProcessBuilder(sonde, "export", "1", "--home", at)));
    List<Double> seconds = new ArrayList<>();
    Instant before = null;
    for (JsonNode trial : new ObjectMapper().readTree(export).path("trials")) {
      Instant ended = Instant.parse(trial.path("ended").asText());
      if (before != null) {
        seconds.add(Duration.between(before, ended).toNanos() / 1e9);
      }
      before = ended;
    }
    return seconds;
  }

  private static List<String> run(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(builder.command() + " ended with " + process.exitValue());
    }
    return out.lines().toList();
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
