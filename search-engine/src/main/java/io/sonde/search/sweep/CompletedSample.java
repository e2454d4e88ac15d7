package io.sonde.search.sweep;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Direction;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.search.port.SweepReader.TrialQuery;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.search.space.Configuration;
import io.sonde.search.spec.SweepSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Some of the completed trials of a large sweep, spread evenly over it, with the best of all: for
 * questions that some thousands of trials answer as well as all, and that need no curves. What the
 * trials came to is read, not the events that led there, of which there are many times more.
 *
 * @param history of these trials, under other numbers
 * @param of how many trials have completed
 */
record CompletedSample(ColumnarHistory history, int of) {
  /** How many trials are enough. */
  static final int MOST = 10_000;

  private static final int BLOCKS = 20;
  private static final int BEST = 10;

  /**
   * Whether a sample does for a sweep: one of a single objective, of which more trials than enough
   * have completed, and not so few of all that the curves of the others would be asked for.
   */
  static boolean isFor(SweepRow sweep, SweepSpec spec) {
    int completed = count(sweep, TrialState.COMPLETED);
    int others = count(sweep, TrialState.STOPPED) + count(sweep, TrialState.PAUSED);
    boolean most = completed >= (completed + others) / 4;
    return spec.goal().single() && completed > MOST && most;
  }

  /** Of a sweep that it does for. */
  static CompletedSample read(SweepReader reader, SweepRow sweep, SweepSpec spec) {
    int completed = count(sweep, TrialState.COMPLETED);
    return new CompletedSample(history(reader, sweep, spec, completed), completed);
  }

  private static int count(SweepRow sweep, TrialState state) {
    return sweep.trials().getOrDefault(state, 0);
  }

  private static ColumnarHistory history(
      SweepReader reader, SweepRow sweep, SweepSpec spec, int completed) {
    ColumnarHistory history = new ColumnarHistory(spec.space(), spec.goal());
    Set<Integer> taken = new HashSet<>();
    for (int block = 0; block < BLOCKS; block++) {
      int from = (int) ((long) block * completed / BLOCKS);
      add(
          reader.batch(sweep.number(), query("number", false, from, MOST / BLOCKS)),
          history,
          taken);
    }
    boolean down = sweep.direction() == Direction.MAXIMIZE;
    add(reader.batch(sweep.number(), query("value", down, 0, BEST)), history, taken);
    return history;
  }

  private static TrialQuery query(String sort, boolean descending, int offset, int limit) {
    return new TrialQuery(Set.of(TrialState.COMPLETED), sort, descending, offset, limit);
  }

  private static void add(
      SweepReader.Batch<TrialRow> batch, ColumnarHistory history, Set<Integer> taken) {
    List<TrialRow> fresh = batch.rows().stream().filter(row -> taken.add(row.number())).toList();
    for (TrialRow row : fresh) {
      int number = history.propose(new Configuration(row.configuration(), row.values()));
      history.become(number, TrialState.RUNNING);
      history.measure(number, row.metrics());
      history.measure(number, row.measured());
      history.become(number, TrialState.COMPLETED);
    }
  }

  /** What those should know who are told what was learnt. */
  String remark() {
    return "Learnt from "
        + history.size()
        + " of "
        + of
        + " completed trials, spread evenly over the sweep, and the best among them.";
  }
}
