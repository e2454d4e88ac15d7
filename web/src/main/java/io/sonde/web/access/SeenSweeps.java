package io.sonde.web.access;

import io.sonde.search.event.SweepEvent;
import io.sonde.search.port.SweepReader;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sweeps that a caller may see; of others there is nothing here. */
public final class SeenSweeps implements SweepReader {
  private final SweepReader all;
  private final Caller caller;

  private SeenSweeps(SweepReader all, Caller caller) {
    this.all = all;
    this.caller = caller;
  }

  /** As a caller sees them. */
  public static SweepReader by(Caller caller, SweepReader all) {
    return caller.projects().isEmpty() ? all : new SeenSweeps(all, caller);
  }

  private boolean seen(int sweep) {
    return sweep(sweep).isPresent();
  }

  @Override
  public Page<SweepRow> sweeps(SweepQuery query, Slice slice) {
    return all.sweeps(caller.seen(query), slice);
  }

  @Override
  public Optional<SweepRow> sweep(int sweep) {
    return all.sweep(sweep).filter(caller::sees);
  }

  @Override
  public Page<ExperimentRow> experiments(SweepQuery query, Slice slice) {
    return all.experiments(caller.seen(query), slice);
  }

  @Override
  public List<VersionRow> versions(SweepQuery query) {
    return all.versions(caller.seen(query));
  }

  @Override
  public Optional<Asked> asked(int sweep) {
    return seen(sweep) ? all.asked(sweep) : Optional.empty();
  }

  @Override
  public Page<TrialRow> trials(int sweep, TrialQuery query) {
    return seen(sweep) ? all.trials(sweep, query) : new Page<>(List.of(), 0);
  }

  @Override
  public Batch<TrialRow> batch(int sweep, TrialQuery query) {
    return seen(sweep) ? all.batch(sweep, query) : new Batch<>(List.of(), Optional.empty());
  }

  @Override
  public Map<Integer, List<String>> devices(int sweep, Collection<Integer> trials) {
    return seen(sweep) ? all.devices(sweep, trials) : Map.of();
  }

  @Override
  public Optional<TrialRow> trial(int sweep, int trial) {
    return seen(sweep) ? all.trial(sweep, trial) : Optional.empty();
  }

  @Override
  public List<AttemptRow> attempts(int sweep, int trial) {
    return seen(sweep) ? all.attempts(sweep, trial) : List.of();
  }

  @Override
  public List<HistoryPoint> history(int sweep, int most) {
    return seen(sweep) ? all.history(sweep, most) : List.of();
  }

  @Override
  public Map<String, List<CurvePoint>> curves(int sweep, int trial, int most) {
    return seen(sweep) ? all.curves(sweep, trial, most) : Map.of();
  }

  @Override
  public List<SweepEvent> events(int sweep, long after, int limit) {
    return seen(sweep) ? all.events(sweep, after, limit) : List.of();
  }

  /** Counts the events of all sweeps: it tells how much happens, not what. */
  @Override
  public long lastSequence() {
    return all.lastSequence();
  }

  /** Those of all sweeps: it tells how much there is, not what. */
  @Override
  public Totals totals() {
    return all.totals();
  }
}
