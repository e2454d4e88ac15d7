package io.sonde.search.gate;

import io.sonde.search.history.TrialState;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.search.port.SweepReader.TrialQuery;
import io.sonde.search.port.SweepReader.TrialRow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
  private static final int MOST = 10_000;

  public GateSide {
    trials = List.copyOf(trials);
    lost = Map.copyOf(lost);
  }

  /** A trial with its objective. */
  public record Scored(int trial, Map<String, Object> configuration, double value) {}

  /** Of a stored sweep; of its first objective and its first 10,000 completed trials. */
  public static GateSide of(SweepReader reader, SweepRow row) {
    List<Scored> scored = new ArrayList<>();
    int seen = 0;
    boolean more = true;
    while (more && seen < MOST) {
      TrialQuery query = new TrialQuery(Set.of(TrialState.COMPLETED), "number", false, seen, PAGE);
      List<TrialRow> page = reader.trials(row.number(), query).rows();
      page.stream()
          .filter(trial -> Double.isFinite(trial.value().orElse(Double.NaN)))
          .map(
              trial ->
                  new Scored(trial.number(), trial.configuration(), trial.value().getAsDouble()))
          .forEach(scored::add);
      seen += page.size();
      more = page.size() == PAGE;
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
