package io.sonde.search.stopper;

import io.sonde.search.history.History;
import io.sonde.search.history.Objective;
import io.sonde.search.method.Method;
import io.sonde.search.port.Stopper;
import io.sonde.search.report.Verdict;
import io.sonde.search.spec.schema.Schema;
import io.sonde.search.stopper.evidence.LearningCurve;
import io.sonde.search.stopper.evidence.Losses;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * Stops a trial that does not get better any more, whatever other trials do: when for so many steps
 * no value was better than the best so far by more than a margin. With several objectives none of
 * them may have got better. Small gains add up: the best so far is replaced only by what is better
 * by more than the margin.
 *
 * <p>L. Prechelt: Early stopping, but when? Neural Networks: Tricks of the Trade, 1998 (the
 * criterion of successive steps without improvement, here with a margin).
 */
public final class PatienceStopper implements Stopper {
  private final Settings settings;

  /**
   * The rule's settings.
   *
   * @param patience for how many steps nothing may get better; at least 1
   * @param minDelta the margin; at least 0
   * @param relative whether the margin is a part of the best so far, 0.01 being a hundredth,
   *     instead of a difference in the objective's own unit
   * @param warmup steps that do not count; at least 0
   */
  public record Settings(int patience, double minDelta, boolean relative, int warmup) {
    public Settings {
      if (patience < 1) {
        throw new IllegalArgumentException("expected patience of at least 1, got " + patience);
      }
      boolean positive = minDelta >= 0 && minDelta < Double.POSITIVE_INFINITY;
      if (!positive) {
        throw new IllegalArgumentException("expected min_delta of at least 0, got " + minDelta);
      }
      if (warmup < 0) {
        throw new IllegalArgumentException("expected warmup of at least 0, got " + warmup);
      }
    }
  }

  /** With these settings. */
  public PatienceStopper(Settings settings) {
    this.settings = settings;
  }

  /** {@code patience} in a spec. */
  public static Method<Stopper.Factory> method() {
    return new Method<>(
        "patience",
        "Stops a trial that has not got better for a number of steps",
        Schema.mapping()
            .optional(
                "patience",
                Schema.whole(1, Integer.MAX_VALUE),
                "for how many steps nothing may get better (10)")
            .optional(
                "min_delta",
                Schema.real(0, Double.POSITIVE_INFINITY),
                "by how much a value must be better than the best so far to count (0.0)")
            .optional(
                "relative",
                new Schema.Truth(),
                "whether min_delta is a part of the best so far: 0.01 is one percent (false)")
            .optional("warmup", Schema.whole(0, Integer.MAX_VALUE), "steps that do not count (0)")
            .closed(),
        Map.of("patience", 10L, "min_delta", 0.0, "relative", false, "warmup", 0L),
        List.of(),
        settings ->
            new PatienceStopper(
                new Settings(
                    settings.whole("patience"),
                    settings.real("min_delta"),
                    settings.flag("relative"),
                    settings.whole("warmup"))));
  }

  /**
   * The best of a curve.
   *
   * @param step at which it was reached; 0 when there is no value yet
   */
  private record Best(Objective objective, double loss, int step) {}

  @Override
  public Verdict judge(History history, int trial, int step) {
    Best latest = best(history, trial, step, 0);
    for (int j = 1; j < history.goal().objectives().size(); j++) {
      Best best = best(history, trial, step, j);
      latest = best.step() > latest.step() ? best : latest;
    }
    long waited = (long) step - Math.max(latest.step(), settings.warmup());
    boolean stops = waited >= settings.patience();
    String told =
        String.format(
            "at step %d: %s %s not better%s for %d of %d steps",
            step,
            new Losses(latest.objective()).named(latest.loss()),
            latest.step() == 0 ? "is" : "of step " + latest.step() + " was",
            margin(),
            Math.max(0, waited),
            settings.patience());
    return stops ? Verdict.stop("stopped " + told) : Verdict.goOn("continues " + told);
  }

  private String margin() {
    if (settings.minDelta() == 0) {
      return "";
    }
    BigDecimal delta = BigDecimal.valueOf(settings.minDelta());
    return settings.relative()
        ? " by more than " + delta.movePointRight(2).stripTrailingZeros().toPlainString() + " %"
        : " by more than " + delta.stripTrailingZeros().toPlainString();
  }

  private Best best(History history, int trial, int step, int objective) {
    LearningCurve curve = new LearningCurve(history, trial, objective);
    double best = Double.NaN;
    int at = 0;
    for (int i = 0; i < curve.reports() && curve.step(i) <= step; i++) {
      double loss = curve.loss(i);
      if (Double.isNaN(best) ? !Double.isNaN(loss) : loss < best - margin(best)) {
        best = loss;
        at = curve.step(i);
      }
    }
    return new Best(history.goal().objectives().get(objective), best, at);
  }

  private double margin(double best) {
    if (Double.isInfinite(best)) {
      return 0;
    }
    return settings.relative() ? settings.minDelta() * Math.abs(best) : settings.minDelta();
  }
}
