package io.sonde.web.chart;

import io.sonde.search.history.Objective;
import io.sonde.search.insight.ParetoPicture;
import io.sonde.search.insight.surface.PlaneAxis;
import io.sonde.search.insight.surface.Surface;
import io.sonde.search.port.AnalysisReader;
import io.sonde.search.port.AnalysisReader.CurveSample;
import io.sonde.search.port.AnalysisReader.Distribution;
import io.sonde.search.port.AnalysisReader.Progress;
import io.sonde.search.port.AnalysisReader.SampledTrial;
import io.sonde.search.port.AnalysisReader.Timeline;
import io.sonde.search.port.AnalysisReader.TrialSample;
import io.sonde.search.port.InsightReader;
import io.sonde.search.port.SpaceReader;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.search.space.Parameter;
import io.sonde.search.space.Space;
import io.sonde.web.http.HttpProblem;
import java.util.List;

/**
 * Gathers what a chart shows. No answer grows with the sweep. Throws {@link HttpProblem} with a
 * sentence for what a sweep does not have. Thread-safe.
 */
public final class Charts {
  private static final int CELLS = 40;
  private static final int CURVES = 50;
  private static final int CURVE_POINTS = 40;
  private static final int STEPS = 500;
  private static final int SPANS = 1000;

  private final AnalysisReader analysis;
  private final SpaceReader spaces;
  private final InsightReader insights;

  /** From these readers. */
  public Charts(AnalysisReader analysis, SpaceReader spaces, InsightReader insights) {
    this.analysis = analysis;
    this.spaces = spaces;
    this.insights = insights;
  }

  /** Trials with their places on the axes of the space. */
  public record Trials(Objective objective, List<Parameter> parameters, TrialSample sample) {
    /** The code of a trial's parameter; NaN where the trial does not have it. */
    public static double code(SampledTrial trial, Parameter parameter) {
      Object value = trial.values().get(parameter.path());
      return value == null || !parameter.domain().contains(value)
          ? Double.NaN
          : parameter.domain().encode(value);
    }

    /** How many of the trials that are shown do not have a parameter. */
    public long without(Parameter parameter) {
      return sample.trials().stream().filter(t -> Double.isNaN(code(t, parameter))).count();
    }
  }

  /**
   * An objective over two parameters.
   *
   * @param used how many trials it was smoothed from
   * @param without how many of those looked at lack one of the two parameters
   */
  public record Contour(
      Objective objective,
      Parameter across,
      Parameter up,
      Surface surface,
      int used,
      int without,
      long total) {}

  /** How the values are distributed. */
  public record Edf(Objective objective, Distribution distribution) {}

  /** How a metric went in some trials. */
  public record Curves(Objective objective, String metric, CurveSample sample) {}

  /** Which devices were busy when: the newest attempts, and every device. */
  public Timeline timeline(SweepRow row) {
    return analysis.timeline(row.number(), SPANS);
  }

  /** The Pareto front with the growth of its hypervolume. */
  public record Front(List<Objective> objectives, ParetoPicture picture) {}

  /** How the best value came about. */
  public record Steps(Objective objective, List<Progress> points) {}

  /** Trials for parallel coordinates, slices and ranks, about {@code most}. */
  public Trials trials(SweepRow sweep, Objective objective, int most) {
    return new Trials(
        objective, parameters(sweep.number()), analysis.trials(sweep.number(), objective, most));
  }

  /**
   * The objective over two parameters, which are named by their paths. Of the trials only those
   * chosen evenly count, so that good ones do not weigh more.
   */
  public Contour contour(SweepRow sweep, Objective objective, String x, String y, int most) {
    Parameter across = parameter(sweep, x);
    Parameter up = parameter(sweep, y);
    TrialSample sample = analysis.trials(sweep.number(), objective, most);
    List<SampledTrial> even = sample.trials().stream().filter(SampledTrial::even).toList();
    List<SampledTrial> used =
        even.stream()
            .filter(t -> !Double.isNaN(Trials.code(t, across)) && !Double.isNaN(Trials.code(t, up)))
            .toList();
    PlaneAxis acrossAxis = PlaneAxis.of(across);
    PlaneAxis upAxis = PlaneAxis.of(up);
    Surface surface =
        Surface.of(
            acrossAxis,
            upAxis,
            used.stream().mapToDouble(t -> acrossAxis.place(Trials.code(t, across))).toArray(),
            used.stream().mapToDouble(t -> upAxis.place(Trials.code(t, up))).toArray(),
            used.stream().mapToDouble(SampledTrial::value).toArray(),
            CELLS);
    return new Contour(
        objective, across, up, surface, used.size(), even.size() - used.size(), sample.total());
  }

  /** The distribution of the values in about {@code most} steps. */
  public Edf edf(SweepRow sweep, Objective objective, int most) {
    return new Edf(objective, analysis.distribution(sweep.number(), objective, most));
  }

  /** The curves of about 50 trials, of about 40 points each. */
  public Curves curves(SweepRow sweep, Objective objective, String metric) {
    return new Curves(
        objective,
        metric,
        analysis.curves(sweep.number(), objective, metric, CURVES, CURVE_POINTS));
  }

  /** The front of a sweep with several objectives. */
  public Front front(SweepRow sweep) {
    return insights
        .insights(sweep.number())
        .flatMap(learnt -> learnt.front())
        .map(picture -> new Front(sweep.objectives(), picture))
        .orElseThrow(
            () ->
                HttpProblem.unknown(
                    "Sweep "
                        + sweep.number()
                        + " has no Pareto front: it has one objective, or its spec cannot be read"
                        + " any more."));
  }

  /** How the best value of the first objective came about. */
  public Steps progress(SweepRow sweep) {
    return new Steps(sweep.objectives().get(0), analysis.progress(sweep.number(), STEPS));
  }

  /** The parameters of a sweep; none when its spec cannot be read any more. */
  public List<Parameter> parameters(int sweep) {
    return spaces.space(sweep).map(Space::parameters).orElse(List.of());
  }

  private Parameter parameter(SweepRow sweep, String path) {
    return parameters(sweep.number()).stream()
        .filter(parameter -> parameter.path().equals(path))
        .findFirst()
        .orElseThrow(
            () ->
                HttpProblem.invalid(
                    "'" + path + "' is no parameter of sweep " + sweep.number() + "."));
  }

  /** The objective of a name; the first when no name is given. */
  public static Objective objective(SweepRow sweep, String name) {
    return sweep.objectives().stream()
        .filter(objective -> name.isEmpty() || objective.metric().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                HttpProblem.invalid(
                    "'"
                        + name
                        + "' is no objective of sweep "
                        + sweep.number()
                        + "; it has "
                        + String.join(
                            ", ", sweep.objectives().stream().map(Objective::metric).toList())
                        + "."));
  }
}
