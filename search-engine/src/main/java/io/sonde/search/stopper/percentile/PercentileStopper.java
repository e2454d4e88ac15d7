package io.sonde.search.stopper.percentile;

import io.sonde.search.history.History;
import io.sonde.search.history.Objective;
import io.sonde.search.method.Method;
import io.sonde.search.port.Stopper;
import io.sonde.search.report.Verdict;
import io.sonde.search.spec.schema.Schema;
import io.sonde.search.stopper.evidence.LearningCurve;
import io.sonde.search.stopper.evidence.Losses;
import io.sonde.search.stopper.evidence.Ranking;
import io.sonde.search.stopper.evidence.Standing;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The percentile rule: a trial is stopped when what it has reached up to a step is worse than a
 * percentile of the running averages, up to the same step, of the trials that ran to their end. At
 * 50 it is the median rule. With several objectives it must be worse in every one.
 *
 * <p>D. Golovin, B. Solnik, S. Moitra, G. Kochanski, J. Karro, D. Sculley: Google Vizier: a service
 * for black-box optimization. KDD 2017, section 3.3.
 */
public final class PercentileStopper implements Stopper {
  private static final double MEDIAN = 50;

  private final Settings settings;

  /** Of the history that was last judged. */
  private @Nullable Averages averages;

  /**
   * The rule's settings.
   *
   * @param percentile the part of the completed trials, in percent and from the best on, with which
   *     a trial must keep up; 0 to 100. Smaller stops more
   * @param startupTrials how many trials must have run to their end before any is judged; at least
   *     1
   * @param warmup steps that are not judged; at least 0
   * @param interval after the warm-up, one of how many steps is judged; at least 1. A trial that
   *     does not report at such a step is judged at the next one it reports
   */
  public record Settings(double percentile, int startupTrials, int warmup, int interval) {
    public Settings {
      boolean within = percentile >= 0 && percentile <= 100;
      if (!within) {
        throw new IllegalArgumentException("expected percentile from 0 to 100, got " + percentile);
      }
      if (startupTrials < 1) {
        throw new IllegalArgumentException(
            "expected startup_trials of at least 1, got " + startupTrials);
      }
      if (warmup < 0) {
        throw new IllegalArgumentException("expected warmup of at least 0, got " + warmup);
      }
      if (interval < 1) {
        throw new IllegalArgumentException("expected interval of at least 1, got " + interval);
      }
    }
  }

  /** With these settings. */
  public PercentileStopper(Settings settings) {
    this.settings = settings;
  }

  /** {@code percentile} in a spec. */
  public static Method<Stopper.Factory> method() {
    Map<String, Object> defaults = new LinkedHashMap<>(Map.of("percentile", 25.0));
    defaults.putAll(median().defaults());
    return new Method<>(
        "percentile",
        "Stops a trial that is worse than this percentile of the completed ones at the same step",
        Schema.mapping()
            .optional(
                "percentile",
                Schema.real(0, 100),
                "the best so many percent of the completed trials are the measure; fewer stops"
                    + " more (25)")
            .all(median().settings())
            .closed(),
        defaults,
        List.of(),
        settings -> new PercentileStopper(read(settings.real("percentile"), settings)));
  }

  /** {@code median} in a spec. */
  public static Method<Stopper.Factory> median() {
    Schema count = Schema.whole(1, Integer.MAX_VALUE);
    return new Method<>(
        "median",
        "Stops a trial whose best value is worse than the median of the others at the same step",
        Schema.mapping()
            .optional(
                "startup_trials", count, "trials that must have completed before any is judged (5)")
            .optional(
                "warmup",
                Schema.whole(0, Integer.MAX_VALUE),
                "steps of a trial before it is judged (0)")
            .optional("interval", count, "steps between two judgements of a trial (1)")
            .closed(),
        Map.of("startup_trials", 5L, "warmup", 0L, "interval", 1L),
        List.of(),
        settings -> new PercentileStopper(read(MEDIAN, settings)));
  }

  private static Settings read(double percentile, io.sonde.search.method.Settings settings) {
    return new Settings(
        percentile,
        settings.whole("startup_trials"),
        settings.whole("warmup"),
        settings.whole("interval"));
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // it must be the very history that was followed so far
  public Verdict judge(History history, int trial, int step) {
    int before = LearningCurve.stepBefore(step, history, trial);
    if (judgedUpTo(step) == judgedUpTo(before)) {
      return Verdict.goOn("continues at step " + step + ": not judged at this step");
    }
    if (averages == null || averages.history() != history) {
      averages = new Averages(history);
    }
    List<Ranking> yardsticks = averages.upTo(step);
    int completed = yardsticks.get(0).size();
    if (completed < settings.startupTrials()) {
      return Verdict.goOn(
          String.format(
              "continues at step %d: %d of the %d completed trials it takes to judge",
              step, completed, settings.startupTrials()));
    }
    double[] needed = yardsticks.stream().mapToDouble(this::percentile).toArray();
    return compare(history, step, Standing.upTo(step, history, trial), needed, completed);
  }

  /** How many steps to be judged there are up to this one. */
  private int judgedUpTo(int step) {
    int after = step - settings.warmup();
    return after <= 0 ? 0 : 1 + (after - 1) / settings.interval();
  }

  /** Between two neighbours in proportion. */
  private double percentile(Ranking losses) {
    double place = settings.percentile() / 100 * (losses.size() - 1);
    int below = (int) place;
    double part = place - below;
    double lower = losses.loss(below);
    double upper = losses.loss(Math.min(below + 1, losses.size() - 1));
    return part == 0 || lower == upper ? lower : (1 - part) * lower + part * upper;
  }

  private Verdict compare(History history, int step, double[] own, double[] needed, int completed) {
    List<Objective> objectives = history.goal().objectives();
    StringJoiner worse = new StringJoiner(" and ");
    for (int j = 0; j < own.length; j++) {
      boolean stays = Double.compare(own[j], needed[j]) <= 0;
      String told = compare(objectives.get(j), own[j], needed[j], stays);
      if (stays) {
        return Verdict.goOn("continues at step " + step + ": " + told + of(completed));
      }
      worse.add(told);
    }
    return Verdict.stop("stopped at step " + step + ": " + worse + of(completed));
  }

  private String compare(Objective objective, double own, double needed, boolean stays) {
    Losses losses = new Losses(objective);
    return objective.summary().word()
        + " "
        + objective.metric()
        + " "
        + losses.write(own, needed)
        + (stays ? " is not worse than " : " is worse than ")
        + yardstick(losses.write(needed, own));
  }

  private String yardstick(String value) {
    BigDecimal percent = BigDecimal.valueOf(settings.percentile()).stripTrailingZeros();
    return settings.percentile() == MEDIAN
        ? "the median " + value
        : "percentile " + percent.toPlainString() + " (" + value + ")";
  }

  private static String of(int completed) {
    return " of " + completed + " completed " + (completed == 1 ? "trial" : "trials");
  }
}
