package io.sonde.search.proposal;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Goal;
import io.sonde.search.history.History;
import io.sonde.search.space.Space;
import java.util.List;
import java.util.Map;

/**
 * What a sweep begins with.
 *
 * @param first values by path of the first configurations, in their order; values that a
 *     configuration does not name are drawn at random
 * @param earlier ended trials of earlier sweeps in this sweep's own space and goal; empty for none
 */
public record WarmStart(List<Map<String, Object>> first, History earlier) {
  public WarmStart {
    first = first.stream().map(Map::copyOf).toList();
  }

  /** Nothing. */
  public static WarmStart none(Space space, Goal goal) {
    return of(List.of(), space, goal);
  }

  /** Configurations, without earlier sweeps. */
  public static WarmStart of(List<Map<String, Object>> first, Space space, Goal goal) {
    return new WarmStart(first, new ColumnarHistory(space, goal));
  }
}
