package io.sonde.benchmarks.pages;

import io.sonde.benchmarks.TextTable;
import io.sonde.benchmarks.load.Program;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long the pages and the chart data of sweeps of different sizes take from request to last
 * byte, asked one after the other of a server as users start it; the sweeps are written into its
 * home first. The first answer and the median of those after it are printed.
 *
 * <p>Options: {@code -Dsonde.root}; {@code -Dfolder}, which keeps the home from run to run; {@code
 * -Dsizes} trials of the sweeps (100,50000); {@code -Drounds} (7); {@code -Dstay=true} to leave the
 * server running until its input ends, for a browser.
 */
public final class Pages {
  private static final Map<String, String> PATHS = paths();

  private final HttpClient http = HttpClient.newHttpClient();
  private final int rounds = Integer.getInteger("rounds", 7);

  private Pages() {}

  private static Map<String, String> paths() {
    Map<String, String> paths = new LinkedHashMap<>();
    paths.put("page of the sweep", "/sweeps/%d");
    paths.put("list of sweeps", "/");
    paths.put("analysis page", "/sweeps/%d/analysis");
    String trials = "/api/v1/sweeps/%d/trials?limit=25&sort=";
    paths.put("trials by value", trials + "value");
    paths.put("trials by number, far in", trials + "number&offset=49000");
    paths.put("trials by a parameter", trials + "value:p1");
    paths.put("trials by a metric", trials + "metric:accuracy");
    paths.put("trials by time", trials + "seconds");
    String analysis = "/api/v1/sweeps/%d/analysis/";
    paths.put("parallel, slice, rank", analysis + "trials");
    paths.put("contour", analysis + "contour?x=p1&y=p2");
    paths.put("distribution", analysis + "distribution");
    paths.put("curves", analysis + "curves");
    paths.put("progress", analysis + "progress");
    paths.put("what was learnt", "/api/v1/sweeps/%d/insights");
    paths.put("history", "/api/v1/sweeps/%d/history?points=600");
    return paths;
  }

  /** Prints the figures. */
  public static void main(String[] arguments) throws Exception {
    Path folder =
        System.getProperty("folder") == null
            ? Files.createTempDirectory("sonde-pages")
            : Files.createDirectories(Path.of(System.getProperty("folder")));
    List<Integer> sizes =
        Arrays.stream(System.getProperty("sizes", "100,50000").split(",", -1))
            .map(Integer::valueOf)
            .toList();
    if (!Files.exists(folder.resolve("home"))) {
      LargeSweep.writeAll(Files.createDirectories(folder.resolve("home")), sizes);
    }
    try (Program program = Program.start(Path.of(System.getProperty("sonde.root")), folder)) {
      new Pages().measure(program.address(), sizes);
      if (Boolean.getBoolean("stay")) {
        System.out.println("The server stays at " + program.address() + " until the input ends.");
        System.in.transferTo(OutputStream.nullOutputStream());
      }
    }
  }

  private void measure(URI server, List<Integer> sizes) throws IOException, InterruptedException {
    TextTable table = new TextTable(List.of("asked for", "trials", "first ms", "median ms", "kB"));
    for (Map.Entry<String, String> path : PATHS.entrySet()) {
      for (int sweep = 1; sweep <= sizes.size(); sweep++) {
        URI address = server.resolve(path.getValue().formatted(sweep));
        double[] times = new double[rounds + 1];
        int bytes = 0;
        for (int round = 0; round < times.length; round++) {
          long start = System.nanoTime();
          HttpResponse<byte[]> answer =
              http.send(
                  HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
          times[round] = (System.nanoTime() - start) / 1e6;
          bytes = answer.body().length;
          if (answer.statusCode() != 200) {
            throw new IOException(address + " answered " + answer.statusCode());
          }
        }
        double first = times[0];
        Arrays.sort(times, 1, times.length);
        table.add(
            List.of(
                path.getKey(),
                String.format(Locale.ROOT, "%,d", sizes.get(sweep - 1)),
                TextTable.fixed(first, 0),
                TextTable.fixed(times[1 + rounds / 2], 0),
                TextTable.fixed(bytes / 1e3, 0)));
      }
    }
    System.out.println(table);
  }
}
