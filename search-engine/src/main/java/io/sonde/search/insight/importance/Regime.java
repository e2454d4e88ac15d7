package io.sonde.search.insight.importance;

import io.sonde.search.insight.sample.Columns;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Parameters that are active in exactly the same trials, and those trials.
 *
 * @param own the parameters of the regime, rising
 * @param rows of the sample in which they are active; at least one
 */
record Regime(List<Integer> own, BitSet rows) {

  /** The regimes of a sample; parameters that are never active belong to none. */
  static List<Regime> of(Columns columns) {
    Map<BitSet, List<Integer>> byRows = new LinkedHashMap<>();
    for (int p = 0; p < columns.parameters(); p++) {
      if (!columns.active(p).isEmpty()) {
        byRows.computeIfAbsent(columns.active(p), rows -> new ArrayList<>()).add(p);
      }
    }
    return byRows.entrySet().stream().map(e -> new Regime(e.getValue(), e.getKey())).toList();
  }

  /** All parameters that are active in a row of the regime, rising; its own among them. */
  int[] somewhere(Columns columns) {
    return IntStream.range(0, columns.parameters())
        .filter(p -> rows.intersects(columns.active(p)))
        .toArray();
  }

  /** Whether a parameter is active in every row of the regime. */
  boolean everywhere(int parameter, Columns columns) {
    BitSet lacking = (BitSet) rows.clone();
    lacking.andNot(columns.active(parameter));
    return lacking.isEmpty();
  }
}
