package io.sonde.search.insight.analysis;

import io.sonde.search.history.History;
import io.sonde.search.insight.Insights;
import io.sonde.search.insight.ObjectiveInsight;
import io.sonde.search.insight.Outlook;
import io.sonde.search.insight.importance.ImportanceAnalysis;
import io.sonde.search.insight.optimum.OptimumAnalysis;
import io.sonde.search.insight.sample.Columns;
import io.sonde.search.insight.sample.Sample;
import io.sonde.search.insight.sample.Warp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * All that was learnt from a history as it stands. A function of the history and the seed; takes
 * about a second for 10,000 trials of 20 parameters, and little more for more.
 */
public final class SweepAnalysis {
  /** With fewer trials nothing is said. */
  public static final int FEWEST = 8;

  private final History history;
  private final long seed;
  private final Sample sample;
  private final Columns columns;

  private SweepAnalysis(History history, long seed) {
    this.history = history;
    this.seed = seed;
    this.sample = Sample.of(history);
    this.columns = new Columns(history, sample);
  }

  /**
   * What was learnt.
   *
   * @param seed of the chance in the models; the same gives the same
   */
  public static Insights of(History history, long seed) {
    return new SweepAnalysis(history, seed).insights();
  }

  private Insights insights() {
    int objectives = history.goal().objectives().size();
    List<ObjectiveInsight> each = new ArrayList<>();
    List<Optional<OptimumAnalysis>> optima = new ArrayList<>();
    for (int o = 0; o < objectives; o++) {
      optima.add(OptimumAnalysis.of(history, sample, o));
      each.add(objective(o, optima.get(o)));
    }
    Optional<FrontAnalysis> front =
        history.goal().single() ? Optional.empty() : Optional.of(new FrontAnalysis(history));
    Outlook outlook =
        front
            .map(FrontAnalysis::outlook)
            .or(() -> optima.get(0).map(optimum -> optimum.outlook(seed)))
            .orElseGet(OptimumAnalysis::tooEarly);
    return new Insights(
        sample.size(),
        sample.step(),
        each,
        front.map(FrontAnalysis::picture),
        outlook,
        remarks(each));
  }

  private ObjectiveInsight objective(int index, Optional<OptimumAnalysis> optimum) {
    double[] losses = sample.losses(index);
    Warp warp = Warp.of(losses);
    double[] warped = Arrays.stream(losses).map(warp::apply).toArray();
    return new ObjectiveInsight(
        history.goal().objectives().get(index),
        ImportanceAnalysis.of(history.space().parameters(), columns, warped, seed),
        optimum.map(OptimumAnalysis::optimum));
  }

  private List<String> remarks(List<ObjectiveInsight> each) {
    List<String> remarks = new ArrayList<>();
    if (sample.size() < FEWEST) {
      remarks.add(
          "Too few trials to learn from: "
              + sample.size()
              + " with a value, and at least "
              + FEWEST
              + " are needed.");
      return remarks;
    }
    sample
        .step()
        .ifPresent(
            step ->
                remarks.add(
                    "Too few trials came to their end, so all are compared at step " + step + "."));
    if (each.stream().anyMatch(one -> !one.importances().unknown().isEmpty())) {
      remarks.add("Of parameters that are not listed, too few different values were tried.");
    }
    return remarks;
  }
}
