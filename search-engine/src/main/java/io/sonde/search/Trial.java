package io.sonde.search;

import io.sonde.search.asktell.AskTell;
import io.sonde.search.asktell.Asked;
import io.sonde.search.report.Decision;
import io.sonde.search.space.Configuration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A trial that is being evaluated. Belongs to the thread that evaluates it.
 *
 * <p>Rules that pause trials begin an evaluation again later, with the same configuration; what it
 * then needs it finds with {@link #kept}. One that keeps nothing simply starts over: the steps it
 * has reported before are passed over.
 */
public final class Trial {
  private final AskTell sweep;
  private final Asked.Work work;
  private final long seed;
  private final String objective;
  private final Map<Integer, Object> keep;
  private final Runnable reported;
  private final Map<String, Double> measured = new HashMap<>();
  private Decision decision = Decision.CONTINUE;

  Trial(
      AskTell sweep,
      Asked.Work work,
      long seed,
      String objective,
      Map<Integer, Object> keep,
      Runnable reported) {
    this.sweep = sweep;
    this.work = work;
    this.seed = seed;
    this.objective = objective;
    this.keep = keep;
    this.reported = reported;
  }

  /** Counted from 0 in the order of the proposals. */
  public int number() {
    return work.trial();
  }

  /** What is to be evaluated. */
  public Configuration config() {
    return work.configuration();
  }

  /** From which everything random in the trial is to derive, so that it can be repeated. */
  public long seed() {
    return seed;
  }

  /** The step that comes after the last one reported; 1 for a trial that begins. */
  public int nextStep() {
    return work.after().orElse(0) + 1;
  }

  /**
   * Reports the first objective at a step; answers whether to go on. When not, the evaluation is to
   * return, having kept what it may need later.
   *
   * @param step such as an epoch; at least 0, rising
   */
  public boolean report(int step, double value) {
    return report(step, Map.of(objective, value));
  }

  /** Reports metrics at a step, one of the search's at least; answers whether to go on. */
  public boolean report(int step, Map<String, Double> metrics) {
    if (ended()) {
      return false;
    }
    if (step < nextStep() && work.resumed()) {
      return true;
    }
    decision = sweep.report(number(), step, metrics).decision();
    reported.run();
    return !ended();
  }

  /** Adds a metric to the trial: another objective, or one that a constraint bounds. */
  public void measure(String metric, double value) {
    measured.put(metric, value);
  }

  /** Keeps something for the time that the trial is paused, such as a model. */
  public void keep(Object state) {
    keep.put(number(), state);
  }

  /** What was kept before the pause; empty when the trial begins or nothing was kept. */
  public <T> Optional<T> kept(Class<T> type) {
    return Optional.ofNullable(keep.get(number())).map(type::cast);
  }

  /** Whether it was told to end by a report. */
  boolean ended() {
    return decision != Decision.CONTINUE;
  }

  /** Whether it is to go on later. */
  boolean paused() {
    return decision == Decision.PAUSE;
  }

  /** What is told when the evaluation has returned this value. */
  Map<String, Double> measured(double value) {
    Map<String, Double> all = new HashMap<>(measured);
    all.put(objective, value);
    return all;
  }

  /** What is told when the evaluation gave no value. */
  Map<String, Double> measured() {
    return measured;
  }
}
