package io.sonde.search;

/** What a search tries configurations on. */
@FunctionalInterface
public interface Evaluation {
  /**
   * Evaluates a configuration; answers the value of the first objective. What it answers of a trial
   * that {@link Trial#report} told to end does not count. An exception makes the trial a failed
   * one, and the search goes on.
   */
  double evaluate(Trial trial) throws Exception;
}
