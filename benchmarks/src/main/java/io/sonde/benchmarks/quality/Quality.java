package io.sonde.benchmarks.quality;

import io.sonde.benchmarks.Choice;
import io.sonde.benchmarks.Estimate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Normalised regret of the engine's samplers on recorded results of real trainings. Takes system
 * properties:
 *
 * <ul>
 *   <li>{@code tables}: the folder; needed
 *   <li>{@code algorithms}: such as {@code random,tpe:startup_trials=5}; default {@code auto,tpe}
 *   <li>{@code tasks}: parts of names, with commas; a task is run when its name holds one of them;
 *       default all
 *   <li>{@code seeds}: runs of each algorithm on each task; default 15
 *   <li>{@code threads}: how many runs at once; default 2
 *   <li>{@code csv}: a file for the figures; default none
 * </ul>
 */
public final class Quality {
  private final List<Task> tasks;
  private final RecordedRuns recorded;
  private final List<Choice> algorithms;
  private final int seeds;

  Quality(List<Task> tasks, RecordedRuns recorded, List<Choice> algorithms, int seeds) {
    this.tasks = tasks;
    this.recorded = recorded;
    this.algorithms = algorithms;
    this.seeds = seeds;
  }

  /** Prints the tables. */
  public static void main(String[] arguments) throws Exception {
    Properties given = System.getProperties();
    String folder = given.getProperty("tables", "");
    if (folder.isEmpty()) {
      System.err.println(
          "missing: -Dtables=DIR, the folder with hpolib/, hpobench_nn/, yahpo/ and baselines/");
      System.exit(2);
    }
    List<Choice> algorithms = Choice.parseAll(given.getProperty("algorithms", "auto,tpe"));
    List<String> parts = List.of(given.getProperty("tasks", "").split(",", -1));
    int seeds = Integer.parseInt(given.getProperty("seeds", "15"));
    int threads = Integer.parseInt(given.getProperty("threads", "2"));
    Tables tables = new Tables(Path.of(folder));
    List<Task> tasks = tables.tasks(name -> parts.stream().anyMatch(name::contains));
    Quality quality = new Quality(tasks, tables.recorded(), algorithms, seeds);
    List<Results> results = quality.run(threads);
    System.out.println(quality.check());
    System.out.println(new Report(results).write());
    String csv = given.getProperty("csv", "");
    if (!csv.isEmpty()) {
      CsvReport.write(results, Path.of(csv));
    }
  }

  /** What the recorded runs alone say of Optuna 5's TPE, which the goals are set by. */
  private String check() {
    List<Estimate> regrets =
        recorded.tasks().stream()
            .map(task -> new Results(task, recorded.longest(task), Double.NaN, recorded.of(task)))
            .map(results -> results.regret("optuna5_tpe", 100))
            .toList();
    Estimate mean = Estimate.average(regrets);
    return String.format(
        "Recorded runs alone: optuna5_tpe has normalised regret %.3f ± %.3f at the full budget,"
            + " mean over all %d tasks with recorded runs%n",
        mean.mean(), mean.error(), regrets.size());
  }

  /** Runs everything, so many runs at once. */
  List<Results> run(int threads) throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Pending> pending = new ArrayList<>();
      for (Task task : tasks) {
        compared().forEach(algorithm -> pending.add(start(task, algorithm, pool)));
      }
      List<Results> all = new ArrayList<>();
      for (Task task : tasks) {
        double least = task.leastMean().orElse(Double.NaN);
        Results results = new Results(task.name(), task.budget(), least, recorded.of(task.name()));
        for (Pending of : pending) {
          if (of.task().equals(task)) {
            of.addTo(results);
          }
        }
        all.add(results);
      }
      return all;
    } finally {
      pool.shutdownNow();
    }
  }

  /** Those asked for, and random search, beside which others stand. */
  private List<Choice> compared() {
    Choice random = Choice.parse(Results.RANDOM);
    return Stream.concat(Stream.of(random), algorithms.stream()).distinct().toList();
  }

  private Pending start(Task task, Choice algorithm, ExecutorService pool) {
    List<Future<Trace>> traces = new ArrayList<>();
    // Some tasks have the same space: other seeds for each, so that their errors are independent.
    long first = (long) task.name().hashCode() << 32;
    for (long seed = first; seed < first + seeds; seed++) {
      Run run = new Run(task, algorithm.sampler(task.space(), seed), seed);
      traces.add(pool.submit(run::play));
    }
    return new Pending(task, algorithm, traces);
  }

  /** Runs that have not all ended. */
  private record Pending(Task task, Choice algorithm, List<Future<Trace>> traces) {
    void addTo(Results results) throws InterruptedException, ExecutionException {
      for (Future<Trace> trace : traces) {
        results.add(algorithm.label(), trace.get());
      }
      System.err.println(task.name() + ": " + algorithm.label() + " done");
    }
  }
}
