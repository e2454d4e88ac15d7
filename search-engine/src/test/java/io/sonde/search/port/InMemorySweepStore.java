package io.sonde.search.port;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.Direction;
import io.sonde.search.history.TrialState;
import io.sonde.search.request.RequestKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Sweeps in memory: keeps the events and answers every question by replaying them. The yardstick
 * for stores that are quick. Thread-safe.
 */
public final class InMemorySweepStore implements SweepStore, SweepReader {
  private final Map<Integer, StoredSweep> sweeps = new TreeMap<>();
  private final Map<Integer, List<SweepEvent>> events = new TreeMap<>();
  private final Map<Integer, SweepHead> heads = new TreeMap<>();
  private final Map<Integer, Map<String, Answer>> answers = new TreeMap<>();
  private int numbers;
  private long last;

  /** A request to a sweep, and what it brought about. */
  private record Answer(RequestKey key, int number) {}

  @Override
  public synchronized int create(NewSweep sweep, SweepHead head) {
    sweep.key().ifPresent(key -> startedBy(key).ifPresent(InMemorySweepStore::refuse));
    int number = ++numbers;
    sweeps.put(number, new StoredSweep(number, sweep, SweepState.WAITING));
    heads.put(number, head);
    events.put(number, new ArrayList<>());
    answers.put(number, new TreeMap<>());
    return number;
  }

  private static void refuse(int sweep) {
    throw new RequestKey.Known(sweep);
  }

  @Override
  public synchronized OptionalInt startedBy(RequestKey key) {
    for (StoredSweep sweep : sweeps.values()) {
      RequestKey started = sweep.sweep().key().orElse(null);
      if (started != null && started.key().equals(key.key())) {
        key.require(started, "started sweep " + sweep.number());
        return OptionalInt.of(sweep.number());
      }
    }
    return OptionalInt.empty();
  }

  @Override
  public synchronized void override(int sweep, Overrides fresh) {
    StoredSweep old = sweeps.get(sweep);
    NewSweep s = old.sweep();
    sweeps.put(
        sweep,
        new StoredSweep(
            sweep,
            new NewSweep(
                s.experiment(),
                s.specText(),
                s.folder(),
                s.overrides().with(fresh),
                s.dataHash(),
                s.seed(),
                s.created(),
                s.origin(),
                s.key(),
                s.project()),
            old.state()));
    SweepHead head = heads.get(sweep);
    heads.put(sweep, new SweepHead(head.objectives(), fresh.trials().orElse(head.budget())));
  }

  @Override
  public synchronized void commit(List<SweepEvent> batch) {
    for (SweepEvent event : batch) {
      if (event.sequence() > last) {
        events.get(event.sweep()).add(event);
        last = event.sequence();
        apply(event.sweep(), event.change());
      }
    }
  }

  private void apply(int sweep, Change change) {
    if (change instanceof Change.SweepBecame became) {
      StoredSweep old = sweeps.get(sweep);
      sweeps.put(sweep, new StoredSweep(sweep, old.sweep(), became.state()));
    } else if (change instanceof Change.BudgetRaised raised) {
      OptionalInt trials = OptionalInt.of(raised.trials());
      override(sweep, new Overrides(trials, OptionalInt.empty(), OptionalLong.empty()));
      raised.asked().ifPresent(key -> keep(sweep, new Answer(key, raised.trials())));
    } else if (change instanceof Change.TrialProposed proposed) {
      proposed.asked().ifPresent(key -> keep(sweep, new Answer(key, proposed.trial())));
    }
  }

  private void keep(int sweep, Answer answer) {
    answers.get(sweep).putIfAbsent(answer.key().key(), answer);
  }

  @Override
  public synchronized OptionalInt answer(int sweep, RequestKey key) {
    Answer known = answers.getOrDefault(sweep, Map.of()).get(key.key());
    if (known == null) {
      return OptionalInt.empty();
    }
    key.require(known.key(), "was about sweep " + sweep);
    return OptionalInt.of(known.number());
  }

  @Override
  public synchronized void delete(int sweep) {
    sweeps.remove(sweep);
    heads.remove(sweep);
    events.remove(sweep);
    answers.remove(sweep);
  }

  @Override
  public synchronized long lastSequence() {
    return last;
  }

  @Override
  public synchronized Optional<StoredSweep> load(int sweep) {
    return Optional.ofNullable(sweeps.get(sweep));
  }

  @Override
  public synchronized List<SweepEvent> events(int sweep) {
    return List.copyOf(events.getOrDefault(sweep, List.of()));
  }

  @Override
  public synchronized List<Integer> unfinished() {
    return sweeps.values().stream()
        .filter(s -> !s.state().ended())
        .map(StoredSweep::number)
        .toList();
  }

  @Override
  public synchronized Totals totals() {
    Map<SweepState, Long> states = new EnumMap<>(SweepState.class);
    Map<TrialState, Long> trials = new EnumMap<>(TrialState.class);
    for (StoredSweep sweep : sweeps.values()) {
      states.merge(sweep.state(), 1L, Long::sum);
      replay(sweep.number()).trials.values().forEach(t -> trials.merge(t.state, 1L, Long::sum));
    }
    return new Totals(states, trials);
  }

  @Override
  public synchronized Page<SweepRow> sweeps(SweepQuery query, Slice slice) {
    String list = query.list("sweeps");
    long before = slice.after().map(c -> Cursor.read(c, list, 1).number(0)).orElse(Long.MAX_VALUE);
    List<Integer> meant =
        sweeps.values().stream()
            .filter(s -> matches(query, s))
            .map(StoredSweep::number)
            .sorted(Comparator.reverseOrder())
            .toList();
    List<SweepRow> rows =
        meant.stream()
            .filter(n -> n < before)
            .skip(slice.offset())
            .limit(slice.limit() + 1L)
            .map(n -> sweep(n).orElseThrow())
            .toList();
    return Batch.of(rows, slice.limit(), row -> Cursor.of(row.number()).text(list))
        .counted(meant.size());
  }

  private static boolean matches(SweepQuery query, StoredSweep stored) {
    String experiment = stored.sweep().experiment();
    Origin origin = stored.sweep().origin();
    return query.experiment().map(experiment::equals).orElse(true)
        && (query.branch().isEmpty() || query.branch().equals(origin.branch()))
        && (query.commit().isEmpty() || query.commit().equals(origin.commit()))
        && query.projects().map(some -> some.contains(stored.sweep().project())).orElse(true)
        && query.state().map(stored.state()::equals).orElse(true)
        && (query.text().isEmpty()
            || query.number().equals(OptionalInt.of(stored.number()))
            || Stream.of(
                    Optional.of(experiment), origin.branch(), origin.commit(), origin.pullRequest())
                .flatMap(Optional::stream)
                .anyMatch(part -> contains(part, query.text().get())));
  }

  private static boolean contains(String part, String text) {
    return part.toLowerCase(Locale.ROOT).contains(text.strip().toLowerCase(Locale.ROOT));
  }

  @Override
  public synchronized Page<ExperimentRow> experiments(SweepQuery query, Slice slice) {
    String list = query.list("experiments");
    Optional<Cursor> after = slice.after().map(c -> Cursor.read(c, list, 2));
    long began = after.map(c -> c.number(0)).orElse((long) numbers);
    long before = after.map(c -> c.number(1)).orElse(Long.MAX_VALUE);
    List<ExperimentRow> all =
        sweeps.values().stream()
            .filter(s -> matches(query, s) && s.number() <= began)
            .map(s -> s.sweep().experiment())
            .distinct()
            .map(name -> experiment(name, query, began))
            .sorted(Comparator.comparingInt(ExperimentRow::latest).reversed())
            .toList();
    List<ExperimentRow> rows =
        all.stream()
            .filter(row -> row.latest() < before)
            .skip(slice.offset())
            .limit(slice.limit() + 1L)
            .toList();
    return Batch.of(rows, slice.limit(), row -> cursor(began, row).text(list)).counted(all.size());
  }

  private static Cursor cursor(long began, ExperimentRow row) {
    return new Cursor(
        List.of(Optional.of(Long.toString(began)), Optional.of(Integer.toString(row.latest()))));
  }

  private ExperimentRow experiment(String name, SweepQuery query, long most) {
    List<VersionRow> versions = versions(SweepQuery.of(name).within(query.projects()), most);
    return new ExperimentRow(
        name,
        versions.size(),
        versions.stream().mapToInt(VersionRow::sweeps).sum(),
        versions.stream().mapToInt(VersionRow::latest).max().orElseThrow());
  }

  @Override
  public synchronized List<VersionRow> versions(SweepQuery query) {
    return versions(query, Long.MAX_VALUE);
  }

  private List<VersionRow> versions(SweepQuery query, long most) {
    Map<Integer, List<StoredSweep>> byVersion = new TreeMap<>(Comparator.reverseOrder());
    for (StoredSweep stored : sweeps.values()) {
      if (matches(query, stored) && stored.number() <= most) {
        byVersion.computeIfAbsent(version(stored.sweep()), v -> new ArrayList<>()).add(stored);
      }
    }
    return byVersion.entrySet().stream().map(e -> version(e.getKey(), e.getValue())).toList();
  }

  private static VersionRow version(int version, List<StoredSweep> rising) {
    StoredSweep first = rising.get(0);
    return new VersionRow(
        version,
        rising.size(),
        first.number(),
        rising.get(rising.size() - 1).number(),
        first.sweep().created());
  }

  @Override
  public synchronized Optional<SweepRow> sweep(int sweep) {
    return Optional.ofNullable(sweeps.get(sweep)).map(s -> replay(sweep).row(s));
  }

  @Override
  public synchronized Optional<Asked> asked(int sweep) {
    return load(sweep).map(s -> Asked.of(s.sweep()));
  }

  @Override
  public synchronized Page<TrialRow> trials(int sweep, TrialQuery query) {
    return batch(sweep, query).counted(meant(sweep, query).count());
  }

  private Stream<TrialRow> meant(int sweep, TrialQuery query) {
    return replay(sweep).trials.values().stream()
        .filter(t -> query.states().isEmpty() || query.states().contains(t.state))
        .map(ReplayedTrial::row)
        .filter(row -> query.filters().stream().allMatch(filter -> meets(row, filter)));
  }

  @Override
  public synchronized Batch<TrialRow> batch(int sweep, TrialQuery query) {
    String list = query.list(sweep);
    Optional<Key> after = query.after().map(c -> Key.of(Cursor.read(c, list, 3)));
    Comparator<Key> order = Key.order(query);
    List<TrialRow> rows =
        meant(sweep, query)
            .sorted(Comparator.comparing(row -> Key.of(row, query), order))
            .filter(row -> after.map(k -> order.compare(Key.of(row, query), k) > 0).orElse(true))
            .skip(query.offset())
            .limit(query.limit() + 1L)
            .toList();
    return Batch.of(rows, query.limit(), row -> Key.of(row, query).cursor().text(list));
  }

  @Override
  public synchronized Map<Integer, List<String>> devices(int sweep, Collection<Integer> trials) {
    Map<Integer, List<String>> devices = new TreeMap<>();
    for (int trial : trials) {
      List<AttemptRow> attempts = attempts(sweep, trial);
      if (!attempts.isEmpty()) {
        devices.put(trial, attempts.get(attempts.size() - 1).devices());
      }
    }
    return devices;
  }

  private static boolean meets(TrialRow row, TrialFilter filter) {
    Object value = key(row, filter.column()).map(Object.class::cast).orElse(null);
    if (value == null) {
      return false;
    }
    if (filter.number().isEmpty()) {
      return filter.operator().holds(value.toString().compareTo(filter.operand()));
    }
    if (!(value instanceof Number number)) {
      return false;
    }
    double unit = filter.column().equals("seconds") ? 1000 : 1;
    return filter
        .operator()
        .holds(Double.compare(number.doubleValue() / unit, filter.number().get()));
  }

  /**
   * What a trial is sorted by: a number or a text or neither, and its own number. Numbers come
   * before texts, and what has neither comes last in either direction.
   */
  private record Key(Optional<Double> number, Optional<String> text, int trial) {
    static Key of(TrialRow row, TrialQuery query) {
      Optional<Object> key = key(row, query.sort()).map(Object.class::cast);
      return new Key(
          key.filter(Number.class::isInstance).map(n -> ((Number) n).doubleValue()),
          key.filter(k -> !(k instanceof Number)).map(Object::toString),
          row.number());
    }

    static Key of(Cursor cursor) {
      return new Key(
          cursor.keys().get(0).map(Double::valueOf), cursor.keys().get(1), (int) cursor.number(2));
    }

    Cursor cursor() {
      return new Cursor(
          List.of(number.map(Object::toString), text, Optional.of(Integer.toString(trial))));
    }

    static Comparator<Key> order(TrialQuery query) {
      return Key.<Double>by(Key::number, query.descending())
          .thenComparing(by(Key::text, query.descending()))
          .thenComparingInt(Key::trial);
    }

    private static <T extends Comparable<T>> Comparator<Key> by(
        Function<Key, Optional<T>> part, boolean descending) {
      return (a, b) -> {
        Optional<T> x = part.apply(a);
        Optional<T> y = part.apply(b);
        if (x.isEmpty() || y.isEmpty()) {
          return Boolean.compare(x.isEmpty(), y.isEmpty());
        }
        int order = x.get().compareTo(y.get());
        return descending ? -order : order;
      };
    }
  }

  @SuppressWarnings("unchecked")
  private static Optional<Comparable<Object>> key(TrialRow row, String sort) {
    Object key =
        switch (sort) {
          case "number" -> row.number();
          case "state" -> row.state().word();
          case "value" -> row.value().isPresent() ? row.value().getAsDouble() : null;
          case "step" -> row.lastStep().isPresent() ? row.lastStep().getAsInt() : null;
          case "seconds" ->
              row.started().isPresent() && row.ended().isPresent()
                  ? row.ended().get().toEpochMilli() - row.started().get().toEpochMilli()
                  : null;
          default -> named(row, sort);
        };
    return Optional.ofNullable((Comparable<Object>) key);
  }

  private static Object named(TrialRow row, String sort) {
    if (sort.startsWith("metric:")) {
      String name = sort.substring("metric:".length());
      return row.metrics().getOrDefault(name, row.measured().get(name));
    }
    if (sort.startsWith("value:")) {
      Object value = row.values().get(sort.substring("value:".length()));
      return value instanceof Number n ? (Object) n.doubleValue() : value;
    }
    throw new IllegalArgumentException("cannot sort by '" + sort + "'");
  }

  @Override
  public synchronized Optional<TrialRow> trial(int sweep, int trial) {
    return Optional.ofNullable(replay(sweep).trials.get(trial)).map(ReplayedTrial::row);
  }

  @Override
  public synchronized List<AttemptRow> attempts(int sweep, int trial) {
    ReplayedTrial replayed = replay(sweep).trials.get(trial);
    return replayed == null ? List.of() : List.copyOf(replayed.attempts.values());
  }

  @Override
  public synchronized List<HistoryPoint> history(int sweep, int most) {
    Direction direction = heads.get(sweep).objectives().get(0).direction();
    List<HistoryPoint> points = new ArrayList<>();
    double best = Double.NaN;
    for (ReplayedTrial trial : replay(sweep).trials.values()) {
      if (trial.state.ended() && trial.value.isPresent()) {
        double value = trial.value.getAsDouble();
        boolean counts = trial.counts();
        best = counts && direction.better(value, best) ? value : best;
        points.add(new HistoryPoint(trial.number, trial.state, value, best));
      }
    }
    return points;
  }

  @Override
  public synchronized Map<String, List<CurvePoint>> curves(int sweep, int trial, int most) {
    Map<String, List<CurvePoint>> curves = new TreeMap<>();
    ReplayedTrial replayed = replay(sweep).trials.get(trial);
    if (replayed != null) {
      for (Change.Reported reported : replayed.reports) {
        reported
            .report()
            .metrics()
            .forEach(
                (name, value) ->
                    curves
                        .computeIfAbsent(name, n -> new ArrayList<>())
                        .add(new CurvePoint(reported.report().step(), value)));
      }
    }
    return curves;
  }

  @Override
  public synchronized List<SweepEvent> events(int sweep, long after, int limit) {
    return events(sweep).stream().filter(e -> e.sequence() > after).limit(limit).toList();
  }

  private ReplayedSweep replay(int sweep) {
    ReplayedSweep replayed = new ReplayedSweep(heads.get(sweep));
    events(sweep).forEach(replayed::apply);
    return replayed;
  }

  private int version(NewSweep sweep) {
    return 1
        + sweeps.values().stream()
            .map(StoredSweep::sweep)
            .filter(other -> other.experiment().equals(sweep.experiment()))
            .map(NewSweep::specText)
            .distinct()
            .toList()
            .indexOf(sweep.specText());
  }

  /** A sweep as its events leave it. */
  private final class ReplayedSweep {
    final Map<Integer, ReplayedTrial> trials = new TreeMap<>();
    final SweepHead head;
    SweepEvent first;
    SweepEvent latest;
    String reason = "";

    ReplayedSweep(SweepHead head) {
      this.head = head;
    }

    void apply(SweepEvent event) {
      if (event.change() instanceof Change.SweepBecame became) {
        first = first == null && became.state() == SweepState.RUNNING ? event : first;
        latest = event;
        reason = became.reason();
      } else if (event.change() instanceof Change.TrialProposed proposed) {
        trials.put(proposed.trial(), new ReplayedTrial(proposed, event));
      } else if (event.change() instanceof Change.AttemptStarted started) {
        trials.get(started.attempt().trial()).start(started, event);
      } else if (event.change() instanceof Change.Reported reported) {
        trials.get(reported.attempt().trial()).reports.add(reported);
      } else if (event.change() instanceof Change.AttemptEnded ended) {
        trials.get(ended.attempt().trial()).end(ended, event);
      } else if (event.change() instanceof Change.TrialBecame became) {
        trials.get(became.trial()).become(became, event);
      }
    }

    SweepRow row(StoredSweep stored) {
      Map<TrialState, Integer> counts = new TreeMap<>();
      ReplayedTrial best = null;
      for (ReplayedTrial trial : trials.values()) {
        counts.merge(trial.state, 1, Integer::sum);
        boolean better =
            trial.counts()
                && trial.value.isPresent()
                && head.objectives()
                    .get(0)
                    .direction()
                    .better(
                        trial.value.getAsDouble(),
                        best == null ? Double.NaN : best.value.getAsDouble());
        best = better ? trial : best;
      }
      NewSweep sweep = stored.sweep();
      return new SweepRow(
          stored.number(),
          sweep.experiment(),
          version(sweep),
          stored.state(),
          reason,
          head.objectives(),
          counts,
          best == null ? OptionalInt.empty() : OptionalInt.of(best.number),
          best == null ? OptionalDouble.empty() : best.value,
          head.budget(),
          sweep.seed(),
          sweep.dataHash(),
          sweep.created(),
          Optional.ofNullable(first).map(SweepEvent::at),
          stored.state().ended() ? Optional.of(latest.at()) : Optional.empty(),
          sweep.origin(),
          sweep.project());
    }
  }

  /** A trial as its events leave it. */
  private static final class ReplayedTrial {
    final int number;
    final Map<Integer, AttemptRow> attempts = new TreeMap<>();
    final List<Change.Reported> reports = new ArrayList<>();
    private final Change.TrialProposed proposed;
    private final SweepEvent proposal;
    TrialState state = TrialState.WAITING;
    OptionalDouble value = OptionalDouble.empty();
    private OptionalInt bestStep = OptionalInt.empty();
    private String reason = "";
    private Map<String, Double> measured = Map.of();
    private Optional<SweepEvent> end = Optional.empty();

    ReplayedTrial(Change.TrialProposed proposed, SweepEvent event) {
      this.number = proposed.trial();
      this.proposed = proposed;
      this.proposal = event;
    }

    boolean counts() {
      return state == TrialState.COMPLETED || state == TrialState.STOPPED;
    }

    void start(Change.AttemptStarted started, SweepEvent event) {
      state = TrialState.RUNNING;
      reports.removeIf(
          r -> started.after().isEmpty() || r.report().step() > started.after().getAsInt());
      attempts.put(
          started.attempt().number(),
          new AttemptRow(
              started.attempt().number(),
              started.devices(),
              started.log(),
              event.at(),
              Optional.empty(),
              Optional.empty(),
              ""));
    }

    void end(Change.AttemptEnded ended, SweepEvent event) {
      AttemptRow row = attempts.get(ended.attempt().number());
      if (row != null) {
        attempts.put(
            row.number(),
            new AttemptRow(
                row.number(),
                row.devices(),
                row.log(),
                row.started(),
                Optional.of(event.at()),
                Optional.of(ended.cause()),
                ended.reason()));
      }
    }

    void become(Change.TrialBecame became, SweepEvent event) {
      state = became.state();
      reason = became.reason();
      value = became.value();
      bestStep = became.bestStep();
      measured = became.metrics();
      end = state.ended() ? Optional.of(event) : Optional.empty();
    }

    TrialRow row() {
      Map<String, Double> metrics = new LinkedHashMap<>(proposed.known());
      reports.stream()
          .map(Change.Reported::report)
          .filter(r -> bestStep.isPresent() && r.step() == bestStep.getAsInt())
          .forEach(r -> metrics.putAll(r.metrics()));
      return new TrialRow(
          number,
          state,
          reason,
          proposed.configuration().tree(),
          proposed.configuration().values(),
          value,
          bestStep,
          reports.isEmpty()
              ? OptionalInt.empty()
              : OptionalInt.of(reports.get(reports.size() - 1).report().step()),
          metrics,
          measured,
          attempts.size(),
          proposed.parent(),
          proposal.at(),
          attempts.values().stream().findFirst().map(AttemptRow::started),
          end.map(SweepEvent::at));
    }
  }
}
