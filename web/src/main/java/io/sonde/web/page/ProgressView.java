package io.sonde.web.page;

import io.sonde.search.history.TrialState;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.search.spec.SweepSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How much of a sweep's budget is spent, and on what.
 *
 * @param spent ended trials that count
 * @param bounded whether the number of trials is limited, not only the time
 * @param width of the whole bar, in trials
 * @param segments of the bar, from the left
 * @param counts every state that occurs
 * @param sentence the same in words
 */
public record ProgressView(
    int spent,
    int budget,
    boolean bounded,
    int width,
    List<Segment> segments,
    List<Count> counts,
    String sentence) {
  private static final List<TrialState> ORDER =
      List.of(
          TrialState.COMPLETED,
          TrialState.STOPPED,
          TrialState.INFEASIBLE,
          TrialState.FAILED,
          TrialState.RUNNING,
          TrialState.PAUSED,
          TrialState.WAITING,
          TrialState.CANCELLED);

  /** A part of the bar; places and lengths are in trials. */
  public record Segment(String state, int start, int length) {}

  /** How many trials are in a state. */
  public record Count(String state, int number) {}

  static ProgressView of(SweepRow row) {
    Map<TrialState, Integer> trials = row.trials();
    List<Segment> segments = new ArrayList<>();
    List<Count> counts = new ArrayList<>();
    int spent = 0;
    int end = 0;
    for (TrialState state : ORDER) {
      int number = trials.getOrDefault(state, 0);
      if (number == 0) {
        continue;
      }
      counts.add(new Count(state.word(), number));
      if (state.spendsBudget() || state == TrialState.RUNNING) {
        segments.add(new Segment(state.word(), end, number));
        end += number;
      }
      spent += state.spendsBudget() ? number : 0;
    }
    String words =
        counts.stream()
            .map(count -> count.number() + " " + count.state())
            .collect(Collectors.joining(", "));
    boolean bounded = row.budget() < SweepSpec.Budget.UNLIMITED;
    String sentence =
        spent
            + (bounded ? " of " + row.budget() : "")
            + " trials ended"
            + (words.isEmpty() ? "" : ": " + words);
    int width = Math.max(1, Math.max(end, bounded ? row.budget() : 0));
    return new ProgressView(spent, row.budget(), bounded, width, segments, counts, sentence);
  }
}
