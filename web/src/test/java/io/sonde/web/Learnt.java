package io.sonde.web;

import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.insight.Importance;
import io.sonde.search.insight.Importances;
import io.sonde.search.insight.Insights;
import io.sonde.search.insight.Interaction;
import io.sonde.search.insight.ObjectiveInsight;
import io.sonde.search.insight.Outlook;
import io.sonde.search.insight.ParetoPicture;
import io.sonde.search.insight.ParetoPicture.Growth;
import io.sonde.search.insight.ParetoPicture.Point;
import io.sonde.search.insight.PredictedOptimum;
import io.sonde.search.port.InsightReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** Knows what it was told about sweeps. */
final class Learnt implements InsightReader {
  private static final Objective ACCURACY = new Objective("accuracy", Direction.MAXIMIZE);
  private static final Objective SIZE = new Objective("size", Direction.MINIMIZE);
  private static final Importances IMPORTANCES =
      new Importances(
          List.of(
              new Importance("optimizer.adam.learning_rate", 0.5, 0.625, 0.75, 0.8),
              new Importance("network[0].dense", 0.031, 0.031, 0.25, 1)),
          List.of(new Interaction("network[0].dense", "optimizer.adam.learning_rate", 0.12, 0.15)),
          List.of("<b>fixed</b>"));
  private static final PredictedOptimum OPTIMUM =
      new PredictedOptimum(
          2, Map.of("network[0].dense", 64L), 0.8375, 0.005, 0.8275, 0.8475, 0.01, 3, 0.86, 0.82);
  private static final Outlook OUTLOOK =
      new Outlook(
          Outlook.Answer.LITTLE_TO_GAIN,
          "Going on may improve accuracy by 0.002 at most.",
          OptionalDouble.of(0.002),
          OptionalDouble.of(0.01));

  final Map<Integer, Insights> of = new ConcurrentHashMap<>();

  @Override
  public Optional<Insights> insights(int sweep) {
    return Optional.ofNullable(of.get(sweep));
  }

  /** Of a sweep of one objective it has learnt something of each kind. */
  void oneObjective(int sweep) {
    of.put(
        sweep,
        new Insights(
            4,
            OptionalInt.of(2),
            List.of(new ObjectiveInsight(ACCURACY, IMPORTANCES, Optional.of(OPTIMUM))),
            Optional.empty(),
            OUTLOOK,
            List.of("All are compared at step 2.")));
  }

  /** The same of two. */
  void twoObjectives(int sweep) {
    Importances none = new Importances(List.of(), List.of(), List.of());
    of.put(
        sweep,
        new Insights(
            4,
            OptionalInt.empty(),
            List.of(
                new ObjectiveInsight(ACCURACY, IMPORTANCES, Optional.empty()),
                new ObjectiveInsight(SIZE, none, Optional.empty())),
            Optional.of(
                new ParetoPicture(
                    List.of(new Point(2, List.of(0.84, 300.0)), new Point(0, List.of(0.8, 100.0))),
                    List.of(new Point(1, List.of(0.78, 200.0))),
                    List.of(0.72, 330.0),
                    22.0,
                    List.of(new Growth(0, 18.4), new Growth(2, 22.0)))),
            Outlook.tooEarly("It is too early."),
            List.of()));
  }
}
