package io.sonde.search.sweep;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.Page;
import io.sonde.search.port.SweepReader.TrialQuery;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.search.port.SweepStore;
import io.sonde.search.port.SweepStore.StoredSweep;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.search.request.RequestKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Sweeps that are not over and that no loop runs. Thread-safe. */
final class SweepsAtRest {
  private static final int PAGE = 1000;
  private static final Set<TrialState> UNENDED =
      Set.of(TrialState.WAITING, TrialState.RUNNING, TrialState.PAUSED);

  private final SweepStore store;
  private final SweepReader results;
  private final Journal journal;

  SweepsAtRest(SweepStore store, SweepReader results, Journal journal) {
    this.store = store;
    this.results = results;
    this.journal = journal;
  }

  /** Lets one stay as it is until it is resumed; waits until that is stored. */
  void pause(int sweep, String reason) {
    List<Change> paused = List.of(new Change.SweepBecame(SweepState.PAUSED, reason));
    OwnedLoop.await(journal.append(sweep, paused));
  }

  /**
   * Cancels one whose cancel a former server took in and did not live to finish, as {@link #cancel}
   * does.
   *
   * @return whether there was such a cancel
   */
  boolean finishCancel(StoredSweep stored) {
    int sweep = stored.number();
    Optional<String> reason =
        stored.state().ended() ? Optional.empty() : SweepEnd.asked(store.events(sweep));
    reason.ifPresent(why -> cancel(sweep, why));
    return reason.isPresent();
  }

  /** Cancels one with its trials; waits until that is stored. */
  void cancel(int sweep, String reason) {
    List<Change> changes = new ArrayList<>();
    for (TrialRow trial : unended(sweep)) {
      if (trial.state() == TrialState.RUNNING) {
        AttemptId last = new AttemptId(sweep, trial.number(), trial.attempts());
        changes.add(new Change.AttemptEnded(last, Cause.CANCELLED, reason));
      }
      changes.add(cancelled(trial.number(), reason));
    }
    changes.add(new Change.SweepBecame(SweepState.CANCELLED, reason));
    OwnedLoop.await(journal.append(sweep, changes));
  }

  /** Raises the budget of one to so many trials; completes with them once that is stored. */
  CompletableFuture<Integer> raise(int sweep, int trials, Optional<RequestKey> asked) {
    return journal
        .append(sweep, List.of(new Change.BudgetRaised(trials, asked)))
        .thenApply(stored -> trials);
  }

  private List<TrialRow> unended(int sweep) {
    List<TrialRow> rows = new ArrayList<>();
    Page<TrialRow> page;
    do {
      TrialQuery query = new TrialQuery(UNENDED, "number", false, rows.size(), PAGE);
      page = results.trials(sweep, query);
      rows.addAll(page.rows());
    } while (rows.size() < page.total() && !page.rows().isEmpty());
    return rows;
  }

  /** What a trial becomes that nobody takes any further. */
  static Change cancelled(int trial, String reason) {
    return new Change.TrialBecame(
        trial, TrialState.CANCELLED, reason, OptionalDouble.empty(), OptionalInt.empty(), Map.of());
  }
}
