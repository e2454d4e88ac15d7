package io.sonde.store.sweep;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.history.TrialState;
import io.sonde.search.request.RequestKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;

/**
 * Applies a batch of events to the tables that follow from them: each row whose change depends on
 * what it holds is read once, changed in memory and written once. For one transaction.
 */
final class Ledger {
  private final StatelessSession session;
  private final Rows<Integer, SweepEntity> sweeps;
  private final Rows<TrialEntity.Key, TrialEntity> trials;
  private final Rows<AttemptEntity.Key, AttemptEntity> attempts;
  private final List<MetricEntity> metrics = new ArrayList<>();
  private final List<EventEntity> events = new ArrayList<>();
  private final List<RequestEntity> requests = new ArrayList<>();

  /** How far trials have come of whose rows nothing else changes, which so need not be read. */
  private final Map<TrialEntity.Key, Integer> lastSteps = new LinkedHashMap<>();

  Ledger(StatelessSession session) {
    this.session = session;
    // People set budgets and priorities in the same rows.
    this.sweeps = new Rows<>(session, SweepEntity.class, LockMode.PESSIMISTIC_WRITE);
    this.trials = new Rows<>(session, TrialEntity.class);
    this.attempts = new Rows<>(session, AttemptEntity.class);
  }

  void apply(SweepEvent event) {
    events.add(new EventEntity(event));
    Instant at = Storable.time(event.at());
    Change change = event.change();
    if (change instanceof Change.SweepBecame c) {
      sweeps.get(event.sweep()).become(c, at);
    } else if (change instanceof Change.BudgetRaised c) {
      sweeps.get(event.sweep()).allow(c.trials());
      answered(event.sweep(), c.asked(), c.trials());
    } else if (change instanceof Change.TrialProposed c) {
      propose(event.sweep(), c, at);
    } else if (change instanceof Change.AttemptStarted c) {
      start(c, at);
    } else if (change instanceof Change.Reported c) {
      report(c);
    } else if (change instanceof Change.AttemptEnded c) {
      attempts.find(AttemptEntity.Key.of(c.attempt())).ifPresent(attempt -> attempt.end(c, at));
    } else if (change instanceof Change.TrialBecame c) {
      become(event.sweep(), c, at);
    }
  }

  private void propose(int sweep, Change.TrialProposed change, Instant at) {
    TrialEntity.Key key = new TrialEntity.Key(sweep, change.trial());
    trials.add(key, new TrialEntity(sweep, change, at));
    sweeps.get(sweep).moved(null, TrialState.WAITING);
    answered(sweep, change.asked(), change.trial());
  }

  private void answered(int sweep, Optional<RequestKey> asked, int answer) {
    asked.ifPresent(request -> requests.add(new RequestEntity(sweep, request, answer)));
  }

  private void start(Change.AttemptStarted change, Instant at) {
    int sweep = change.attempt().sweep();
    TrialEntity trial = trial(new TrialEntity.Key(sweep, change.attempt().trial()));
    sweeps.get(sweep).moved(trial.state(), TrialState.RUNNING);
    trial.start(change.after(), at);
    attempts.add(AttemptEntity.Key.of(change.attempt()), new AttemptEntity(change, at));
  }

  private void report(Change.Reported change) {
    int sweep = change.attempt().sweep();
    int step = change.report().step();
    TrialEntity.Key key = new TrialEntity.Key(sweep, change.attempt().trial());
    trials.inHand(key).ifPresentOrElse(row -> row.reported(step), () -> lastSteps.put(key, step));
    change
        .report()
        .metrics()
        .forEach(
            (name, value) -> metrics.add(new MetricEntity(change.attempt(), step, name, value)));
  }

  private void become(int sweepNumber, Change.TrialBecame change, Instant at) {
    SweepEntity sweep = sweeps.get(sweepNumber);
    TrialEntity trial = trial(new TrialEntity.Key(sweepNumber, change.trial()));
    sweep.moved(trial.state(), change.state());
    boolean counts = change.state() == TrialState.COMPLETED || change.state() == TrialState.STOPPED;
    if (counts && change.value().isPresent()) {
      sweep.offer(change.trial(), change.value().getAsDouble());
    }
    Map<String, Double> atBestStep = new LinkedHashMap<>();
    if (change.bestStep().isPresent()) {
      TrialEntity.Key place = new TrialEntity.Key(sweepNumber, change.trial());
      reportedAt(place, change.bestStep().getAsInt())
          .forEach(metric -> atBestStep.put(metric.name(), metric.value()));
    }
    trial.become(change, atBestStep, at);
  }

  private TrialEntity trial(TrialEntity.Key key) {
    TrialEntity row = trials.get(key);
    Integer step = lastSteps.remove(key);
    if (step != null) {
      row.reported(step);
    }
    return row;
  }

  /** What the last attempt that came to a step reported there. */
  private List<MetricEntity> reportedAt(TrialEntity.Key trial, int step) {
    List<MetricEntity> inThisBatch =
        metrics.stream().filter(metric -> metric.standsAt(trial, step)).toList();
    int last = inThisBatch.stream().mapToInt(MetricEntity::attempt).max().orElse(0);
    return inThisBatch.isEmpty()
        ? session
            .createSelectionQuery(
                "from MetricEntity where sweep = :sweep and trial = :trial"
                    + " and step = :step and attempt = (select max(attempt) from MetricEntity"
                    + " where sweep = :sweep and trial = :trial and step = :step) order by name",
                MetricEntity.class)
            .setParameter("sweep", trial.sweep())
            .setParameter("trial", trial.number())
            .setParameter("step", step)
            .getResultList()
        : inThisBatch.stream().filter(metric -> metric.attempt() == last).toList();
  }

  /** Writes what the batch changed. */
  void write() {
    ColumnWriter columns = new ColumnWriter(session);
    columns.insertEvents(events);
    sweeps.write();
    trials.write();
    attempts.write();
    columns.updateLastSteps(lastSteps);
    columns.insertMetrics(metrics);
    columns.insertRequests(requests);
  }
}
