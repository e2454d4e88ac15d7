package io.sonde.search.insight.analysis;

import io.sonde.search.history.History;
import io.sonde.search.history.Objective;
import io.sonde.search.insight.Outlook;
import io.sonde.search.insight.ParetoPicture;
import io.sonde.search.insight.ParetoPicture.Point;
import io.sonde.search.pareto.Front;
import io.sonde.search.pareto.Hypervolume;
import io.sonde.search.pareto.Outcomes;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** The Pareto front of a history, and whether it still grows. */
final class FrontAnalysis {
  /** With fewer trials a front grows by chance. */
  private static final int FEWEST = 20;

  /** Growth is looked for in the last of so many parts of the trials. */
  private static final int PARTS = 4;

  private static final double WORTHWHILE = 0.01;

  private static final int MOST_SHOWN = 400;

  private final History history;
  private final Front front;
  private final Outcomes outcomes;
  private final int[] feasible;

  FrontAnalysis(History history) {
    this.history = history;
    this.front = Front.of(history);
    this.outcomes = Outcomes.of(history);
    this.feasible =
        IntStream.range(0, outcomes.size())
            .filter(row -> outcomes.feasible(row) && whole(outcomes.losses(row)))
            .toArray();
  }

  ParetoPicture picture() {
    List<Objective> objectives = history.goal().objectives();
    Comparator<Point> order =
        Comparator.comparingDouble(p -> objectives.get(0).direction().loss(p.values().get(0)));
    return new ParetoPicture(
        IntStream.of(front.trials()).mapToObj(this::point).sorted(order).toList(),
        dominated(),
        Arrays.stream(front.reference()).boxed().toList(),
        front.hypervolume(),
        front.reference().length == 0
            ? List.of()
            : HypervolumeHistory.of(outcomes, feasible, referenceLosses()));
  }

  private List<Point> dominated() {
    int[] front = this.front.trials();
    int[] others =
        IntStream.of(feasible)
            .map(outcomes::trial)
            .filter(trial -> Arrays.binarySearch(front, trial) < 0)
            .toArray();
    int stride = 1 + others.length / MOST_SHOWN;
    return IntStream.range(0, others.length)
        .filter(i -> i % stride == 0)
        .mapToObj(i -> point(others[i]))
        .toList();
  }

  private Point point(int trial) {
    return new Point(
        trial,
        IntStream.range(0, history.goal().objectives().size())
            .mapToObj(o -> history.value(trial, o))
            .toList());
  }

  /** Worth going on while the last quarter of the trials made the front's volume grow. */
  Outlook outlook() {
    if (feasible.length < FEWEST || !(front.hypervolume() > 0)) {
      return Outlook.tooEarly(
          "Whether the front still grows can be said from " + FEWEST + " trials on.");
    }
    int recent = feasible.length / PARTS;
    double before = volume(Arrays.copyOf(feasible, feasible.length - recent));
    double growth = (front.hypervolume() - before) / front.hypervolume();
    boolean worth = growth >= WORTHWHILE;
    String reason =
        String.format(
            Locale.ROOT,
            "The last %d of %d trials added %.1f %% to the hypervolume: %s.",
            recent,
            feasible.length,
            growth * 100,
            worth ? "worth going on" : "little to gain");
    return new Outlook(
        worth ? Outlook.Answer.WORTH_GOING_ON : Outlook.Answer.LITTLE_TO_GAIN,
        reason,
        OptionalDouble.of(growth),
        OptionalDouble.of(WORTHWHILE));
  }

  private static boolean whole(double[] losses) {
    return Arrays.stream(losses).noneMatch(Double::isNaN);
  }

  private double[] referenceLosses() {
    double[] reference = front.reference();
    for (int o = 0; o < reference.length; o++) {
      reference[o] = history.goal().objectives().get(o).direction().loss(reference[o]);
    }
    return reference;
  }

  private double volume(int[] rows) {
    return new Hypervolume(referenceLosses())
        .of(IntStream.of(rows).mapToObj(outcomes::losses).toArray(double[][]::new));
  }
}
