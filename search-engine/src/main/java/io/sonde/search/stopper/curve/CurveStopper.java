package io.sonde.search.stopper.curve;

import io.sonde.search.history.History;
import io.sonde.search.history.Objective;
import io.sonde.search.history.Summary;
import io.sonde.search.method.Method;
import io.sonde.search.port.Stopper;
import io.sonde.search.report.Verdict;
import io.sonde.search.spec.schema.Schema;
import io.sonde.search.stopper.evidence.Leaders;
import io.sonde.search.stopper.evidence.LearningCurve;
import io.sonde.search.stopper.evidence.Losses;
import io.sonde.search.stopper.evidence.Standing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Extrapolates a trial's learning curve to its last step, with the uncertainty of that, and stops
 * it when it is unlikely to get better than the best completed trial. With several objectives it is
 * stopped when it is unlikely to get better in any of them than the completed trial that is the
 * furthest ahead of it.
 *
 * <p>T. Domhan, J. T. Springenberg, F. Hutter: Speeding up automatic hyperparameter optimization of
 * deep neural networks by extrapolation of learning curves. IJCAI 2015. {@link Extrapolation} says
 * where this differs.
 */
public final class CurveStopper implements Stopper {
  /** A curve through fewer points says too little. */
  private static final int LEAST_POINTS = 4;

  private final Settings settings;

  /** Of the history that was last judged. */
  private @Nullable Experience experience;

  /**
   * The rule's settings.
   *
   * @param max the last step of a trial that runs to its end; at least 2
   * @param probability below which a trial is stopped; above 0 and below 1
   * @param warmup steps that are not judged; at least 0. No trial is judged by fewer than four
   *     values
   */
  public record Settings(int max, double probability, int warmup) {
    public Settings {
      if (max < 2) {
        throw new IllegalArgumentException("expected max of at least 2, got " + max);
      }
      boolean within = probability > 0 && probability < 1;
      if (!within) {
        throw new IllegalArgumentException(
            "expected probability above 0 and below 1, got " + probability);
      }
      if (warmup < 0) {
        throw new IllegalArgumentException("expected warmup of at least 0, got " + warmup);
      }
    }
  }

  /** With these settings. */
  public CurveStopper(Settings settings) {
    this.settings = settings;
  }

  /** {@code curve} in a spec. */
  public static Method<Stopper.Factory> method() {
    return new Method<>(
        "curve",
        "Extrapolates the learning curve and stops a trial that will hardly become the best",
        Schema.mapping()
            .required(
                "max", Schema.whole(2, Integer.MAX_VALUE), "the last step of a trial's full run")
            .optional(
                "probability",
                Schema.real(Math.nextUp(0.0), Math.nextDown(1.0)),
                "a trial goes on while it becomes the best with this probability (0.05)")
            .optional(
                "warmup",
                Schema.whole(0, Integer.MAX_VALUE),
                "steps of a trial before it is judged (0)")
            .closed(),
        Map.of("probability", 0.05, "warmup", 0L),
        List.of("warmup", "max"),
        settings ->
            new CurveStopper(
                new Settings(
                    settings.whole("max"),
                    settings.real("probability"),
                    settings.whole("warmup"))));
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // it must be the very history that was followed so far
  public Verdict judge(History history, int trial, int step) {
    if (step <= settings.warmup() || step >= settings.max()) {
      return Verdict.goOn("continues at step " + step + ": not judged at this step");
    }
    if (experience == null || experience.history() != history) {
      experience = new Experience(history);
    }
    List<Leaders.Leader> leaders = experience.upToDate().leaders();
    if (leaders.isEmpty()) {
      return Verdict.goOn(
          "continues at step " + step + ": no trial has completed to compare it with");
    }
    List<Outlook> outlooks = new ArrayList<>();
    double[] standing = Standing.upTo(step, history, trial);
    for (int j = 0; j < standing.length; j++) {
      outlooks.add(outlook(experience, trial, step, j, standing[j]));
    }
    return decide(history, step, outlooks, leaders);
  }

  private Outlook outlook(Experience known, int trial, int step, int objective, double standing) {
    LearningCurve curve = new LearningCurve(known.history(), trial, objective);
    boolean best = known.history().goal().objectives().get(objective).summary() == Summary.BEST;
    if (curve.empty()) {
      return Outlook.certain(standing);
    }
    double usual = known.usualFall(objective);
    return Outlook.of(
        curve, step, settings.max(), usual, LEAST_POINTS, best ? standing : Double.NaN);
  }

  /** The verdict of the leader that is ahead in every objective, and of those by the most. */
  private Verdict decide(
      History history, int step, List<Outlook> outlooks, List<Leaders.Leader> leaders) {
    Leaders.Leader rival =
        Collections.max(leaders, Comparator.comparingDouble(l -> lead(l, outlooks)));
    double worse = 1;
    for (int j = 0; j < outlooks.size(); j++) {
      worse *= 1 - outlooks.get(j).probabilityBelow(rival.losses().get(j));
    }
    String told = step + ": " + told(history, outlooks, rival, 1 - worse);
    return 1 - worse < settings.probability()
        ? Verdict.stop("stopped at step " + told)
        : Verdict.goOn("continues at step " + told);
  }

  /** By how many standard deviations a leader is ahead where it is so the least. */
  private static double lead(Leaders.Leader leader, List<Outlook> outlooks) {
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < outlooks.size(); j++) {
      least = Math.min(least, outlooks.get(j).deviationsAbove(leader.losses().get(j)));
    }
    return least;
  }

  private String told(
      History history, List<Outlook> outlooks, Leaders.Leader rival, double probability) {
    StringBuilder told = new StringBuilder();
    for (int j = 0; j < outlooks.size(); j++) {
      Objective objective = history.goal().objectives().get(j);
      Losses losses = new Losses(objective);
      told.append(j == 0 ? "" : " and ")
          .append(objective.metric())
          .append(" ")
          .append(outlooks.get(j).write(losses))
          .append(" against ")
          .append(losses.write(rival.losses().get(j)));
    }
    return String.format(
        Locale.ROOT,
        "%s of trial %d, better with probability %.2g (needs %s)",
        told,
        rival.trial(),
        probability,
        Double.toString(settings.probability()));
  }
}
