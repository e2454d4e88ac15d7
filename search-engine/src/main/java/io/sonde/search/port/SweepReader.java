package io.sonde.search.port;

import io.sonde.search.event.SweepEvent;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.report.Cause;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What pages, API and commands read. Thread-safe. Nothing here loads a sweep whole: lists are
 * paged, curves are thinned to what was asked for, counts are the store's. Throws {@link
 * SweepStore.StoreUnavailable} like the store.
 */
public interface SweepReader {
  /** All sweeps, the newest first. */
  default Page<SweepRow> sweeps(int offset, int limit) {
    return sweeps(SweepQuery.ALL, offset, limit);
  }

  /** Some sweeps, the newest first. */
  Page<SweepRow> sweeps(SweepQuery query, int offset, int limit);

  /** One sweep. */
  Optional<SweepRow> sweep(int sweep);

  /** The spec of a sweep as written. */
  Optional<String> specText(int sweep);

  /** The trials of a sweep, sorted and paged. */
  Page<TrialRow> trials(int sweep, TrialQuery query);

  /** One trial with everything. */
  Optional<TrialRow> trial(int sweep, int trial);

  /** The attempts of a trial, the first first. */
  List<AttemptRow> attempts(int sweep, int trial);

  /**
   * The objective of the ended trials by number, thinned to about {@code most} points in such a way
   * that the best-so-far line stays exact.
   */
  List<HistoryPoint> history(int sweep, int most);

  /**
   * The metrics of a trial by name, each thinned to about {@code most} points: those of its last
   * attempt, and of the attempts before it as far as it goes on from them.
   */
  Map<String, List<CurvePoint>> curves(int sweep, int trial, int most);

  /** Events of a sweep after a sequence number, in their order. */
  List<SweepEvent> events(int sweep, long after, int limit);

  /** The highest stored sequence; 0 when there is none. */
  long lastSequence();

  /** One page of rows, and how many rows there are in all. */
  record Page<T>(List<T> rows, long total) {
    public Page {
      rows = List.copyOf(rows);
    }
  }

  /** Which sweeps: those that have every part that is given. */
  record SweepQuery(Optional<String> experiment, Optional<String> branch, Optional<String> commit) {
    /** All of them. */
    public static final SweepQuery ALL =
        new SweepQuery(Optional.empty(), Optional.empty(), Optional.empty());

    /** Whether a sweep is meant. */
    public boolean matches(String ofExperiment, Origin origin) {
      return experiment.map(ofExperiment::equals).orElse(true)
          && (branch.isEmpty() || branch.equals(origin.branch()))
          && (commit.isEmpty() || commit.equals(origin.commit()));
    }
  }

  /**
   * A sweep in a list.
   *
   * @param version of the experiment's spec: 1 for its first text, one more for each new text
   * @param objectives what is searched for; several for a Pareto front
   * @param trials how many trials are in each state that occurs
   * @param best the completed or stopped trial that is best by the first objective
   * @param budget how many trials the sweep may end, overrides included
   * @param seed the seed it runs with
   */
  record SweepRow(
      int number,
      String experiment,
      int version,
      SweepState state,
      String reason,
      List<Objective> objectives,
      Map<TrialState, Integer> trials,
      OptionalInt best,
      OptionalDouble bestValue,
      int budget,
      long seed,
      Optional<String> dataHash,
      Instant created,
      Optional<Instant> started,
      Optional<Instant> ended,
      Origin origin) {
    public SweepRow {
      objectives = List.copyOf(objectives);
    }

    /** The first objective's metric. */
    public String metric() {
      return objectives.get(0).metric();
    }

    /** The first objective's direction. */
    public Direction direction() {
      return objectives.get(0).direction();
    }
  }

  /**
   * A trial.
   *
   * @param configuration the tree
   * @param values the searched values by path
   * @param metrics the metrics of the best step, and those known before training
   * @param measured what was measured at the end, apart from the steps, such as {@code
   *     test_accuracy}
   * @param lastStep the last reported step of the last attempt
   * @param parent the trial from whose weights it was to start
   */
  record TrialRow(
      int number,
      TrialState state,
      String reason,
      Map<String, Object> configuration,
      Map<String, Object> values,
      OptionalDouble value,
      OptionalInt bestStep,
      OptionalInt lastStep,
      Map<String, Double> metrics,
      Map<String, Double> measured,
      int attempts,
      OptionalInt parent,
      Instant created,
      Optional<Instant> started,
      Optional<Instant> ended) {}

  /** An attempt. */
  record AttemptRow(
      int number,
      List<String> devices,
      String log,
      Instant started,
      Optional<Instant> ended,
      Optional<Cause> cause,
      String reason) {}

  /** A trial's value in the history, and the best value up to it. */
  record HistoryPoint(int trial, TrialState state, double value, double best) {}

  /** One point of a curve. */
  record CurvePoint(int step, double value) {}

  /**
   * Which trials, in which order.
   *
   * @param states only these; all when empty
   * @param sort one of the words number, state, value, step and seconds, or {@code value:PATH} for
   *     a searched value, or {@code metric:NAME} (also of those measured at the end); rows without
   *     it come last
   */
  record TrialQuery(
      Set<TrialState> states, String sort, boolean descending, int offset, int limit) {
    public TrialQuery {
      states = Set.copyOf(states);
      if (offset < 0 || limit < 1 || limit > 10_000) {
        throw new IllegalArgumentException(
            "expected offset >= 0 and limit within [1, 10000], got " + offset + " and " + limit);
      }
    }
  }
}
