package io.sonde.benchmarks.speed;

import io.sonde.benchmarks.Choice;
import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.port.Sampler;
import io.sonde.search.proposal.TrialSeeds;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Times a sampler of ours on a history that grows: a trial ends, the next is proposed. */
final class Stopwatch {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int REPEATS = 3;
  private static final long LIMIT_NANOS = 3_000_000_000L;
  private static final double MILLION = 1e6;

  private final Trials trials;
  private final Choice algorithm;

  Stopwatch(Trials trials, Choice algorithm) {
    this.trials = trials;
    this.algorithm = algorithm;
  }

  /** The run with the middle processor time of several, after one that does not count. */
  Timing time(int size) {
    once(size);
    List<Timing> timings = new ArrayList<>();
    for (int i = 0; i < REPEATS; i++) {
      timings.add(once(size));
    }
    timings.sort(Comparator.comparingDouble(Timing::cpuMillis));
    return timings.get(REPEATS / 2);
  }

  private Timing once(int size) {
    double before = megabytes();
    ColumnarHistory history = trials.history(size);
    Sampler sampler = algorithm.sampler(trials.space(), 0);
    long begun = System.nanoTime();
    propose(sampler, history);
    double first = (System.nanoTime() - begun) / MILLION;
    int rounds = 0;
    long cpu = THREADS.getCurrentThreadCpuTime();
    long wall = System.nanoTime();
    while (rounds < rounds(size) && System.nanoTime() - wall < LIMIT_NANOS) {
      trials.finish(history, history.size() - 1);
      propose(sampler, history);
      rounds++;
    }
    double cpuMillis = (THREADS.getCurrentThreadCpuTime() - cpu) / MILLION / rounds;
    double wallMillis = (System.nanoTime() - wall) / MILLION / rounds;
    double megabytes = megabytes() - before;
    propose(sampler, history);
    return new Timing(algorithm.label(), size, first, cpuMillis, wallMillis, megabytes);
  }

  /** So few that the history stays about as long as it was. */
  private static int rounds(int size) {
    return Math.max(50, Math.min(1000, size / 10));
  }

  private static void propose(Sampler sampler, ColumnarHistory history) {
    var random = new TrialSeeds(1).proposal(history.size());
    history.propose(sampler.propose(history, random).orElseThrow());
  }

  private static double megabytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MILLION;
  }
}
