package io.sonde.search.port;

import io.sonde.search.event.SweepEvent;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.SweepStore.NewSweep;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.report.Cause;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

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
  default Page<SweepRow> sweeps(SweepQuery query, int offset, int limit) {
    return sweeps(query, Slice.of(offset, limit));
  }

  /**
   * Some sweeps, the newest first.
   *
   * @throws Cursor.BadCursorException when the slice's cursor is none of this list
   */
  Page<SweepRow> sweeps(SweepQuery query, Slice slice);

  /** The experiments of the sweeps that a query means, that with the newest sweep first. */
  default Page<ExperimentRow> experiments(SweepQuery query, int offset, int limit) {
    return experiments(query, Slice.of(offset, limit));
  }

  /**
   * The experiments of the sweeps that a query means, that with the newest sweep first. Behind a
   * cursor they stand as they did when the reading began: a sweep that was started since then
   * counts for nothing.
   *
   * @throws Cursor.BadCursorException when the slice's cursor is none of this list
   */
  Page<ExperimentRow> experiments(SweepQuery query, Slice slice);

  /**
   * The versions of a spec among the sweeps that a query means, the newest first.
   *
   * @param query names one experiment, for each counts its versions on its own
   */
  List<VersionRow> versions(SweepQuery query);

  /** One sweep. */
  Optional<SweepRow> sweep(int sweep);

  /** What a sweep was started with, as it was asked for. */
  Optional<Asked> asked(int sweep);

  /** The spec of a sweep as written. */
  default Optional<String> specText(int sweep) {
    return asked(sweep).map(Asked::specText);
  }

  /**
   * The trials of a sweep, sorted and paged.
   *
   * @throws Cursor.BadCursorException when the query's cursor is none of this list
   */
  Page<TrialRow> trials(int sweep, TrialQuery query);

  /** The same without their total, for those who read on to the end. */
  Batch<TrialRow> batch(int sweep, TrialQuery query);

  /** On which devices the last attempts of trials ran; trials without an attempt are missing. */
  Map<Integer, List<String>> devices(int sweep, Collection<Integer> trials);

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

  /** How many sweeps, and how many trials of all of them, are in each state. */
  Totals totals();

  /**
   * An experiment in a list.
   *
   * @param versions how many texts its spec has had
   * @param latest the number of its newest sweep
   */
  record ExperimentRow(String name, int versions, int sweeps, int latest) {}

  /**
   * A version of an experiment's spec.
   *
   * @param first the number of the first sweep of this text
   * @param latest that of the newest
   * @param created when the first was created
   */
  record VersionRow(int version, int sweeps, int first, int latest, Instant created) {}

  /**
   * What a sweep was started with.
   *
   * @param specText the spec as written
   * @param folder the absolute folder against which its paths are read
   * @param overrides what is set above the spec by now
   */
  record Asked(String specText, String folder, Overrides overrides) {
    /** Of a sweep as it was created. */
    public static Asked of(NewSweep sweep) {
      return new Asked(sweep.specText(), sweep.folder(), sweep.overrides());
    }
  }

  /** Counts by state; a state in which nothing is may be missing. */
  record Totals(Map<SweepState, Long> sweeps, Map<TrialState, Long> trials) {
    public Totals {
      sweeps = Map.copyOf(sweeps);
      trials = Map.copyOf(trials);
    }
  }

  /**
   * One page of rows, and how many rows there are in all.
   *
   * @param next the {@link Cursor} behind its last row; empty where no row follows
   */
  record Page<T>(List<T> rows, long total, Optional<String> next) {
    /** The last one. */
    public Page(List<T> rows, long total) {
      this(rows, total, Optional.empty());
    }

    public Page {
      rows = List.copyOf(rows);
    }
  }

  /** Some rows, and the {@link Cursor} behind the last of them; empty where no row follows. */
  record Batch<T>(List<T> rows, Optional<String> next) {
    public Batch {
      rows = List.copyOf(rows);
    }

    /**
     * Of rows among which one more than asked for was looked for.
     *
     * @param cursor where a list is left whose last row is this one
     */
    public static <T> Batch<T> of(List<T> rows, int limit, Function<T, String> cursor) {
      return rows.size() <= limit
          ? new Batch<>(rows, Optional.empty())
          : new Batch<>(rows.subList(0, limit), Optional.of(cursor.apply(rows.get(limit - 1))));
    }

    /** With the count of all. */
    public Page<T> counted(long total) {
      return new Page<>(rows, total, next);
    }
  }

  /**
   * A part of a list: so many rows, from an offset or behind a cursor.
   *
   * @param after the {@code next} of the page before
   */
  record Slice(int offset, Optional<String> after, int limit) {
    public Slice {
      requireOne(offset, after);
      if (offset < 0 || limit < 1) {
        throw new IllegalArgumentException(
            "expected offset >= 0 and limit >= 1, got " + offset + " and " + limit);
      }
    }

    /** From an offset. */
    public static Slice of(int offset, int limit) {
      return new Slice(offset, Optional.empty(), limit);
    }

    private static void requireOne(int offset, Optional<String> after) {
      if (offset != 0 && after.isPresent()) {
        throw new IllegalArgumentException(
            "expected an offset or a cursor, got " + offset + " and " + after.get());
      }
    }
  }

  /**
   * Which sweeps: those that have every part that is given.
   *
   * @param text stands in the experiment's name, the commit, the branch or the pull request,
   *     whatever the case of its letters, or is the sweep's number
   */
  record SweepQuery(
      Optional<String> experiment,
      Optional<String> branch,
      Optional<String> commit,
      Optional<SweepState> state,
      Optional<String> text,
      Optional<Set<String>> projects) {
    public SweepQuery {
      projects = projects.map(Set::copyOf);
    }

    /** All of them. */
    public static final SweepQuery ALL =
        new SweepQuery(Optional.empty(), Optional.empty(), Optional.empty());

    /** Those of an experiment. */
    public static SweepQuery of(String experiment) {
      return new SweepQuery(Optional.of(experiment), Optional.empty(), Optional.empty());
    }

    /** In whatever state. */
    public SweepQuery(
        Optional<String> experiment, Optional<String> branch, Optional<String> commit) {
      this(experiment, branch, commit, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The number that the text is, with or without a mark in front; empty when it is none. */
    public OptionalInt number() {
      String digits = text.orElse("").strip().replaceFirst("^#", "");
      return digits.matches("\\d{1,9}")
          ? OptionalInt.of(Integer.parseInt(digits))
          : OptionalInt.empty();
    }

    /** What is listed, apart from who looks, for a {@link Cursor}. */
    public String list(String rows) {
      return rows + within(Optional.empty());
    }

    /** The same, but only sweeps of these projects; of every project when it is empty. */
    public SweepQuery within(Optional<Set<String>> others) {
      return new SweepQuery(experiment, branch, commit, state, text, others);
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
   * @param project whose sweep it is; empty where it is not known
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
      Origin origin,
      String project) {
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
   * @param filters conditions that must all hold
   * @param after the {@code next} of the page before, in place of an offset
   */
  record TrialQuery(
      Set<TrialState> states,
      String sort,
      boolean descending,
      int offset,
      int limit,
      List<TrialFilter> filters,
      Optional<String> after) {
    /** Whatever their values. */
    public TrialQuery(
        Set<TrialState> states, String sort, boolean descending, int offset, int limit) {
      this(states, sort, descending, offset, limit, List.of());
    }

    /** From an offset. */
    public TrialQuery(
        Set<TrialState> states,
        String sort,
        boolean descending,
        int offset,
        int limit,
        List<TrialFilter> filters) {
      this(states, sort, descending, offset, limit, filters, Optional.empty());
    }

    /** Those that follow a page of this query. */
    public TrialQuery after(String cursor) {
      return new TrialQuery(states, sort, descending, 0, limit, filters, Optional.of(cursor));
    }

    /** What is listed in which order, for a {@link Cursor}. */
    public String list(int sweep) {
      return "trials of "
          + sweep
          + states.stream().map(TrialState::word).sorted().toList()
          + filters.stream().map(TrialFilter::text).toList()
          + sort
          + (descending ? " descending" : "");
    }

    public TrialQuery {
      Slice.requireOne(offset, after);
      filters = List.copyOf(filters);
      states = Set.copyOf(states);
      if (offset < 0 || limit < 1 || limit > 10_000) {
        throw new IllegalArgumentException(
            "expected offset >= 0 and limit within [1, 10000], got " + offset + " and " + limit);
      }
    }
  }
}
