package io.sonde.search.stopper;

import io.sonde.search.history.History;
import io.sonde.search.history.TrialState;
import io.sonde.search.method.Method;
import io.sonde.search.port.Stopper;
import io.sonde.search.report.Verdict;
import io.sonde.search.spec.schema.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The median rule: a trial is stopped when its best value up to a step is worse than the median of
 * the running averages, up to the same step, of the trials that ran to their end.
 *
 * <p>D. Golovin, B. Solnik, S. Moitra, G. Kochanski, J. Karro, D. Sculley: Google Vizier: a service
 * for black-box optimization. KDD 2017, section 3.3.
 */
public final class MedianStopper implements Stopper {
  private final Settings settings;

  /**
   * The rule's settings.
   *
   * @param startupTrials how many trials must have run to their end before any is judged; at least
   *     1
   * @param warmup steps that are not judged; at least 0
   * @param interval after the warm-up, one of how many steps is judged; at least 1. A trial that
   *     does not report at such a step is judged at the next one it reports
   */
  public record Settings(int startupTrials, int warmup, int interval) {
    public Settings {
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

  /** {@code median} in a spec. */
  public static Method<Stopper.Factory> method() {
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
        settings ->
            new MedianStopper(
                new Settings(
                    settings.whole("startup_trials"),
                    settings.whole("warmup"),
                    settings.whole("interval"))));
  }

  /** With these settings. */
  public MedianStopper(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Verdict judge(History history, int trial, int step) {
    Curve curve = new Curve(history, trial);
    if (!due(curve, step)) {
      return Verdict.goOn("continues at step " + step + ": not judged at this step");
    }
    double[] means = meansUpTo(step, history);
    if (means.length < settings.startupTrials()) {
      return Verdict.goOn(
          String.format(
              "continues at step %d: %d of the %d completed trials it takes to judge",
              step, means.length, settings.startupTrials()));
    }
    return compare(curve, step, median(means), means.length);
  }

  /** Whether a step to be judged lies after the previous report and not after this one. */
  private boolean due(Curve curve, int step) {
    return judgedUpTo(step) > judgedUpTo(curve.stepBefore(step));
  }

  private int judgedUpTo(int step) {
    int after = step - settings.warmup();
    return after <= 0 ? 0 : 1 + (after - 1) / settings.interval();
  }

  private static double[] meansUpTo(int step, History history) {
    double[] means = new double[history.size()];
    int n = 0;
    for (int other = 0; other < history.size(); other++) {
      if (history.state(other) == TrialState.COMPLETED && history.reports(other) > 0) {
        means[n++] = new Curve(history, other).meanUpTo(step);
      }
    }
    return Arrays.copyOf(means, n);
  }

  private static double median(double[] losses) {
    Arrays.sort(losses);
    double lower = losses[(losses.length - 1) / 2];
    double upper = losses[losses.length / 2];
    return lower == upper ? lower : lower / 2 + upper / 2;
  }

  private static Verdict compare(Curve curve, int step, double median, int trials) {
    double own = curve.bestUpTo(step);
    boolean stays = Double.compare(own, median) <= 0;
    Losses write = new Losses(curve.history().objective());
    String judged =
        String.format(
            "at step %d: best %s %s is %s the median %s of %d completed %s",
            step,
            curve.history().objective().metric(),
            write.write(own, median),
            stays ? "not worse than" : "worse than",
            write.write(median, own),
            trials,
            trials == 1 ? "trial" : "trials");
    return stays ? Verdict.goOn("continues " + judged) : Verdict.stop("stopped " + judged);
  }
}
