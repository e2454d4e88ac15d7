package io.sonde.search.history;

import io.sonde.search.space.Configuration;
import io.sonde.search.space.Space;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;

/** The history in growing columns. Not thread-safe. */
public final class ColumnarHistory implements History {
  private static final int[] NO_STEPS = {};

  private final Space space;
  private final Goal goal;
  private final double[][] codes;
  private final Measurements measurements;
  private TrialState[] states = new TrialState[16];
  private int[] reports = new int[16];
  private int[][] steps = new int[16][];
  private int size;
  private int[] log = new int[64];
  private int changes;

  /** An empty history of this space. */
  public ColumnarHistory(Space space, Goal goal) {
    this.space = space;
    this.goal = goal;
    this.codes = new double[space.parameters().size()][16];
    this.measurements = new Measurements(goal);
  }

  /** An empty history with one objective and without constraints. */
  public ColumnarHistory(Space space, Objective objective) {
    this(space, new Goal(objective));
  }

  /** Adds a trial in state {@link TrialState#WAITING}; answers its number. */
  public int propose(Configuration configuration) {
    return propose(space.encode(configuration));
  }

  /** Adds a trial with these codes by parameter, NaN where a parameter is not active. */
  public int propose(double[] row) {
    if (row.length != codes.length) {
      throw new IllegalArgumentException(
          "expected " + codes.length + " codes, one a parameter, got " + row.length);
    }
    if (size == states.length) {
      grow();
    }
    for (int p = 0; p < row.length; p++) {
      codes[p][size] = row[p];
    }
    states[size] = TrialState.WAITING;
    steps[size] = NO_STEPS;
    measurements.add(size);
    note(size);
    return size++;
  }

  private void note(int trial) {
    if (changes == log.length) {
      log = Arrays.copyOf(log, changes * 2);
    }
    log[changes++] = trial;
  }

  private void grow() {
    int capacity = size * 2;
    for (int p = 0; p < codes.length; p++) {
      codes[p] = Arrays.copyOf(codes[p], capacity);
    }
    states = Arrays.copyOf(states, capacity);
    reports = Arrays.copyOf(reports, capacity);
    steps = Arrays.copyOf(steps, capacity);
  }

  /**
   * Adds a trial of another history with the same goal as it stands there; answers its number here.
   *
   * @param configuration what it is in this history's space
   */
  public int copy(ColumnarHistory other, int trial, Configuration configuration) {
    int number = propose(configuration);
    int n = other.reports(trial);
    states[number] = other.state(trial);
    steps[number] = Arrays.copyOf(other.steps[trial], n);
    reports[number] = n;
    measurements.copy(other.measurements, trial, number);
    return number;
  }

  /** Changes the state of a trial. Throws {@link IllegalStateException} for an illegal change. */
  public void become(int trial, TrialState next) {
    if (!states[check(trial)].canBecome(next)) {
      throw new IllegalStateException(
          "trial " + trial + " cannot go from " + states[trial].word() + " to " + next.word());
    }
    states[trial] = next;
    note(trial);
  }

  /** Adds a report that holds the first objective alone; NaN when not even that. */
  public void report(int trial, int step, double value) {
    add(trial, step);
    measurements.report(trial, reports[trial] - 1, value);
    note(trial);
  }

  /** Adds a report: of its metrics, those that the goal names are taken. Steps must rise. */
  public void report(int trial, int step, Map<String, Double> metrics) {
    add(trial, step);
    measurements.report(trial, reports[trial] - 1, metrics);
    note(trial);
  }

  private void add(int trial, int step) {
    int n = reports[check(trial)];
    if (n > 0 && steps[trial][n - 1] >= step) {
      throw new IllegalArgumentException(
          "trial " + trial + " reported step " + step + " after step " + steps[trial][n - 1]);
    }
    if (n == steps[trial].length) {
      steps[trial] = Arrays.copyOf(steps[trial], Math.max(4, n * 2));
    }
    steps[trial][n] = step;
    reports[trial] = n + 1;
  }

  /**
   * Takes what was measured of a trial apart from its steps, before or after training: of these
   * metrics, those that the goal names. It goes before what is reported step by step, unless it is
   * NaN.
   */
  public void measure(int trial, Map<String, Double> metrics) {
    measurements.measure(check(trial), metrics);
    note(trial);
  }

  /** Forgets what a trial reported, because its next attempt begins anew. */
  public void restart(int trial) {
    rewind(trial, -1);
  }

  /** Forgets what a trial reported after a step, because its next attempt goes on from there. */
  public void rewind(int trial, int step) {
    int kept = 0;
    while (kept < reports[check(trial)] && steps[trial][kept] <= step) {
      kept++;
    }
    reports[trial] = kept;
    measurements.rewind(trial, kept);
    note(trial);
  }

  /** The step whose value is the trial's; empty when it has reported none. */
  public OptionalInt bestStep(int trial) {
    int position = measurements.bestPosition(check(trial));
    return position < 0 ? OptionalInt.empty() : OptionalInt.of(steps[trial][position]);
  }

  /** The metric of a constraint; NaN when it is not known. */
  double constrained(int trial, int constraint) {
    return measurements.constrained(check(trial), constraint);
  }

  private int check(int trial) {
    if (trial < 0 || trial >= size) {
      throw new IllegalArgumentException("no trial " + trial + " among " + size);
    }
    return trial;
  }

  @Override
  public Space space() {
    return space;
  }

  @Override
  public Goal goal() {
    return goal;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int changes() {
    return changes;
  }

  @Override
  public int changed(int change) {
    if (change < 0 || change >= changes) {
      throw new IllegalArgumentException("no change " + change + " among " + changes);
    }
    return log[change];
  }

  @Override
  public TrialState state(int trial) {
    return states[check(trial)];
  }

  @Override
  public double code(int trial, int parameter) {
    return codes[parameter][check(trial)];
  }

  @Override
  public double value(int trial, int objective) {
    return measurements.value(check(trial), objective);
  }

  @Override
  public double violation(int trial, int constraint) {
    return measurements.violation(check(trial), constraint);
  }

  @Override
  public int reports(int trial) {
    return reports[check(trial)];
  }

  @Override
  public int step(int trial, int position) {
    return steps[check(trial)][position];
  }

  @Override
  public double reported(int trial, int position, int objective) {
    return measurements.reported(check(trial), position, objective);
  }
}
