package io.sonde.benchmarks.early;

import io.sonde.search.space.Domain;
import io.sonde.search.space.Scale;
import io.sonde.search.space.Space;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The eight parameters of Adam that TaskSet searches, each with the range and scale from which its
 * configurations were drawn.
 *
 * <p>L. Metz, N. Maheswaranathan, R. Sun, C. D. Freeman, B. Poole, J. Sohl-Dickstein: Using a
 * thousand optimization tasks to learn hyperparameter search strategies. 2020.
 */
final class AdamSpace {
  private AdamSpace() {}

  static Space create() {
    Map<String, Domain> domains = new LinkedHashMap<>();
    domains.put("learning_rate", range(1e-8, 1e1, Scale.LOG));
    domains.put("beta1", range(0, 1 - 1e-4, Scale.LOG1M));
    domains.put("beta2", range(0, 1 - 1e-6, Scale.LOG1M));
    domains.put("epsilon", range(1e-10, 1e3, Scale.LOG));
    domains.put("l1", range(1e-8, 1e1, Scale.LOG));
    domains.put("l2", range(1e-8, 1e1, Scale.LOG));
    domains.put("linear_decay", range(1e-7, 1e-4, Scale.LOG));
    domains.put("exponential_decay", range(1e-6, 1e-3, Scale.LOG));
    return Space.flat(domains);
  }

  private static Domain range(double low, double high, Scale scale) {
    return new Domain.FloatRange(low, high, scale, OptionalDouble.empty());
  }

  /** Where a value lies in its range, from 0 to 1 as its scale spreads it. */
  static double unit(Domain domain, double value) {
    Domain.FloatRange range = (Domain.FloatRange) domain;
    double low = range.scale().toModel(range.low());
    double high = range.scale().toModel(range.high());
    return (range.scale().toModel(range.decode(value)) - low) / (high - low);
  }
}
