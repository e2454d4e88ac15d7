package io.sonde.search.gate;

import io.sonde.search.gate.GateResult.Outcome;
import io.sonde.search.gate.GateSide.Scored;
import io.sonde.search.history.Direction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a sweep is worse than a baseline, as a test of non-inferiority does (Piaggio et
 * al., "Reporting of Noninferiority and Equivalence Randomized Trials", JAMA 308, 2012): it passes
 * when the whole interval of the mean difference is no worse than the margin, it fails when the
 * whole interval is worse, and otherwise nothing is known.
 *
 * <p>Trials are paired where chance played the same part in both: the same trial number in sweeps
 * of the same seed, which makes the seeds of the trials the same, and the same configuration. Pairs
 * take the scatter between configurations and between seeds out of the difference. Where there are
 * not two pairs, the means of all completed trials are compared.
 */
public final class Gate {
  private final Direction direction;
  private final GateRules rules;

  /** For an objective of this direction. */
  public Gate(Direction direction, GateRules rules) {
    this.direction = direction;
    this.rules = rules;
  }

  /** Compares two sweeps. */
  public GateResult decide(GateSide sweep, GateSide baseline) {
    double[] pairs = differences(sweep, baseline);
    if (pairs.length >= 2) {
      String how = pairs.length + " pairs of trials with the same seed and configuration";
      return result(
          sweep, baseline, pairs.length, Interval.ofPairs(pairs, rules.confidence()), how);
    }
    if (sweep.trials().size() >= 2 && baseline.trials().size() >= 2) {
      String how =
          "the means of "
              + sweep.trials().size()
              + " and "
              + baseline.trials().size()
              + " trials, for "
              + unpaired(sweep, baseline);
      Interval interval = Interval.ofMeans(sweep.values(), baseline.values(), rules.confidence());
      return result(sweep, baseline, 0, interval, how);
    }
    return new GateResult(
        Outcome.INCONCLUSIVE,
        sweep.sweep(),
        baseline.sweep(),
        0,
        Optional.empty(),
        best(sweep),
        best(baseline),
        "Sweep "
            + sweep.sweep()
            + " has "
            + sweep.trials().size()
            + " completed trials and its baseline, sweep "
            + baseline.sweep()
            + ", has "
            + baseline.trials().size()
            + "; at least two of each are needed."
            + losses(sweep)
            + losses(baseline));
  }

  private static double[] differences(GateSide sweep, GateSide baseline) {
    if (sweep.seed() != baseline.seed()) {
      return new double[0];
    }
    Map<Integer, Scored> others = new HashMap<>();
    baseline.trials().forEach(trial -> others.put(trial.trial(), trial));
    return sweep.trials().stream()
        .flatMapToDouble(trial -> difference(trial, others.get(trial.trial())))
        .toArray();
  }

  private static DoubleStream difference(Scored trial, @Nullable Scored other) {
    return other != null && other.configuration().equals(trial.configuration())
        ? DoubleStream.of(trial.value() - other.value())
        : DoubleStream.empty();
  }

  private static String unpaired(GateSide sweep, GateSide baseline) {
    return sweep.seed() == baseline.seed()
        ? "fewer than two trials have the same number and configuration in both"
        : "the sweeps have different seeds (" + sweep.seed() + " and " + baseline.seed() + ")";
  }

  private GateResult result(
      GateSide sweep, GateSide baseline, int pairs, Interval interval, String how) {
    Outcome outcome = outcome(interval);
    String reason =
        "Sweep "
            + sweep.sweep()
            + " less its baseline, sweep "
            + baseline.sweep()
            + ": "
            + signed(interval.estimate())
            + ", with "
            + shown(100 * rules.confidence())
            + " % confidence within ["
            + signed(interval.low())
            + ", "
            + signed(interval.high())
            + "] (to "
            + direction.word()
            + ", by "
            + how
            + "), which "
            + meaning(outcome)
            + " a margin of "
            + shown(rules.margin())
            + "."
            + losses(sweep)
            + losses(baseline);
    return new GateResult(
        outcome,
        sweep.sweep(),
        baseline.sweep(),
        pairs,
        Optional.of(interval),
        best(sweep),
        best(baseline),
        reason);
  }

  private Outcome outcome(Interval interval) {
    double low = direction.loss(interval.low());
    double high = direction.loss(interval.high());
    if (Math.max(low, high) <= rules.margin()) {
      return Outcome.PASS;
    }
    return Math.min(low, high) > rules.margin() ? Outcome.FAIL : Outcome.INCONCLUSIVE;
  }

  private static String meaning(Outcome outcome) {
    return switch (outcome) {
      case PASS -> "is not worse than";
      case FAIL -> "is wholly worse than";
      case INCONCLUSIVE -> "lies on both sides of";
    };
  }

  private static String losses(GateSide side) {
    List<String> parts = new ArrayList<>();
    side.lost().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> parts.add(entry.getValue() + " " + entry.getKey().word()));
    return parts.isEmpty()
        ? ""
        : parts.stream()
            .collect(
                Collectors.joining(
                    ", ", " Not compared of sweep " + side.sweep() + ": ", " trials."));
  }

  private OptionalDouble best(GateSide side) {
    return side.trials().stream()
        .mapToDouble(Scored::value)
        .reduce((a, b) -> direction.better(b, a) ? b : a);
  }

  private static String signed(double value) {
    return (value > 0 ? "+" : "") + shown(value);
  }

  private static String shown(double value) {
    String text = String.format(Locale.ROOT, "%.4g", value);
    return text.contains("e") || !text.contains(".")
        ? text
        : text.replaceAll("0+$", "").replaceAll("\\.$", "");
  }
}
