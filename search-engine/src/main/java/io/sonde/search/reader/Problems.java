package io.sonde.search.reader;

import io.sonde.search.spec.Problem;
import io.sonde.search.spec.SpecException;
import io.sonde.search.yaml.YamlTree.Mark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with a spec while all of it is read. */
final class Problems {
  private final List<Problem> found = new ArrayList<>();

  void add(Mark mark, String path, String message) {
    found.add(new Problem(mark.line(), mark.column(), path, message));
  }

  /** Whether nothing is wrong at this path or below it. */
  boolean noneBelow(String path) {
    return found.stream().noneMatch(p -> p.path().startsWith(path));
  }

  boolean none() {
    return found.isEmpty();
  }

  /** Throws what was found, in the order of the file. */
  void throwIfAny() {
    if (!found.isEmpty()) {
      found.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
      throw new SpecException(found);
    }
  }
}
