package io.sonde.benchmarks.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Runs {@code benchmarks/soak.yaml} by the program itself and prints, every 30 trials, what server
 * and workers hold; at the end by how much the memory grew after the first 30.
 *
 * <p>Options: {@code -Dsonde.root} the checkout, {@code -Dhome} an empty folder, {@code -Dtrials}
 * how many trials, 300 by default.
 */
public final class Soak {
  private static final int EVERY = 30;
  private static final long PAUSE_MS = 200;

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper mapper = new ObjectMapper();
  private final Path home;

  private Soak(Path home) {
    this.home = home;
  }

  /** Prints the table. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path root = Path.of(System.getProperty("sonde.root"));
    Path home = Path.of(System.getProperty("home"));
    int trials = Integer.getInteger("trials", 300);
    Process sonde =
        new ProcessBuilder(
                root.resolve("sonde").toString(),
                "run",
                root.resolve("benchmarks/soak.yaml").toString(),
                "--home",
                home.toString(),
                "--trials",
                String.valueOf(trials))
            .redirectErrorStream(true)
            .redirectOutput(home.resolveSibling(home.getFileName() + ".log").toFile())
            .start();
    new Soak(home).follow(sonde, trials);
  }

  private void follow(Process sonde, int trials) throws IOException, InterruptedException {
    System.out.println(
        "| trials | server MB | workers MB | handles | threads | processes | folders |");
    System.out.println("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    long serverThen = 0;
    long workersThen = 0;
    Footprint server = Footprint.NONE;
    Footprint workers = Footprint.NONE;
    for (int mark = EVERY; mark <= trials && await(sonde, mark); mark += EVERY) {
      server = Footprint.of(List.of(sonde.toHandle()));
      workers = Footprint.of(sonde.descendants().filter(Soak::isWorker).toList());
      print(mark, server, workers);
      if (mark == EVERY) {
        serverThen = server.kilobytes();
        workersThen = workers.kilobytes();
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%nafter the first %d trials and at the end: server %+.0f %%, workers %+.0f %%%n",
        EVERY,
        100.0 * server.kilobytes() / serverThen - 100,
        100.0 * workers.kilobytes() / workersThen - 100);
    System.out.println("exit code " + sonde.waitFor());
  }

  private static boolean isWorker(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains("io.sonde.trial.worker");
  }

  private void print(int mark, Footprint server, Footprint workers) throws IOException {
    System.out.printf(
        Locale.ROOT,
        "| %d | %d | %d | %d | %d | %d | %d |%n",
        mark,
        server.kilobytes() >> 10,
        workers.kilobytes() >> 10,
        server.handles() + workers.handles(),
        server.threads() + workers.threads(),
        server.processes() + workers.processes(),
        folders());
  }

  private long folders() throws IOException {
    try (Stream<Path> files = Files.walk(home.resolve("sweeps"))) {
      return files.filter(Files::isDirectory).count();
    }
  }

  /** Waits until so many trials have ended; whether they have. */
  private boolean await(Process sonde, int mark) throws InterruptedException {
    while (sonde.isAlive()) {
      if (ended() >= mark) {
        return true;
      }
      Thread.sleep(PAUSE_MS);
    }
    return false;
  }

  private int ended() throws InterruptedException {
    Properties record = new Properties();
    try (var reader = Files.newBufferedReader(home.resolve("server.properties"))) {
      record.load(reader);
      URI uri = URI.create(record.getProperty("address") + "/api/v1/sweeps/1");
      HttpRequest request = HttpRequest.newBuilder(uri).build();
      String body = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
      int sum = 0;
      JsonNode trials = mapper.readTree(body).path("trials");
      for (String state : List.of("completed", "stopped", "failed", "infeasible")) {
        sum += trials.path(state).asInt();
      }
      return sum;
    } catch (IOException e) {
      return 0; // it is not up yet, or on its way out
    }
  }
}
