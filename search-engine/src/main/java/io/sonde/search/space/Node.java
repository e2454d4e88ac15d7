package io.sonde.search.space;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One place of a space's document: a plain value, a container of places, or a search expression.
 */
public sealed interface Node {

  /** A value that is not searched: String, Long, Double or Boolean. */
  record Constant(Object value) implements Node {}

  /** A mapping; the order of its keys is kept. */
  record Mapping(Map<String, Node> entries) implements Node {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
  }

  /** A list; a {@link Repeat} in it is spliced into the configuration's list. */
  record Sequence(List<Node> items) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** {@code float}, {@code int}, {@code ordered}, or a {@code choice} from a list of values. */
  record Search(Domain domain) implements Node {}

  /** A {@code choice} from named branches, each a space of its own. */
  record Branches(Map<String, Node> branches) implements Node {
    public Branches {
      if (branches.isEmpty()) {
        throw new IllegalArgumentException("expected at least one branch, got none");
      }
      branches = Collections.unmodifiableMap(new LinkedHashMap<>(branches));
    }

    /** The domain of the choice itself: the names of the branches. */
    public Domain.Choice domain() {
      return new Domain.Choice(List.copyOf(branches.keySet()));
    }
  }

  /**
   * {@code repeat … of …}: the items, as often as the count says.
   *
   * @param count how often; a domain of one value when the count is not searched. Listed counts are
   *     kept in rising order
   * @param of what is repeated
   * @param share whether every repetition takes the same values, instead of being sampled on its
   *     own
   */
  record Repeat(Domain count, boolean searched, List<Node> of, boolean share) implements Node {
    public Repeat {
      of = List.copyOf(of);
      if (of.isEmpty()) {
        throw new IllegalArgumentException("expected something to repeat, got an empty list");
      }
      count = rising(count);
      if (most(count) > 1000 || least(count) < 0) {
        throw new IllegalArgumentException("expected a count within [0, 1000], got " + count);
      }
    }

    /** The largest count there can be. */
    public int most() {
      return (int) most(count);
    }

    /** The smallest count there can be. */
    public int fewest() {
      return (int) least(count);
    }

    /** Sorted, so that "at least so often" is a range of codes whatever the domain. */
    private static Domain rising(Domain count) {
      if (count instanceof Domain.Ordered ordered && wholeNumbers(ordered.values())) {
        return new Domain.Ordered(ordered.values().stream().sorted().toList());
      } else if (count instanceof Domain.Choice choice && wholeNumbers(choice.values())) {
        return new Domain.Choice(choice.values().stream().sorted().toList());
      }
      return count;
    }

    private static boolean wholeNumbers(List<Object> values) {
      return values.stream().allMatch(Long.class::isInstance);
    }

    private static double most(Domain count) {
      return extreme(count).map(e -> e[1]).orElseThrow();
    }

    private static double least(Domain count) {
      return extreme(count).map(e -> e[0]).orElseThrow();
    }

    private static Optional<double[]> extreme(Domain count) {
      if (count instanceof Domain.IntRange range) {
        return Optional.of(new double[] {range.low(), range.high()});
      }
      List<Object> values =
          count instanceof Domain.Ordered ordered
              ? ordered.values()
              : count instanceof Domain.Choice choice ? choice.values() : List.of();
      if (values.isEmpty() || !wholeNumbers(values)) {
        throw new IllegalArgumentException("expected whole numbers as count, got " + count);
      }
      var statistics =
          values.stream().mapToDouble(v -> ((Long) v).doubleValue()).summaryStatistics();
      return Optional.of(new double[] {statistics.getMin(), statistics.getMax()});
    }
  }
}
