package io.sonde.search.stopper;

import io.sonde.search.history.History;
import io.sonde.search.method.Method;
import io.sonde.search.port.Stopper;
import io.sonde.search.report.Decision;
import io.sonde.search.report.Verdict;
import io.sonde.search.spec.schema.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Asynchronous successive halving, in its stopping form. There are rungs at {@code min}, {@code min
 * · eta}, {@code min · eta²}, … steps, below {@code max}. A trial that reaches a rung goes on when
 * its best value so far is among the best 1/eta of all trials that have reached this rung, and is
 * stopped otherwise. Nobody waits for others: the first to reach a rung always passes it.
 *
 * <p>A trial that does not report at every step is judged by the first report at or after a rung. A
 * value that is as good as the last that passes, passes. NaN, or no value at all, is the worst.
 *
 * <p>L. Li, K. Jamieson, A. Rostamizadeh, E. Gonina, J. Ben-Tzur, M. Hardt, B. Recht, A. Talwalkar:
 * A system for massively parallel hyperparameter tuning. MLSys 2020.
 */
public final class AshaStopper implements Stopper {
  private final Settings settings;

  /**
   * The rule's settings.
   *
   * @param resource what a step is, for the reasons: {@code epoch}
   * @param min the first rung, in steps; at least 1
   * @param max the steps of a trial that runs to its end: there is no rung there or beyond; empty
   *     when the number of steps is not known
   * @param eta one of how many passes a rung; at least 2
   */
  public record Settings(String resource, int min, OptionalInt max, int eta) {
    public Settings {
      if (resource.isBlank()) {
        throw new IllegalArgumentException("expected a word for resource, got '" + resource + "'");
      }
      if (min < 1) {
        throw new IllegalArgumentException("expected min of at least 1, got " + min);
      }
      if (max.isPresent() && max.getAsInt() < min) {
        throw new IllegalArgumentException(
            "expected max of at least min = " + min + ", got " + max.getAsInt());
      }
      if (eta < 2) {
        throw new IllegalArgumentException("expected eta of at least 2, got " + eta);
      }
    }
  }

  /** {@code asha} in a spec. */
  public static Method<Stopper.Factory> method() {
    Schema count = Schema.whole(1, Integer.MAX_VALUE);
    return new Method<>(
        "asha",
        "Asynchronous successive halving: at each rung only the best 1/eta go on",
        Schema.mapping()
            .optional(
                "resource",
                new Schema.Text("a word such as epoch", Optional.of("[a-z][a-z_]*")),
                "what a step of a trial is, for messages (epoch)")
            .optional("min", count, "the step of the first rung (1)")
            .optional("max", count, "the step after which no rung follows (none)")
            .optional(
                "eta",
                Schema.whole(2, 10),
                "each rung is this many times further, and one in this many goes on (3)")
            .closed(),
        Map.of("resource", "epoch", "min", 1L, "eta", 3L),
        List.of("min", "max"),
        settings ->
            new AshaStopper(
                new Settings(
                    settings.text("resource"),
                    settings.whole("min"),
                    settings.wholeIfAny("max"),
                    settings.whole("eta"))));
  }

  /** With these settings. */
  public AshaStopper(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Verdict judge(History history, int trial, int step) {
    Curve curve = new Curve(history, trial);
    int before = curve.stepBefore(step);
    long end = settings.max().orElse(Integer.MAX_VALUE);
    Optional<Verdict> verdict = Optional.empty();
    for (long rung = settings.min(); rung <= step && rung < end; rung *= settings.eta()) {
      if (rung > before) {
        verdict = Optional.of(judgeAt((int) rung, curve, step));
        if (verdict.get().decision() == Decision.STOP) {
          break;
        }
      }
    }
    return verdict.orElseGet(
        () -> Verdict.goOn("continues at " + settings.resource() + " " + step + ": no rung here"));
  }

  private Verdict judgeAt(int rung, Curve curve, int step) {
    double[] losses = lossesAt(rung, curve.history());
    int passing = Math.max(1, losses.length / settings.eta());
    double needed = losses[passing - 1];
    double own = curve.bestUpTo(step);
    boolean stays = Double.compare(own, needed) <= 0;
    Losses write = new Losses(curve.history().objective());
    String judged =
        String.format(
            "at %s %d: %s %s is %samong the best 1/%d of %d %s at rung %d",
            settings.resource(),
            step,
            curve.history().objective().metric(),
            write.write(own, needed),
            stays ? "" : "not ",
            settings.eta(),
            losses.length,
            losses.length == 1 ? "trial" : "trials",
            rung);
    return stays
        ? Verdict.goOn("continues " + judged)
        : Verdict.stop("stopped " + judged + " (needs " + write.write(needed, own) + ")");
  }

  /** What every trial that has reached the rung had there, the best first. */
  private static double[] lossesAt(int rung, History history) {
    double[] losses = new double[history.size()];
    int n = 0;
    for (int other = 0; other < history.size(); other++) {
      Curve curve = new Curve(history, other);
      if (curve.reached(rung)) {
        losses[n++] = curve.bestOnReaching(rung);
      }
    }
    double[] reached = Arrays.copyOf(losses, n);
    Arrays.sort(reached);
    return reached;
  }
}
