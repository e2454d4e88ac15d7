package io.sonde.search.gate;

import io.sonde.search.history.TrialState;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.Batch;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.search.port.SweepReader.TrialQuery;
import io.sonde.search.port.SweepReader.TrialRow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One of the two sweeps that a gate compares.
 *
 * @param seed of the sweep, from which those of its trials follow
 * @param trials those that completed with a finite value, by rising number
 * @param lost how many did not, by their state
 */
public record GateSide(int sweep, long seed, List<Scored> trials, Map<TrialState, Integer> lost) {
  private static final int PAGE = 1000;

  public GateSide {
    trials = List.copyOf(trials);
    lost = Map.copyOf(lost);
  }

  /** A trial with its objective. */
  public record Scored(int trial, Fingerprint configuration, double value) {
    /** With its configuration's tree. */
    public static Scored of(int trial, Map<String, Object> configuration, double value) {
      return new Scored(trial, Fingerprint.of(configuration), value);
    }
  }

  /** Of a stored sweep, with all its completed trials; of its first objective. */
  public static GateSide of(SweepReader reader, SweepRow row) {
    List<Scored> scored = new ArrayList<>();
    TrialQuery query = new TrialQuery(Set.of(TrialState.COMPLETED), "number", false, 0, PAGE);
    Optional<TrialQuery> next = Optional.of(query);
    while (next.isPresent()) {
      Batch<TrialRow> batch = reader.batch(row.number(), next.get());
      batch.rows().stream()
          .filter(trial -> Double.isFinite(trial.value().orElse(Double.NaN)))
          .map(
              trial ->
                  Scored.of(trial.number(), trial.configuration(), trial.value().getAsDouble()))
          .forEach(scored::add);
      next = batch.next().map(query::after);
    }
    Map<TrialState, Integer> lost = new EnumMap<>(TrialState.class);
    row.trials()
        .forEach(
            (state, count) -> {
              if (state.ended() && state != TrialState.COMPLETED && count > 0) {
                lost.put(state, count);
              }
            });
    return new GateSide(row.number(), row.seed(), scored, lost);
  }

  /** The values alone. */
  double[] values() {
    return trials.stream().mapToDouble(Scored::value).toArray();
  }
}
