package io.sonde.benchmarks.quality;

import io.sonde.benchmarks.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * All runs on one task, and how they compare.
 *
 * <p>The normalised regret of an optimizer is (its mean best − lo) / (the reference's mean best −
 * lo) after as many evaluations, where lo is the best loss anyone saw on the task, in any run. 0 is
 * best, 1 is random search. The reference are the recorded runs of random search, or our own where
 * nothing was recorded.
 */
final class Results {
  /** The shares of the budget after which is compared, in percent. */
  static final List<Integer> SHARES = List.of(25, 50, 100);

  /** Our random search. */
  static final String RANDOM = "random";

  private static final String RECORDED_RANDOM = "optuna5_random";

  private final String task;
  private final int budget;
  private final double leastMean;
  private final Map<String, List<Trace>> recorded;
  private final Map<String, List<Trace>> runs = new LinkedHashMap<>();

  /**
   * No runs of ours yet.
   *
   * @param leastMean the least loss without noise of all configurations; NaN when not known
   */
  Results(String task, int budget, double leastMean, Map<String, List<Trace>> recorded) {
    this.task = task;
    this.budget = budget;
    this.leastMean = leastMean;
    this.recorded = recorded;
    runs.putAll(recorded);
  }

  /** Adds a run of ours. */
  void add(String optimizer, Trace trace) {
    runs.computeIfAbsent(optimizer, o -> new ArrayList<>()).add(trace);
  }

  String task() {
    return task;
  }

  /** What the task belongs to. */
  String collection() {
    return task.substring(0, task.lastIndexOf('/'));
  }

  int budget() {
    return budget;
  }

  /** Whether others' runs on this task were recorded. */
  boolean compared() {
    return recorded.containsKey(RECORDED_RANDOM);
  }

  List<String> optimizers() {
    return List.copyOf(runs.keySet());
  }

  int runs(String optimizer) {
    return runs.getOrDefault(optimizer, List.of()).size();
  }

  /** The best loss anyone saw. */
  double low() {
    return lowOf(runs);
  }

  private static double lowOf(Map<String, List<Trace>> runs) {
    return runs.values().stream()
        .flatMap(List::stream)
        .mapToDouble(Trace::best)
        .min()
        .orElse(Double.NaN);
  }

  /** The evaluations in a share of the budget. */
  int evaluations(int share) {
    return budget * share / 100;
  }

  /** The mean best loss after a share of the budget; NaN when the runs did not go so far. */
  Estimate best(String optimizer, int share) {
    return estimate(optimizer, trace -> OptionalDouble.of(trace.best(evaluations(share))));
  }

  /** The mean loss without noise of what the runs found best. */
  Estimate returned(String optimizer) {
    return estimate(optimizer, Trace::returned);
  }

  /**
   * The regret of what the runs found best, without noise: 0 for the best configuration there is, 1
   * for what our random search finds.
   */
  Estimate regretReturned(String optimizer) {
    return returned(optimizer).between(leastMean, returned(RANDOM).mean());
  }

  /** Whether the loss without noise is known. */
  boolean noisy() {
    return !Double.isNaN(leastMean);
  }

  /** The mean processor time of a proposal, in ns. */
  Estimate nanos(String optimizer) {
    return estimate(optimizer, Trace::nanos);
  }

  private Estimate estimate(String optimizer, Function<Trace, OptionalDouble> figure) {
    return Estimate.of(
        runs.getOrDefault(optimizer, List.of()).stream()
            .map(figure)
            .mapToDouble(value -> value.orElse(Double.NaN))
            .toArray());
  }

  /** The normalised regret after a share of the budget. */
  Estimate regret(String optimizer, int share) {
    return best(optimizer, share).between(low(), best(reference(), share).mean());
  }

  /** As {@link #regret} at the end, but lo is of the recorded runs alone: it may fall below 0. */
  Estimate regretByRecorded(String optimizer) {
    return best(optimizer, 100).between(lowOf(recorded), best(reference(), 100).mean());
  }

  /** What has regret 1: recorded runs of random search, or our own. */
  String reference() {
    return compared() ? RECORDED_RANDOM : RANDOM;
  }

  /** The place of an optimizer among these by the mean best at the end; equals share theirs. */
  double rank(String optimizer, List<String> among) {
    double own = best(optimizer, 100).mean();
    double better = among.stream().filter(o -> best(o, 100).mean() < own).count();
    double equal = among.stream().filter(o -> best(o, 100).mean() == own).count();
    return better + (equal + 1) / 2;
  }
}
