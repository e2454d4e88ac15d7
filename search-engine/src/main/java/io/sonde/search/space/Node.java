package io.sonde.search.space;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
   * @param count how often: an {@link Domain.IntRange}, or {@link Domain.Ordered} whole numbers
   *     from the smallest to the largest; a domain of one value when the count is not searched
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

    private static long most(Domain count) {
      return count instanceof Domain.IntRange range
          ? range.high()
          : rising(count).get(rising(count).size() - 1);
    }

    private static long least(Domain count) {
      return count instanceof Domain.IntRange range ? range.low() : rising(count).get(0);
    }

    /** Conditions on counts are bounds on codes, and the codes of listed values are positions. */
    private static List<Long> rising(Domain count) {
      List<Long> counts = new ArrayList<>();
      if (count instanceof Domain.Ordered ordered) {
        ordered.values().forEach(v -> counts.add(v instanceof Long times ? times : -1L));
      }
      if (counts.isEmpty() || !counts.equals(counts.stream().sorted().distinct().toList())) {
        throw new IllegalArgumentException(
            "expected a range of whole numbers or a rising list of them as count, got " + count);
      }
      return counts;
    }
  }
}
