package io.sonde.search.asktell;

import io.sonde.search.history.History;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.Stopper;
import io.sonde.search.report.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Pauses every trial after its first step, and takes the best of every two further to its end. */
public final class Pausing implements Stopper {
  @Override
  public Verdict judge(History history, int trial, int step) {
    return step == 1 ? Verdict.pause("paused at step 1") : Verdict.goOn("it is taken further");
  }

  @Override
  public OptionalInt until(History history, int trial) {
    return history.reports(trial) == 0 ? OptionalInt.of(1) : OptionalInt.empty();
  }

  @Override
  public Optional<Resumption> resume(History history) {
    List<Integer> waiting = new ArrayList<>();
    int further = 0;
    for (int trial = 0; trial < history.size(); trial++) {
      boolean paused = history.state(trial) == TrialState.PAUSED;
      further += !paused && history.reports(trial) > 0 ? 1 : 0;
      if (paused) {
        waiting.add(trial);
      }
    }
    return waiting.size() + further >= 2 * (further + 1)
        ? waiting.stream()
            .min((a, b) -> Double.compare(history.value(a), history.value(b)))
            .map(best -> new Resumption(best, OptionalInt.empty(), "the best of two"))
        : Optional.empty();
  }
}
