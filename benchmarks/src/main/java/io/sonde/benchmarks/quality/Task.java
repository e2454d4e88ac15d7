package io.sonde.benchmarks.quality;

import io.sonde.search.space.Configuration;
import io.sonde.search.space.Space;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * Something to optimise without training anything: a space, a loss to make small, and how many
 * evaluations an optimizer gets. Thread-safe.
 */
public interface Task {
  /** The collection and the data set, such as {@code hpolib/protein_structure}. */
  String name();

  /** How many evaluations a run has. */
  int budget();

  /** The space that is searched. */
  Space space();

  /** The loss of one evaluation, which may be noisy. */
  double evaluate(Configuration configuration, RandomGenerator noise);

  /** The loss without noise, where it is known apart from the noisy one. */
  OptionalDouble mean(Configuration configuration);

  /** The least loss without noise of all configurations, where it is known. */
  OptionalDouble leastMean();
}
