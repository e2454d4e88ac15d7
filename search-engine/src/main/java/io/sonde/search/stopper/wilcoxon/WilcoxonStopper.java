package io.sonde.search.stopper.wilcoxon;

import io.sonde.search.history.History;
import io.sonde.search.history.Objective;
import io.sonde.search.method.Method;
import io.sonde.search.port.Stopper;
import io.sonde.search.report.Verdict;
import io.sonde.search.spec.schema.Schema;
import io.sonde.search.stopper.evidence.Completions;
import io.sonde.search.stopper.evidence.Leaders;
import io.sonde.search.stopper.evidence.LearningCurve;
import io.sonde.search.stopper.evidence.Losses;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * For trials whose steps are folds or repeated seeds, the same ones in every trial: a trial is
 * stopped when Wilcoxon's signed-rank test says that its folds are worse than the same folds of the
 * best completed trial, and its mean is worse, too. The best is the one with the best mean of all
 * its folds; a trial with a value that is no finite number is neither best nor judged.
 *
 * <p>With several objectives it is compared with every completed trial that no other dominates, and
 * stopped when one of them is better in each objective at that level.
 *
 * <p>F. Wilcoxon: Individual comparisons by ranking methods. Biometrics Bulletin 1(6), 1945. The
 * test is repeated at every fold, so more trials than {@code p} of those that are as good as the
 * best are stopped; S. J. Pocock: Group sequential methods in the design and analysis of clinical
 * trials. Biometrika 64(2), 1977, has the smaller {@code p} that make up for it.
 */
public final class WilcoxonStopper implements Stopper {
  private static final int LEAST_FOLDS = 2;

  private final Settings settings;

  /** Of the history that was last judged. */
  private @Nullable Best best;

  /**
   * The rule's settings.
   *
   * @param p below which probability, were both trials alike, a trial counts as worse; above 0 and
   *     at most 0.5
   * @param warmup how many folds two trials must have in common; at least 2
   */
  public record Settings(double p, int warmup) {
    public Settings {
      boolean within = p > 0 && p <= 0.5;
      if (!within) {
        throw new IllegalArgumentException("expected p above 0 and at most 0.5, got " + p);
      }
      if (warmup < LEAST_FOLDS) {
        throw new IllegalArgumentException("expected warmup of at least 2, got " + warmup);
      }
    }
  }

  /** With these settings. */
  public WilcoxonStopper(Settings settings) {
    this.settings = settings;
  }

  /** {@code wilcoxon} in a spec. */
  public static Method<Stopper.Factory> method() {
    return new Method<>(
        "wilcoxon",
        "For folds and repeated seeds: stops a trial whose folds are worse than the best trial's",
        Schema.mapping()
            .optional(
                "p",
                Schema.real(Math.nextUp(0.0), 0.5),
                "below which probability of chance alone a trial counts as worse (0.1)")
            .optional(
                "warmup",
                Schema.whole(LEAST_FOLDS, Integer.MAX_VALUE),
                "folds in common with the best trial before one is judged (2)")
            .closed(),
        Map.of("p", 0.1, "warmup", 2L),
        List.of(),
        settings ->
            new WilcoxonStopper(new Settings(settings.real("p"), settings.whole("warmup"))));
  }

  /** The completed trials with which others are compared. */
  private record Best(Completions completions, Leaders leaders) {
    Best(History history) {
      this(new Completions(history), new Leaders());
    }

    List<Leaders.Leader> upToDate() {
      completions.follow(
          trial -> {
            double[] means = means(completions.history(), trial);
            if (Arrays.stream(means).allMatch(Double::isFinite)) {
              leaders.add(trial, means);
            }
          });
      return leaders.all();
    }
  }

  /** The mean of all folds, one an objective; NaN or infinite when some fold is. */
  private static double[] means(History history, int trial) {
    return IntStream.range(0, history.goal().objectives().size())
        .mapToDouble(
            j -> {
              LearningCurve curve = new LearningCurve(history, trial, j);
              return IntStream.range(0, curve.reports())
                  .mapToDouble(curve::loss)
                  .average()
                  .orElse(Double.NaN);
            })
        .toArray();
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // it must be the very history that was followed so far
  public Verdict judge(History history, int trial, int step) {
    String at = "at step " + step + ": ";
    if (best == null || best.completions().history() != history) {
      best = new Best(history);
    }
    List<Leaders.Leader> leaders = best.upToDate();
    double[] means = means(history, trial);
    if (leaders.isEmpty()) {
      return Verdict.goOn("continues " + at + "no trial has completed to compare it with");
    } else if (!Arrays.stream(means).allMatch(Double::isFinite)) {
      return Verdict.goOn("continues " + at + "not all of its folds are finite numbers");
    }
    Comparison closest = compare(history, trial, means, leaders.get(0));
    for (Leaders.Leader leader : leaders) {
      if (ahead(leader, means)) {
        Comparison comparison = compare(history, trial, means, leader);
        if (comparison.p() < settings.p()) {
          return Verdict.stop("stopped " + at + comparison.told());
        }
        closest = comparison.p() < closest.p() ? comparison : closest;
      }
    }
    return Verdict.goOn("continues " + at + closest.told());
  }

  /** Whether a leader is better in every mean. */
  private static boolean ahead(Leaders.Leader leader, double[] means) {
    return IntStream.range(0, means.length).allMatch(j -> leader.losses().get(j) < means[j]);
  }

  /**
   * What came of comparing two trials.
   *
   * @param p the largest of all objectives; 1 when there are too few folds
   */
  private record Comparison(double p, String told) {}

  private Comparison compare(History history, int trial, double[] means, Leaders.Leader leader) {
    double p = 0;
    int folds = Integer.MAX_VALUE;
    StringJoiner told = new StringJoiner(" and ");
    for (int j = 0; j < means.length; j++) {
      double[] differences = differences(history, trial, leader.trial(), j);
      folds = Math.min(folds, differences.length);
      if (folds < settings.warmup()) {
        return new Comparison(
            1,
            String.format(
                "%d of the %d folds in common with trial %d that it takes to judge",
                folds, settings.warmup(), leader.trial()));
      }
      p = Math.max(p, SignedRank.probabilityOfMore(differences));
      told.add(write(history.goal().objectives().get(j), means[j], leader.losses().get(j)));
    }
    boolean significant = p < settings.p();
    String verdict =
        String.format(
            Locale.ROOT,
            "mean %s of trial %d, p = %.2g over %d folds in common (%s %s)",
            told,
            leader.trial(),
            p,
            folds,
            significant ? "below" : "not below",
            Double.toString(settings.p()));
    return new Comparison(p, verdict);
  }

  private static String write(Objective objective, double own, double other) {
    Losses losses = new Losses(objective);
    return objective.metric()
        + " "
        + losses.write(own, other)
        + " against "
        + losses.write(other, own);
  }

  /** By how much the loss is larger, at the folds that both have. */
  private static double[] differences(History history, int trial, int other, int objective) {
    LearningCurve own = new LearningCurve(history, trial, objective);
    LearningCurve others = new LearningCurve(history, other, objective);
    double[] differences = new double[Math.min(own.reports(), others.reports())];
    int n = 0;
    for (int i = 0, k = 0; i < own.reports() && k < others.reports(); ) {
      int order = Integer.compare(own.step(i), others.step(k));
      if (order == 0) {
        differences[n++] = own.loss(i) - others.loss(k);
      }
      i += order <= 0 ? 1 : 0;
      k += order >= 0 ? 1 : 0;
    }
    return Arrays.copyOf(differences, n);
  }
}
