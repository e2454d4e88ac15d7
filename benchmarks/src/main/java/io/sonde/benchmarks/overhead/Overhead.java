package io.sonde.benchmarks.overhead;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Runs {@code overhead.yaml} by the program, and the same training by {@link HandWritten} before
 * and after it. A trial's time is that from the end of the one before to its own, as stored, so all
 * that lies between two trials counts. The first of each process is left out: it pays for the
 * process.
 *
 * <p>Options: {@code -Dsonde.root} the checkout, {@code -Dworker} the file with the class path of
 * worker processes, {@code -Drounds}, 3 by default.
 */
public final class Overhead {
  private static final int BY_HAND = 5;
  private static final int TRIALS = 9;

  private final Path root;
  private final Path worker;
  private final List<Double> byHand = new ArrayList<>();
  private final List<Double> trials = new ArrayList<>();

  private Overhead(Path root, Path worker) {
    this.root = root;
    this.worker = worker;
  }

  /** Prints the medians and their ratio. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Overhead overhead =
        new Overhead(
            Path.of(System.getProperty("sonde.root")), Path.of(System.getProperty("worker")));
    for (int round = 0; round < Integer.getInteger("rounds", 3); round++) {
      overhead.handWritten();
      overhead.sweep();
    }
    overhead.handWritten();
    double hand = median(overhead.byHand);
    double trial = median(overhead.trials);
    System.out.printf(
        Locale.ROOT,
        "by hand %.3f s (%d trainings), a trial %.3f s (%d): %+.1f %%%n",
        hand,
        overhead.byHand.size(),
        trial,
        overhead.trials.size(),
        100 * (trial / hand - 1));
  }

  private void handWritten() throws IOException, InterruptedException {
    String classpath =
        Files.readString(worker).strip()
            + File.pathSeparator
            + System.getProperty("java.class.path");
    ProcessBuilder process =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx1g",
            "-Dorg.bytedeco.javacpp.maxbytes=0",
            "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
            "-cp",
            classpath,
            HandWritten.class.getName(),
            root.resolve("benchmarks/overhead.yaml").toString(),
            String.valueOf(BY_HAND + 1));
    process.environment().put("OMP_NUM_THREADS", "1");
    process.environment().put("OMP_WAIT_POLICY", "PASSIVE");
    List<Double> seconds =
        output(process)
            .lines()
            .filter(line -> line.startsWith("seconds "))
            .map(line -> Double.valueOf(line.split(" ", 2)[1]))
            .toList();
    byHand.addAll(seconds.subList(1, seconds.size()));
    System.err.println("by hand " + seconds);
  }

  private void sweep() throws IOException, InterruptedException {
    Path home = Files.createTempDirectory("sonde-overhead");
    String spec = root.resolve("benchmarks/overhead.yaml").toString();
    sonde("run", spec, "--home", home.toString(), "--trials", String.valueOf(TRIALS));
    JsonNode rows = new ObjectMapper().readTree(sonde("export", "1", "--home", home.toString()));
    List<Instant> ends = new ArrayList<>();
    for (JsonNode row : rows.path("trials")) {
      ends.add(Instant.parse(row.path("ended").asText()));
    }
    List<Double> seconds = new ArrayList<>();
    for (int i = 1; i < ends.size(); i++) {
      seconds.add(Duration.between(ends.get(i - 1), ends.get(i)).toMillis() / 1000.0);
    }
    trials.addAll(seconds);
    System.err.println("trials " + seconds + ", left behind: " + home);
  }

  private String sonde(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(root.resolve("sonde").toString()));
    command.addAll(Arrays.asList(arguments));
    return output(new ProcessBuilder(command));
  }

  private static String output(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(
          "'%s' ended with %d".formatted(builder.command().get(0), process.exitValue()));
    }
    return output;
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
