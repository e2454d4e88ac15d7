package io.sonde.scheduler.placement;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.PriorityQueue;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A walk through waiting jobs in their order. Jobs may start on the way: the rank of a project is
 * asked for again after each of its jobs, so that starts at one moment are spread as well.
 */
final class Turns {

  private final ToDoubleFunction<WaitingJob> rank;
  private final @Nullable WaitingJob first;
  private final PriorityQueue<Cursor> cursors =
      new PriorityQueue<>(
          Comparator.comparingInt((Cursor cursor) -> -cursor.head.priority())
              .thenComparingDouble(cursor -> cursor.rank)
              .thenComparingLong(cursor -> cursor.head.number));
  private @Nullable Cursor current;
  private boolean firstTold;

  /**
   * A walk.
   *
   * @param lines jobs of one priority and project each, by number; none is empty
   * @param rank the smaller goes first among equal priorities
   * @param first goes before all others
   */
  Turns(
      Collection<NavigableMap<Long, WaitingJob>> lines,
      ToDoubleFunction<WaitingJob> rank,
      @Nullable WaitingJob first) {
    this.rank = rank;
    this.first = first;
    lines.forEach(line -> cursors.add(new Cursor(line)));
  }

  /** The next job; null after the last. */
  @Nullable WaitingJob next() {
    if (first != null && !firstTold) {
      firstTold = true;
      return first;
    }
    do {
      // Nothing has changed after a job that did not start, so the next in its line follows.
      boolean started = current != null && current.headStarted();
      if (current != null && !current.advance()) {
        current = null;
      }
      if (current != null && started) {
        cursors.add(current.ranked());
      }
      if (current == null || started) {
        current = cursors.poll();
      }
    } while (current != null && current.head == first);
    return current == null ? null : current.head;
  }

  private final class Cursor {
    private final NavigableMap<Long, WaitingJob> line;
    private WaitingJob head;
    private double rank;

    private Cursor(NavigableMap<Long, WaitingJob> line) {
      this.line = line;
      head = line.firstEntry().getValue();
      rank = Turns.this.rank.applyAsDouble(head);
    }

    private boolean headStarted() {
      return !line.containsKey(head.number);
    }

    private Cursor ranked() {
      rank = Turns.this.rank.applyAsDouble(head);
      return this;
    }

    private boolean advance() {
      Map.Entry<Long, WaitingJob> next = line.higherEntry(head.number);
      if (next == null) {
        return false;
      }
      head = next.getValue();
      return true;
    }
  }
}
