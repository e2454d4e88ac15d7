package io.sonde.search.proposal;

import io.sonde.search.space.Node;
import io.sonde.search.space.Paths;
import io.sonde.search.space.Space;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values that a space does not search, by the paths that they would have if it did: a constant,
 * the one key of a mapping that another space chooses a branch for, a fixed count of repetitions.
 */
final class FixedValues {
  private final Map<String, Object> byPath = new HashMap<>();

  FixedValues(Space space) {
    visit(space.root(), "");
  }

  /** The value at a path; empty when there is none, or when it is searched. */
  Optional<Object> at(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  private void visit(Node node, String path) {
    if (node instanceof Node.Constant constant) {
      byPath.put(path, constant.value());
    } else if (node instanceof Node.Mapping mapping) {
      mapping(mapping, path);
    } else if (node instanceof Node.Sequence sequence) {
      visitAll(sequence.items(), path);
    } else if (node instanceof Node.Branches branches) {
      branches.branches().forEach((name, branch) -> visit(branch, Paths.key(path, name)));
    } else if (node instanceof Node.Repeat repeat) {
      repeat(repeat, path);
    }
  }

  private void mapping(Node.Mapping mapping, String path) {
    if (mapping.entries().size() == 1) {
      byPath.put(path, mapping.entries().keySet().iterator().next());
    }
    mapping.entries().forEach((key, child) -> visit(child, Paths.key(path, key)));
  }

  private void visitAll(List<Node> items, String path) {
    for (int i = 0; i < items.size(); i++) {
      visit(items.get(i), Paths.index(path, i));
    }
  }

  private void repeat(Node.Repeat repeat, String path) {
    if (!repeat.searched()) {
      byPath.put(Paths.key(path, "repeat"), repeat.count().decode(repeat.most()));
    }
    if (repeat.share()) {
      visitAll(repeat.of(), Paths.shared(path));
      return;
    }
    for (int i = 0; i < repeat.most(); i++) {
      visitAll(repeat.of(), Paths.repetition(path, i));
    }
  }
}
