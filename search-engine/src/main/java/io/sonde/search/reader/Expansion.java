package io.sonde.search.reader;

import io.sonde.search.space.Node;
import java.util.Collection;

/** How large a space becomes when every repeat runs to its largest count. */
final class Expansion {
  /** More places than this are refused: repeats of repeats multiply. */
  static final long MOST = 100_000;

  private Expansion() {}

  /** The places of all branches and repetitions. */
  static long of(Node node) {
    if (node instanceof Node.Mapping mapping) {
      return 1 + sum(mapping.entries().values());
    } else if (node instanceof Node.Sequence sequence) {
      return 1 + sum(sequence.items());
    } else if (node instanceof Node.Branches branches) {
      return 1 + sum(branches.branches().values());
    } else if (node instanceof Node.Repeat repeat) {
      return 1 + Math.min(MOST + 1, repeat.most() * sum(repeat.of()));
    }
    return 1;
  }

  private static long sum(Collection<Node> nodes) {
    return Math.min(MOST + 1, nodes.stream().mapToLong(Expansion::of).sum());
  }
}
