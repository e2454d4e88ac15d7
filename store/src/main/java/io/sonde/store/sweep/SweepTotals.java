package io.sonde.store.sweep;

import io.sonde.search.event.SweepState;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.SweepReader.Totals;
import java.util.EnumMap;
import java.util.Map;
import org.hibernate.StatelessSession;

/** Counts over all sweeps, from the sums that each sweep keeps: no trial is looked at. */
final class SweepTotals {
  private SweepTotals() {}

  static Totals read(StatelessSession session) {
    Map<SweepState, Long> sweeps = new EnumMap<>(SweepState.class);
    session
        .createSelectionQuery(
            "select state, count(*) from SweepEntity group by state", Object[].class)
        .getResultStream()
        .forEach(row -> sweeps.put((SweepState) row[0], (Long) row[1]));
    Map<TrialState, Long> trials = new EnumMap<>(TrialState.class);
    session
        .createNativeQuery(
            """
            select sums.key, sum(cast(sums.value as bigint))
            from sweep, json_each_text(sweep.counts) as sums
            group by sums.key
            """,
            Object[].class)
        .getResultStream()
        .forEach(
            row -> trials.put(Words.trialState((String) row[0]), ((Number) row[1]).longValue()));
    return new Totals(sweeps, trials);
  }
}
