package io.sonde.search;

import io.sonde.search.asktell.Best;
import io.sonde.search.history.History;
import io.sonde.search.history.TrialState;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a search has found. Immutable. */
public final class Result {
  private final Best best;
  private final History history;
  private final long seed;
  private final Optional<Exception> firstFailure;

  Result(Best best, History history, long seed, Optional<Exception> firstFailure) {
    this.best = best;
    this.history = history;
    this.seed = seed;
    this.firstFailure = firstFailure;
  }

  /**
   * The best trial; with several objectives the first of the front.
   *
   * @throws IllegalStateException when no trial gave a value that keeps every constraint; its cause
   *     is the first exception that an evaluation threw
   */
  public Best.Found best() {
    if (best.trials().isEmpty()) {
      throw new IllegalStateException(
          "no trial gave a value: of "
              + history.size()
              + " "
              + count(TrialState.FAILED)
              + " failed and "
              + count(TrialState.INFEASIBLE)
              + " were infeasible"
              + firstFailure.map(e -> "; the first failure: " + e).orElse(""),
          firstFailure.orElse(null));
    }
    return best.trials().get(0);
  }

  /** The Pareto front: the trials that no other beats in every objective; may be empty. */
  public List<Best.Found> front() {
    return best.trials();
  }

  /** The volume between the front and a point beyond it, in the product of the units. */
  public double hypervolume() {
    return best.hypervolume();
  }

  /** How many trials ended so. */
  public int count(TrialState state) {
    return (int) IntStream.range(0, history.size()).filter(t -> history.state(t) == state).count();
  }

  /** All trials. */
  public History history() {
    return history;
  }

  /** The seed with which the search can be repeated. */
  public long seed() {
    return seed;
  }

  /** The first exception that an evaluation threw. */
  public Optional<Exception> firstFailure() {
    return firstFailure;
  }
}
