package io.sonde.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How long a device waits between two trials: from the end of one trial to the first training step
 * of the next, over a finished sweep with one slot. Read from what the server and the workers' logs
 * say of it, so it measures the program as it is.
 *
 * <p>Arguments: the address of a running server and the number of the sweep.
 */
public final class Turnaround {
  private static final String FIRST_STEP = "first step at ";
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper mapper = new ObjectMapper();
  private final URI server;
  private final int sweep;

  private Turnaround(URI server, int sweep) {
    this.server = server;
    this.sweep = sweep;
  }

  /** Prints the table. */
  public static void main(String[] arguments) {
    if (arguments.length != 2) {
      System.err.println("expected: SERVER-ADDRESS SWEEP, such as http://127.0.0.1:8080 1");
      System.exit(2);
    }
    new Turnaround(URI.create(arguments[0]), Integer.parseInt(arguments[1])).print();
  }

  private void print() {
    List<Gap> gaps = new ArrayList<>();
    JsonNode former = null;
    for (JsonNode row : get("/trials?limit=1000").path("trials")) {
      if (row.path("attempt_count").asInt() == 0) {
        continue;
      }
      JsonNode trial = get("/trials/" + row.path("number").asInt());
      if (former != null) {
        gaps.add(gap(former, trial));
      }
      former = trial;
    }
    System.out.printf("%d gaps between trials of sweep %d, in ms%n", gaps.size(), sweep);
    print("end stored -> next trial stored", gaps.stream().map(Gap::proposal).toList());
    print("next trial stored -> taken up by a worker", gaps.stream().map(Gap::handOver).toList());
    print("taken up -> first training step done", gaps.stream().map(Gap::build).toList());
    print("end -> first training step, in all", gaps.stream().map(Gap::all).toList());
  }

  private Gap gap(JsonNode former, JsonNode next) {
    Instant end = Instant.parse(former.path("ended").asText());
    Instant proposed = Instant.parse(next.path("created").asText());
    JsonNode attempt = next.path("attempts").path(0);
    Instant started = Instant.parse(attempt.path("started").asText());
    Instant firstStep = firstStep(next.path("number").asInt());
    return new Gap(
        Duration.between(end, proposed),
        Duration.between(proposed, started),
        Duration.between(started, firstStep),
        Duration.between(end, firstStep));
  }

  private Instant firstStep(int trial) {
    return text("/trials/" + trial + "/log")
        .lines()
        .filter(line -> line.startsWith(FIRST_STEP))
        .findFirst()
        .map(line -> Instant.parse(line.substring(FIRST_STEP.length())))
        .orElseThrow(() -> new IllegalStateException("trial " + trial + " took no step"));
  }

  private static void print(String what, List<Duration> durations) {
    List<Duration> sorted = durations.stream().sorted().toList();
    System.out.printf(
        Locale.ROOT,
        "%-42s median %5d   p90 %5d   max %5d%n",
        what,
        sorted.get(sorted.size() / 2).toMillis(),
        sorted.get(sorted.size() * 9 / 10).toMillis(),
        sorted.get(sorted.size() - 1).toMillis());
  }

  private JsonNode get(String path) {
    try {
      return mapper.readTree(text(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/api/v1/sweeps/" + sweep + path)).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private record Gap(Duration proposal, Duration handOver, Duration build, Duration all) {}
}
