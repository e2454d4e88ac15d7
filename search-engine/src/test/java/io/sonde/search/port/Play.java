package io.sonde.search.port;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.space.Configuration;
import io.sonde.search.space.Domain;
import io.sonde.search.space.Node;
import io.sonde.search.space.Scale;
import io.sonde.search.space.Space;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Sweeps in memory, one trial after the other, for the tests of samplers and stoppers. */
public final class Play {
  /** Something to make small. */
  public static final Objective LOSS = new Objective("loss", Direction.MINIMIZE);

  private Play() {}

  /** The generator of one trial, as a sweep would make it. */
  public static RandomGenerator generator(long seed, int trial) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed * 1_000_003 + trial);
  }

  /** The history after as many completed trials, or fewer when the sampler has no more. */
  public static ColumnarHistory play(
      Sampler sampler, Space space, ToDoubleFunction<Configuration> loss, int trials, long seed) {
    ColumnarHistory history = new ColumnarHistory(space, LOSS);
    for (int i = 0; i < trials; i++) {
      Optional<Configuration> next = sampler.propose(history, generator(seed, i));
      if (next.isEmpty()) {
        break;
      }
      complete(history, history.propose(next.get()), loss.applyAsDouble(next.get()));
    }
    return history;
  }

  /** Runs a proposed trial to its end with one report. */
  public static void complete(ColumnarHistory history, int trial, double value) {
    history.become(trial, TrialState.RUNNING);
    history.report(trial, 1, value);
    history.become(trial, TrialState.COMPLETED);
  }

  /** Ends a proposed trial in this state, after one report. */
  public static void end(ColumnarHistory history, int trial, TrialState state, double value) {
    history.become(trial, TrialState.RUNNING);
    history.report(trial, 1, value);
    if (state != TrialState.RUNNING) {
      history.become(trial, state);
    }
  }

  /** The smallest value of a history. */
  public static double best(ColumnarHistory history) {
    double best = Double.NaN;
    for (int t = 0; t < history.size(); t++) {
      best = LOSS.direction().better(history.value(t), best) ? history.value(t) : best;
    }
    return best;
  }

  /** A range of real numbers. */
  public static Domain real(double low, double high, Scale scale) {
    return new Domain.FloatRange(low, high, scale, OptionalDouble.empty());
  }

  /** A range of whole numbers. */
  public static Domain whole(long low, long high, Scale scale) {
    return new Domain.IntRange(low, high, scale, 1);
  }

  /** Listed values without an order. */
  public static Domain choice(Object... values) {
    return new Domain.Choice(List.of(values));
  }

  /** A parameter of a document. */
  public static Node search(Domain domain) {
    return new Node.Search(domain);
  }

  /** A mapping from keys and nodes in turn. */
  public static Node.Mapping mapping(Object... keysAndNodes) {
    Map<String, Node> entries = new LinkedHashMap<>();
    for (int i = 0; i < keysAndNodes.length; i += 2) {
      entries.put((String) keysAndNodes[i], (Node) keysAndNodes[i + 1]);
    }
    return new Node.Mapping(entries);
  }

  /** Every kind of domain, on every scale, without conditions. */
  public static Space mixed() {
    Map<String, Domain> domains = new LinkedHashMap<>();
    domains.put("rate", real(1e-5, 1, Scale.LOG));
    domains.put("momentum", real(0.5, 0.999, Scale.LOG1M));
    domains.put("shift", real(-3, 2, Scale.LINEAR));
    domains.put("stepped", new Domain.FloatRange(0, 1, Scale.LINEAR, OptionalDouble.of(0.3)));
    domains.put("units", whole(1, 1000, Scale.LOG));
    domains.put("layers", new Domain.IntRange(1, 8, Scale.LINEAR, 3));
    domains.put("kernel", new Domain.Ordered(List.of(3L, 5L, 9L)));
    domains.put("activation", choice("relu", "elu", "gelu"));
    domains.put("fixed", whole(7, 7, Scale.LINEAR));
    return Space.flat(domains);
  }

  /** Branches, repetitions with and without their own values, and what both branches share. */
  public static Space conditional() {
    Node layer = mapping("units", search(whole(8, 64, Scale.LOG)));
    Map<String, Node> optimizers = new LinkedHashMap<>();
    optimizers.put("sgd", mapping("momentum", search(real(0.5, 0.99, Scale.LOG1M))));
    optimizers.put(
        "adam",
        mapping(
            "beta", search(real(0.8, 0.99, Scale.LOG1M)), "amsgrad", search(choice(true, false))));
    optimizers.put("plain", mapping());
    return new Space(
        mapping(
            "rate",
            search(real(1e-5, 1, Scale.LOG)),
            "optimizer",
            new Node.Branches(optimizers),
            "network",
            new Node.Sequence(
                List.of(
                    new Node.Repeat(whole(0, 3, Scale.LINEAR), true, List.of(layer), false),
                    new Node.Repeat(
                        choice(4L, 1L, 2L), true, List.of(search(choice("a", "b"))), false),
                    new Node.Repeat(
                        whole(1, 2, Scale.LINEAR),
                        true,
                        List.of(search(real(0, 0.5, Scale.LINEAR))),
                        true)))));
  }

  /** Branches within branches. */
  public static Space nested(int depth) {
    Node inner = mapping("value", search(real(0, 1, Scale.LINEAR)));
    for (int i = 0; i < depth; i++) {
      Map<String, Node> branches = new LinkedHashMap<>();
      branches.put("deeper", inner);
      branches.put("leaf", mapping("value", search(whole(0, 9, Scale.LINEAR))));
      inner = mapping("choice" + i, new Node.Branches(branches));
    }
    return new Space((Node.Mapping) inner);
  }

  /** As many real parameters. */
  public static Space reals(int parameters) {
    Map<String, Domain> domains = new LinkedHashMap<>();
    for (int i = 0; i < parameters; i++) {
      domains.put("x" + i, real(-1, 1, Scale.LINEAR));
    }
    return Space.flat(domains);
  }
}
