package io.sonde.search.insight.optimum;

import io.sonde.search.history.History;
import io.sonde.search.history.Objective;
import io.sonde.search.insight.Outlook;
import io.sonde.search.insight.PredictedOptimum;
import io.sonde.search.insight.sample.Sample;
import io.sonde.search.sampler.gp.Posterior;
import io.sonde.search.sampler.gp.Posterior.Belief;
import io.sonde.search.space.Parameter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What a Gaussian process with noise makes of one objective: which of the tried configurations it
 * expects to be the best, and how much better some other one may still be.
 *
 * <p>The latter is a bound on the regret: the least upper confidence bound among the trials, less
 * the least lower one anywhere in the space. Once it is below what repeated trials differ by, what
 * is gained cannot be told from luck.
 *
 * <p>A. Makarova, H. Shen, V. Perrone, A. Klein, J. Faddoul, A. Krause, M. Seeger, C. Archambeau:
 * Automatic termination for hyperparameter optimization. AutoML 2022.
 */
public final class OptimumAnalysis {
  /** With fewer trials no optimum is predicted. */
  public static final int FEWEST = 10;

  /** With fewer trials nothing is said about going on. */
  public static final int FEWEST_FOR_OUTLOOK = 20;

  private static final double INTERVAL = 1.96;

  /** The bound may fail with this probability. */
  private static final double RISK = 0.1;

  /** Confidence bounds by theory are too wide; this is what they are divided by (Srinivas 2010). */
  private static final double SCALED_DOWN = 5;

  /** An improvement by less than this part of what was gained so far is not worth a search. */
  private static final double PART = 0.01;

  private final History history;
  private final Sample sample;
  private final Objective objective;
  private final double[] losses;
  private final Posterior posterior;
  private final Map<Integer, Belief> beliefs = new LinkedHashMap<>();

  private OptimumAnalysis(History history, Sample sample, int index) {
    this.history = history;
    this.sample = sample;
    this.objective = history.goal().objectives().get(index);
    this.losses = sample.losses(index);
    List<double[]> rows =
        IntStream.range(0, sample.size()).mapToObj(i -> codes(sample.trial(i))).toList();
    this.posterior = new Posterior(history.space(), rows, losses);
    for (int row : posterior.given()) {
      beliefs.put(row, posterior.at(rows.get(row)));
    }
  }

  /** Of an objective; empty when too few trials, or only equal ones, tell of it. */
  public static Optional<OptimumAnalysis> of(History history, Sample sample, int objective) {
    boolean varied = Arrays.stream(sample.losses(objective)).distinct().limit(2).count() > 1;
    boolean free =
        history.space().parameters().stream().anyMatch(p -> p.domain().cardinality() > 1);
    return sample.size() >= FEWEST && varied && free
        ? Optional.of(new OptimumAnalysis(history, sample, objective))
        : Optional.empty();
  }

  private double[] codes(int trial) {
    double[] codes = new double[history.space().parameters().size()];
    Arrays.setAll(codes, p -> history.code(trial, p));
    return codes;
  }

  private Belief belief(int row) {
    return beliefs.computeIfAbsent(row, r -> posterior.at(codes(sample.trial(r))));
  }

  /** The value of a score, in the objective's unit. */
  private double value(double score) {
    return objective.direction().loss(posterior.loss(score));
  }

  /** Half of how far a value reaches to both sides when its score does by this much. */
  private double spread(double score, double deviation) {
    return Math.abs(posterior.loss(score + deviation) - posterior.loss(score - deviation)) / 2;
  }

  /** The optimum. */
  public PredictedOptimum optimum() {
    int best = least(beliefs.keySet().stream().mapToInt(i -> i), row -> belief(row).score());
    int seen = least(IntStream.range(0, losses.length), row -> losses[row]);
    Belief belief = belief(best);
    double one = value(belief.score() - INTERVAL * belief.deviation());
    double other = value(belief.score() + INTERVAL * belief.deviation());
    return new PredictedOptimum(
        sample.trial(best),
        values(sample.trial(best)),
        value(belief.score()),
        spread(belief.score(), belief.deviation()),
        Math.min(one, other),
        Math.max(one, other),
        spread(belief.score(), posterior.noise()),
        sample.trial(seen),
        objective.direction().loss(losses[seen]),
        value(belief(seen).score()));
  }

  private static int least(IntStream rows, IntToDoubleFunction figure) {
    return rows.reduce((a, b) -> figure.applyAsDouble(b) < figure.applyAsDouble(a) ? b : a)
        .orElseThrow();
  }

  private Map<String, Object> values(int trial) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Parameter parameter : history.space().parameters()) {
      double code = history.code(trial, parameter.index());
      if (!Double.isNaN(code)) {
        values.put(parameter.path(), parameter.domain().decode(code));
      }
    }
    return values;
  }

  /** Whether going on is worth it. */
  public Outlook outlook(long seed) {
    if (losses.length < FEWEST_FOR_OUTLOOK) {
      return tooEarly();
    }
    double width = width();
    double lowest = posterior.lowest(width, new SplittableRandom(seed));
    double sure =
        beliefs.values().stream()
            .mapToDouble(b -> b.score() + width * b.deviation())
            .min()
            .orElseThrow();
    double improvement = Math.max(0, posterior.loss(sure) - posterior.loss(lowest));
    double noise = spread(sure, posterior.noise());
    double gained = PART * gained();
    boolean worth = improvement >= Math.max(noise, gained);
    return new Outlook(
        worth ? Outlook.Answer.WORTH_GOING_ON : Outlook.Answer.LITTLE_TO_GAIN,
        sentence(improvement, noise, gained, worth),
        OptionalDouble.of(improvement),
        OptionalDouble.of(Math.max(noise, gained)));
  }

  /** Nothing, because there are too few trials. */
  public static Outlook tooEarly() {
    return Outlook.tooEarly(
        "Whether going on is worth it can be said from " + FEWEST_FOR_OUTLOOK + " trials on.");
  }

  /** How many standard deviations a confidence bound lies from the expectation. */
  private double width() {
    double n = losses.length;
    double parameters = history.space().parameters().size();
    double beta = 2 * Math.log(parameters * n * n * Math.PI * Math.PI / (6 * RISK));
    return Math.sqrt(beta / SCALED_DOWN);
  }

  /** From the median of the first trials to the best. */
  private double gained() {
    double[] first = Arrays.stream(losses).limit(FEWEST_FOR_OUTLOOK).sorted().toArray();
    return first[first.length / 2] - Arrays.stream(losses).min().orElseThrow();
  }

  private String sentence(double improvement, double noise, double gained, boolean worth) {
    String yardstick =
        noise >= gained
            ? number(noise) + " by which repeated trials differ"
            : number(gained) + " that are a hundredth of what was gained since the first trials";
    return "With 90 % confidence, further trials improve "
        + objective.metric()
        + " by "
        + number(improvement)
        + " at most, "
        + (worth ? "more" : "less")
        + " than the "
        + yardstick
        + ": "
        + (worth ? Outlook.Answer.WORTH_GOING_ON : Outlook.Answer.LITTLE_TO_GAIN).words()
        + ".";
  }

  private static String number(double number) {
    return number == 0 ? "0" : String.format(Locale.ROOT, "%.2g", number);
  }
}
