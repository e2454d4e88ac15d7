package io.sonde.search.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.gate.GateResult.Outcome;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.InMemorySweepStore;
import io.sonde.search.port.SweepStore.NewSweep;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.port.SweepStore.SweepHead;
import io.sonde.search.space.Configuration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class GateSideTest {
  private static final int TRIALS = 10_500;
  private final InMemorySweepStore store = new InMemorySweepStore();
  private long sequence;

  /** A sweep whose last trials are worse by some amount than all others. */
  private GateSide side(double worse) {
    int sweep =
        store.create(
            new NewSweep("a", "", "/", Overrides.NONE, Optional.empty(), 7, Instant.EPOCH),
            new SweepHead(new Objective("loss", Direction.MINIMIZE), TRIALS));
    List<SweepEvent> events = new ArrayList<>();
    for (int trial = 0; trial < TRIALS; trial++) {
      Map<String, Object> values = Map.of("x", trial / 7.0);
      events.add(
          event(
              sweep, new Change.TrialProposed(trial, new Configuration(values, values), Map.of())));
      double value = trial % 3 + (trial >= 10_000 ? worse : 0);
      events.add(
          event(
              sweep,
              new Change.TrialBecame(
                  trial,
                  TrialState.COMPLETED,
                  "",
                  OptionalDouble.of(value),
                  OptionalInt.of(1),
                  Map.of())));
    }
    store.commit(events);
    return GateSide.of(store, store.sweep(sweep).orElseThrow());
  }

  private SweepEvent event(int sweep, Change change) {
    return new SweepEvent(++sequence, sweep, Instant.EPOCH, change);
  }

  @Test
  void allTrialsOfALargeSweepCount() {
    GateSide baseline = side(0);
    GateSide sweep = side(100);
    assertThat(sweep.trials()).hasSize(TRIALS);
    GateResult result =
        new Gate(Direction.MINIMIZE, new GateRules(1, 0.95)).decide(sweep, baseline);
    assertThat(result.pairs()).isEqualTo(TRIALS);
    assertThat(result.outcome()).isEqualTo(Outcome.FAIL);
  }

  @Test
  void equalConfigurationsHaveTheSameFingerprint() {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("a", 1L);
    one.put("b", List.of(0.5, "x"));
    Map<String, Object> other = new LinkedHashMap<>();
    other.put("b", List.of(0.5, "x"));
    other.put("a", 1L);
    assertThat(Fingerprint.of(one)).isEqualTo(Fingerprint.of(other));
    other.put("a", 1.0);
    assertThat(Fingerprint.of(one)).isNotEqualTo(Fingerprint.of(other));
    assertThat(Fingerprint.of(Map.of("a", "1:b"))).isNotEqualTo(Fingerprint.of(Map.of("a1", ":b")));
    assertThat(Fingerprint.of(List.of("ab", "c"))).isNotEqualTo(Fingerprint.of(List.of("a", "bc")));
  }
}
