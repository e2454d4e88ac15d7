package io.sonde.search.history;

import io.sonde.search.space.Configuration;
import io.sonde.search.space.Space;
import java.util.Arrays;

/** The history in growing columns. Not thread-safe. */
public final class ColumnarHistory implements History {
  private static final int[] NO_STEPS = {};
  private static final double[] NO_VALUES = {};

  private final Space space;
  private final Objective objective;
  private final double[][] codes;
  private TrialState[] states = new TrialState[16];
  private double[] values = new double[16];
  private int[] reports = new int[16];
  private int[][] steps = new int[16][];
  private double[][] curves = new double[16][];
  private int size;

  /** An empty history of this space. */
  public ColumnarHistory(Space space, Objective objective) {
    this.space = space;
    this.objective = objective;
    this.codes = new double[space.parameters().size()][16];
  }

  /** Adds a trial in state {@link TrialState#WAITING}; answers its number. */
  public int propose(Configuration configuration) {
    if (size == values.length) {
      grow();
    }
    double[] row = space.encode(configuration);
    for (int p = 0; p < row.length; p++) {
      codes[p][size] = row[p];
    }
    states[size] = TrialState.WAITING;
    values[size] = Double.NaN;
    steps[size] = NO_STEPS;
    curves[size] = NO_VALUES;
    return size++;
  }

  private void grow() {
    int capacity = size * 2;
    for (int p = 0; p < codes.length; p++) {
      codes[p] = Arrays.copyOf(codes[p], capacity);
    }
    states = Arrays.copyOf(states, capacity);
    values = Arrays.copyOf(values, capacity);
    reports = Arrays.copyOf(reports, capacity);
    steps = Arrays.copyOf(steps, capacity);
    curves = Arrays.copyOf(curves, capacity);
  }

  /** Changes the state of a trial. Throws {@link IllegalStateException} for an illegal change. */
  public void become(int trial, TrialState next) {
    if (!states[check(trial)].canBecome(next)) {
      throw new IllegalStateException(
          "trial " + trial + " cannot go from " + states[trial].word() + " to " + next.word());
    }
    states[trial] = next;
  }

  /** Adds a report of the objective; NaN when the report did not hold it. Steps must rise. */
  public void report(int trial, int step, double value) {
    int n = reports[check(trial)];
    if (n > 0 && steps[trial][n - 1] >= step) {
      throw new IllegalArgumentException(
          "trial " + trial + " reported step " + step + " after step " + steps[trial][n - 1]);
    }
    if (n == steps[trial].length) {
      steps[trial] = Arrays.copyOf(steps[trial], Math.max(8, n * 2));
      curves[trial] = Arrays.copyOf(curves[trial], Math.max(8, n * 2));
    }
    steps[trial][n] = step;
    curves[trial][n] = value;
    reports[trial] = n + 1;
    if (objective.direction().better(value, values[trial])) {
      values[trial] = value;
    }
  }

  /** Forgets what a trial reported, because its next attempt begins anew. */
  public void restart(int trial) {
    reports[check(trial)] = 0;
    values[trial] = Double.NaN;
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
  public Objective objective() {
    return objective;
  }

  @Override
  public int size() {
    return size;
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
  public double value(int trial) {
    return values[check(trial)];
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
  public double reported(int trial, int position) {
    return curves[check(trial)][position];
  }
}
