package io.sonde.trial.command;

import io.sonde.search.space.Node;
import io.sonde.search.space.Parameter;
import io.sonde.search.space.Paths;
import io.sonde.search.space.Space;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The places that the configurations of a space have: each of them, or only some. */
final class SpacePlaces {
  /** Beyond this many, what is not found yet counts as a place that some configurations have. */
  private static final int MOST = 200_000;

  private final Map<String, Boolean> always = new LinkedHashMap<>();
  private boolean full;

  /** How often there is a place. */
  enum Presence {
    ALWAYS,
    SOMETIMES,
    NEVER
  }

  /** Where an item of a list can stand, both bounds inclusive. */
  private record Positions(int least, int most) {
    Positions plus(int few, int many) {
      return new Positions(least + few, most + many);
    }
  }

  SpacePlaces(Space space) {
    visit(space.root(), "", true);
    for (Parameter parameter : space.parameters()) {
      add(parameter.path(), parameter.conditions().isEmpty());
    }
  }

  Presence of(String path) {
    if (path.isEmpty()) {
      return Presence.ALWAYS;
    }
    Boolean found = always.get(path);
    if (found == null) {
      return full ? Presence.SOMETIMES : Presence.NEVER;
    }
    return found ? Presence.ALWAYS : Presence.SOMETIMES;
  }

  /** All that are known. */
  Set<String> all() {
    return always.keySet();
  }

  private void add(String path, boolean sure) {
    if (always.size() >= MOST) {
      full = true;
    } else {
      always.merge(path, sure, Boolean::logicalOr);
    }
  }

  private void visit(Node node, String path, boolean sure) {
    if (!path.isEmpty()) {
      add(path, sure);
    }
    if (full) {
      return;
    }
    if (node instanceof Node.Mapping mapping) {
      mapping.entries().forEach((key, child) -> visit(child, Paths.key(path, key), sure));
    } else if (node instanceof Node.Branches branches) {
      boolean only = branches.branches().size() == 1;
      branches
          .branches()
          .forEach((name, branch) -> visit(branch, Paths.key(path, name), sure && only));
    } else if (node instanceof Node.Sequence sequence) {
      visitAll(sequence.items(), path, new Positions(0, 0), sure);
    }
  }

  /** Items one after the other; where the last of them ends. */
  private Positions visitAll(List<Node> items, String path, Positions from, boolean sure) {
    Positions at = from;
    for (Node item : items) {
      if (item instanceof Node.Repeat repeat) {
        Positions last = at;
        Positions fewest = at;
        for (int i = 0; i < repeat.most() && !full; i++) {
          last = visitAll(repeat.of(), path, last, sure && i < repeat.fewest());
          fewest = i < repeat.fewest() ? last : fewest;
        }
        at = new Positions(fewest.least(), last.most());
      } else {
        for (int i = at.least(); i <= at.most() && !full; i++) {
          visit(item, Paths.index(path, i), sure && at.least() == at.most());
        }
        at = at.plus(1, 1);
      }
    }
    return at;
  }
}
