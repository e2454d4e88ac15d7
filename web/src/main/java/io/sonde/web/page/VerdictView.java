package io.sonde.web.page;

import io.sonde.search.port.SweepPlan;
import io.sonde.search.port.SweepPlan.Sample;
import io.sonde.search.port.SweepPlan.Spread;
import io.sonde.search.spec.Problem;
import io.sonde.search.spec.SpecException;
import io.sonde.search.spec.SweepSpec;
import io.sonde.web.document.PlanEstimate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is to be said of a spec that is being written: its problems, or what it would start.
 *
 * @param asked whether it was looked at; nothing is said before
 * @param problems none when all is right
 * @param plan empty when something is wrong
 */
public record VerdictView(boolean asked, List<ProblemView> problems, Optional<PlanView> plan) {

  /** Before anything was looked at. */
  static final VerdictView NONE = new VerdictView(false, List.of(), Optional.empty());

  /**
   * Something wrong.
   *
   * @param line from 1; 0 where it has no place in the text
   */
  public record ProblemView(int line, int column, String path, String message) {
    static ProblemView of(Problem problem) {
      return new ProblemView(problem.line(), problem.column(), problem.path(), problem.message());
    }
  }

  /**
   * What would be started.
   *
   * @param infeasible a sentence about the drawn configurations that cannot run; empty when all can
   * @param estimate about how long it takes, or why that is not known
   */
  public record PlanView(
      String experiment,
      String searched,
      String trials,
      String estimate,
      String infeasible,
      int drawn,
      List<KnownView> known,
      List<SampleView> samples) {}

  /** What is known of the drawn configurations before training. */
  public record KnownView(String metric, NumberView least, NumberView median, NumberView most) {
    static KnownView of(String metric, Spread spread) {
      return new KnownView(
          metric,
          NumberView.measured(spread.least()),
          NumberView.measured(spread.median()),
          NumberView.measured(spread.most()));
    }
  }

  /** A drawn configuration. */
  public record SampleView(ConfigurationView configuration, String known, String infeasible) {
    static SampleView of(Sample sample) {
      String known =
          String.join(
              ", ",
              new TreeMap<>(sample.known())
                  .entrySet().stream()
                      .map(entry -> Figures.number(entry.getValue()) + " " + entry.getKey())
                      .toList());
      return new SampleView(
          ConfigurationView.of(sample.configuration()), known, sample.infeasible().orElse(""));
    }
  }

  static VerdictView of(SpecException e) {
    return new VerdictView(
        true, e.problems().stream().map(ProblemView::of).toList(), Optional.empty());
  }

  /** Something wrong that has no place in the text. */
  static VerdictView of(String problem) {
    return new VerdictView(true, List.of(new ProblemView(0, 0, "", problem)), Optional.empty());
  }

  static VerdictView of(SweepPlan plan, PlanEstimate estimate) {
    int count = plan.drawn().count();
    int wrong = plan.drawn().infeasible();
    PlanView view =
        new PlanView(
            plan.experiment(),
            Figures.count(plan.parameters(), "parameter"),
            trials(plan),
            estimate(estimate, plan),
            wrong == 0
                ? ""
                : wrong + " of " + Figures.count(count, "drawn configuration") + " cannot run",
            count,
            new TreeMap<>(plan.drawn().known())
                .entrySet().stream().map(e -> KnownView.of(e.getKey(), e.getValue())).toList(),
            plan.drawn().samples().stream().map(SampleView::of).toList());
    return new VerdictView(true, List.of(), Optional.of(view));
  }

  private static String trials(SweepPlan plan) {
    String count =
        plan.trials() < SweepSpec.Budget.UNLIMITED
            ? Figures.count(plan.trials(), "trial")
            : "trials without a limit";
    return count + ", " + plan.parallel() + " at a time";
  }

  private static String estimate(PlanEstimate estimate, SweepPlan plan) {
    boolean bounded = plan.trials() < SweepSpec.Budget.UNLIMITED;
    if (estimate.trialSeconds().isEmpty() || !bounded) {
      return "How long it takes is not known: " + estimate.reason() + ".";
    }
    return "At most about "
        + span(estimate.seconds())
        + ", "
        + span(estimate.deviceSeconds())
        + " of device time: "
        + estimate.reason()
        + " took "
        + span(estimate.trialSeconds().getAsDouble())
        + " each.";
  }

  private static String span(double seconds) {
    return Figures.duration(Duration.ofMillis((long) (seconds * 1000)));
  }
}
