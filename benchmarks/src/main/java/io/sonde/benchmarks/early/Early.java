package io.sonde.benchmarks.early;

import static io.sonde.benchmarks.TextTable.fixed;

import io.sonde.benchmarks.Choice;
import io.sonde.benchmarks.Estimate;
import io.sonde.benchmarks.TextTable;
import io.sonde.search.port.Sampler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How much budget early stopping saves on TaskSet's learning curves, beside random search that runs
 * 60 trials to their end. Takes system properties:
 *
 * <ul>
 *   <li>{@code tables}: the folder; needed
 *   <li>{@code rules}: such as {@code none,asha:mode=promoting:min=2:max=51}
 *   <li>{@code algorithms}: such as {@code random,auto}; each is run with each rule
 *   <li>{@code tasks}: parts of names, with commas; default all
 *   <li>{@code seeds}: runs of each on each task; default 15
 *   <li>{@code spend}: how many whole runs each may spend; default 60
 *   <li>{@code threads}: how many runs at once; default 2
 * </ul>
 */
public final class Early {
  private static final int FULL_RUNS = 60;

  private final List<Pool> pools;
  private final int seeds;
  private final int spend;
  private final ExecutorService threads;

  private Early(List<Pool> pools, int seeds, int spend, ExecutorService threads) {
    this.pools = pools;
    this.seeds = seeds;
    this.spend = spend;
    this.threads = threads;
  }

  /** Prints the table. */
  public static void main(String[] arguments) throws Exception {
    Properties given = System.getProperties();
    Path folder = Path.of(given.getProperty("tables", ""), "taskset");
    if (!Files.isDirectory(folder)) {
      System.err.println("missing: -Dtables=DIR, the folder with taskset/; got " + folder);
      System.exit(2);
    }
    List<Choice> rules =
        Choice.parseAll(given.getProperty("rules", "none,asha:mode=promoting:min=2:max=51"));
    List<Choice> algorithms = Choice.parseAll(given.getProperty("algorithms", "random,auto"));
    List<String> parts = List.of(given.getProperty("tasks", "").split(",", -1));
    int seeds = Integer.parseInt(given.getProperty("seeds", "15"));
    int spend = Integer.parseInt(given.getProperty("spend", Integer.toString(FULL_RUNS)));
    ExecutorService threads =
        Executors.newFixedThreadPool(Integer.parseInt(given.getProperty("threads", "2")));
    try {
      System.out.println(
          new Early(read(folder, parts), seeds, spend, threads).table(rules, algorithms));
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<Pool> read(Path folder, List<String> parts) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Pool> pools = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        String name = String.valueOf(file.getFileName()).replace(".csv.gz", "");
        if (file.toString().endsWith(".csv.gz") && parts.stream().anyMatch(name::contains)) {
          pools.add(Pool.read(name, file));
        }
      }
      return pools;
    }
  }

  private String table(List<Choice> rules, List<Choice> algorithms)
      throws InterruptedException, ExecutionException {
    List<Method> methods =
        rules.stream().flatMap(r -> algorithms.stream().map(a -> new Method(r, a))).toList();
    List<Future<Saving>> savings = new ArrayList<>();
    for (Method method : methods) {
      pools.forEach(pool -> savings.add(threads.submit(() -> saving(method, pool))));
    }
    TextTable table =
        new TextTable(
            List.of("rule, sampler", "times less budget", "±", "least", "most", "better"));
    StringBuilder text = new StringBuilder();
    for (int m = 0; m < methods.size(); m++) {
      List<Saving> own = new ArrayList<>();
      for (var saving : savings.subList(m * pools.size(), (m + 1) * pools.size())) {
        own.add(saving.get());
      }
      text.append(tasks(methods.get(m), own)).append('\n');
      table.add(summary(methods.get(m), own));
    }
    return text.append(table).append(legend()).toString();
  }

  private Saving saving(Method method, Pool pool) {
    int budget = spend * pool.points();
    List<double[]> runs = new ArrayList<>();
    // The pools hold the same configurations: other seeds for each, so that errors are independent.
    long first = (long) pool.name().hashCode() << 32;
    for (long seed = first; seed < first + seeds; seed++) {
      Sampler sampler = method.algorithm().sampler(pool.space(), seed);
      runs.add(new CurveRun(pool, sampler, method.rule().stopper(), budget, seed).play());
    }
    System.err.println(method.label() + " on " + pool.name() + " done");
    return Saving.of(runs, pool.expectedBest(FULL_RUNS), FULL_RUNS * pool.points());
  }

  private TextTable tasks(Method method, List<Saving> savings) {
    TextTable table =
        new TextTable(List.of(method.label(), "times less", "±", "at the end", "random's 60"));
    for (int i = 0; i < savings.size(); i++) {
      Saving saving = savings.get(i);
      table.add(
          List.of(
              pools.get(i).name(),
              fixed(saving.ratio().mean(), 2),
              fixed(saving.ratio().error(), 2),
              fixed(saving.last(), 4),
              fixed(pools.get(i).expectedBest(FULL_RUNS), 4)));
    }
    return table;
  }

  private List<String> summary(Method method, List<Saving> savings) {
    Estimate mean = Estimate.average(savings.stream().map(Saving::ratio).toList());
    var all = savings.stream().mapToDouble(saving -> saving.ratio().mean()).summaryStatistics();
    long better =
        IntStream.range(0, savings.size())
            .filter(i -> savings.get(i).last() < pools.get(i).expectedBest(FULL_RUNS))
            .count();
    return List.of(
        method.label(),
        fixed(mean.mean(), 2),
        fixed(mean.error(), 2),
        fixed(all.getMin(), 2),
        fixed(all.getMax(), 2),
        better + " of " + savings.size());
  }

  private static String legend() {
    return """

        times less budget: points of random search's 60 whole runs, over the points spent when the
        mean best final loss of the runs is first as good as what those 60 reach in expectation;
        mean over the tasks; only trials that ran to their end count; ±: standard error
        better: on how many tasks the mean is better than random search's when all is spent
        """;
  }

  /** A rule and a sampler. */
  private record Method(Choice rule, Choice algorithm) {
    String label() {
      return rule.label() + ", " + algorithm.label();
    }
  }
}
