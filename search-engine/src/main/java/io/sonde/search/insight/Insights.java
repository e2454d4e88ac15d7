package io.sonde.search.insight;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What was learnt from a sweep.
 *
 * @param trials how many trials it rests on
 * @param step the step up to which these were compared, because too few came to their end; empty
 *     when by their values
 * @param objectives one for each objective of the sweep
 * @param front empty when there is one objective
 * @param remarks what should be known to judge it, a sentence each
 */
public record Insights(
    int trials,
    OptionalInt step,
    List<ObjectiveInsight> objectives,
    Optional<ParetoPicture> front,
    Outlook outlook,
    List<String> remarks) {
  public Insights {
    objectives = List.copyOf(objectives);
    remarks = List.copyOf(remarks);
  }

  /** The same with one more sentence, before the others. */
  public Insights with(String remark) {
    List<String> all = new ArrayList<>(List.of(remark));
    all.addAll(remarks);
    return new Insights(trials, step, objectives, front, outlook, all);
  }
}
