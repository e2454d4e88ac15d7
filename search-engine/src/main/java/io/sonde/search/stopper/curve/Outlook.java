package io.sonde.search.stopper.curve;

import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.stopper.evidence.LearningCurve;
import io.sonde.search.stopper.evidence.Losses;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What one objective of a trial may still come to. */
final class Outlook {
  /** Where there are no two different steps ahead and behind, or no numbers: nothing is known. */
  private final @Nullable Extrapolation extrapolation;

  /** What it has already and will not lose; NaN for nothing. */
  private final double secured;

  private final int ahead;
  private final boolean certain;

  private Outlook(
      @Nullable Extrapolation extrapolation, double secured, int ahead, boolean certain) {
    this.extrapolation = extrapolation;
    this.secured = secured;
    this.ahead = ahead;
    this.certain = certain;
  }

  /** That of an objective which does not change while the trial runs. */
  static Outlook certain(double loss) {
    return new Outlook(null, loss, 0, !Double.isNaN(loss));
  }

  /**
   * That of a curve.
   *
   * @param last the step to which it will run
   * @param usualFall how far such curves fall; 0 when not known
   * @param leastPoints through how many values a curve can be laid
   * @param secured the best so far when the best step counts; NaN when the last does
   */
  static Outlook of(
      LearningCurve curve, int step, int last, double usualFall, int leastPoints, double secured) {
    double[] times = new double[curve.reports()];
    double[] losses = new double[curve.reports()];
    int n = 0;
    for (int i = 0; i < curve.reports() && curve.step(i) <= step; i++) {
      if (Double.isFinite(curve.loss(i))) {
        times[n] = curve.step(i);
        losses[n++] = curve.loss(i);
      }
    }
    if (n < leastPoints) {
      return new Outlook(null, secured, 0, false);
    }
    double before = 1 - Math.min(1, times[0]);
    double[] behind = Arrays.stream(times, 0, n).map(t -> t + before).toArray();
    double[] seen = Arrays.copyOf(losses, n);
    double range =
        Arrays.stream(seen).max().orElseThrow() - Arrays.stream(seen).min().orElseThrow();
    double scale = Math.max(range, usualFall);
    int ahead = (int) Math.ceil((last - step) / ((times[n - 1] - times[0]) / (n - 1)));
    Extrapolation extrapolation =
        new Extrapolation(
            behind, seen, Shape.all(behind[0], last + before), scale > 0 ? scale : tiny(seen[0]));
    return new Outlook(extrapolation, secured, Double.isNaN(secured) ? 1 : ahead, false);
  }

  private static double tiny(double loss) {
    return Math.max(1e-12, 1e-9 * Math.abs(loss));
  }

  /** The probability of getting below a loss; 1 as long as nothing can be said. */
  double probabilityBelow(double loss) {
    if (certain || secured < loss) {
      return secured < loss ? 1 : 0;
    }
    return extrapolation == null ? 1 : extrapolation.probabilityBelow(loss, ahead);
  }

  /** By how many standard deviations the expected loss is above a loss. */
  double deviationsAbove(double loss) {
    if (certain || secured < loss) {
      return secured < loss ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return extrapolation == null
        ? Double.NEGATIVE_INFINITY
        : (extrapolation.mean() - loss) / extrapolation.deviation();
  }

  /** What is expected, in words. */
  String write(Losses losses) {
    if (extrapolation == null) {
      return certain ? losses.write(secured) : "not to be foreseen yet";
    }
    Objective plain = new Objective(losses.objective().metric(), Direction.MINIMIZE);
    return losses.write(extrapolation.mean())
        + " ± "
        + new Losses(plain).write(extrapolation.deviation())
        + " expected";
  }
}
