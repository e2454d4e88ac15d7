package io.sonde.search.history;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The metrics of the trials that a goal names, the objectives first, then the constrained ones, in
 * columns: what was reported step by step, what was measured apart, and what both come to.
 */
final class Measurements {
  private static final double[] NONE = {};

  private final List<Objective> objectives;
  private final List<Constraint> constraints;
  private final Column[] columns;
  private int[] bestPositions = new int[16];

  Measurements(Goal goal) {
    this.objectives = goal.objectives();
    this.constraints = goal.constraints();
    this.columns = new Column[objectives.size() + constraints.size()];
    for (int c = 0; c < columns.length; c++) {
      boolean objective = c < objectives.size();
      columns[c] =
          objective
              ? new Column(objectives.get(c).metric(), objectives.get(c).summary())
              : new Column(constraints.get(c - objectives.size()).metric(), Summary.BEST);
    }
  }

  void add(int trial) {
    if (trial == bestPositions.length) {
      bestPositions = Arrays.copyOf(bestPositions, trial * 2);
    }
    bestPositions[trial] = -1;
    for (Column column : columns) {
      column.add(trial);
    }
  }

  void report(int trial, int position, double first) {
    for (Column column : columns) {
      column.report(trial, position, Double.NaN);
    }
    columns[0].report(trial, position, first);
    sumUp(trial, position);
  }

  void report(int trial, int position, Map<String, Double> metrics) {
    for (Column column : columns) {
      column.report(trial, position, metrics.getOrDefault(column.metric, Double.NaN));
    }
    sumUp(trial, position);
  }

  void measure(int trial, Map<String, Double> metrics) {
    for (Column column : columns) {
      column.apart[trial] = metrics.getOrDefault(column.metric, column.apart[trial]);
    }
  }

  void rewind(int trial, int reports) {
    bestPositions[trial] = -1;
    for (Column column : columns) {
      column.summed[trial] = Double.NaN;
    }
    for (int position = 0; position < reports; position++) {
      sumUp(trial, position);
    }
  }

  private void sumUp(int trial, int position) {
    boolean best = bestPositions[trial] < 0 ? anything(trial, position) : improves(trial, position);
    if (best) {
      bestPositions[trial] = position;
    }
    for (Column column : columns) {
      column.sumUp(trial, position, best);
    }
  }

  private boolean anything(int trial, int position) {
    for (int j = 0; j < objectives.size(); j++) {
      if (!Double.isNaN(columns[j].reported(trial, position))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a report is better than the best so far, by the first objective that differs. */
  private boolean improves(int trial, int position) {
    if (objectives.get(0).summary() != Summary.BEST) {
      return !Double.isNaN(columns[0].reported(trial, position));
    }
    for (int j = 0; j < objectives.size(); j++) {
      Direction direction = objectives.get(j).direction();
      double candidate = columns[j].reported(trial, position);
      double best = columns[j].reported(trial, bestPositions[trial]);
      if (direction.better(candidate, best)) {
        return true;
      } else if (direction.better(best, candidate)) {
        return false;
      }
    }
    return false;
  }

  void copy(Measurements other, int from, int to) {
    bestPositions[to] = other.bestPositions[from];
    for (int c = 0; c < columns.length; c++) {
      columns[c].apart[to] = other.columns[c].apart[from];
      columns[c].summed[to] = other.columns[c].summed[from];
      columns[c].curves[to] = other.columns[c].curves[from].clone();
    }
  }

  int bestPosition(int trial) {
    return bestPositions[trial];
  }

  double value(int trial, int objective) {
    return columns[objective].value(trial);
  }

  double violation(int trial, int constraint) {
    return constraints.get(constraint).violation(constrained(trial, constraint));
  }

  double constrained(int trial, int constraint) {
    return columns[objectives.size() + constraint].value(trial);
  }

  double reported(int trial, int position, int objective) {
    return columns[objective].reported(trial, position);
  }

  /** One metric of all trials. */
  private static final class Column {
    private final String metric;
    private final Summary summary;
    private double[] apart = new double[16];
    private double[] summed = new double[16];
    private double[][] curves = new double[16][];

    Column(String metric, Summary summary) {
      this.metric = metric;
      this.summary = summary;
    }

    void add(int trial) {
      if (trial == apart.length) {
        apart = Arrays.copyOf(apart, trial * 2);
        summed = Arrays.copyOf(summed, trial * 2);
        curves = Arrays.copyOf(curves, trial * 2);
      }
      apart[trial] = Double.NaN;
      summed[trial] = Double.NaN;
      curves[trial] = NONE;
    }

    void report(int trial, int position, double value) {
      if (position >= curves[trial].length) {
        curves[trial] = Arrays.copyOf(curves[trial], Math.max(4, position * 2));
      }
      curves[trial][position] = value;
    }

    void sumUp(int trial, int position, boolean best) {
      double value = curves[trial][position];
      switch (summary) {
        case BEST -> summed[trial] = best ? value : summed[trial];
        case LAST -> summed[trial] = Double.isNaN(value) ? summed[trial] : value;
        case MEAN -> summed[trial] = mean(trial, position + 1);
      }
    }

    private double mean(int trial, int reports) {
      double sum = 0;
      int n = 0;
      for (int i = 0; i < reports; i++) {
        if (!Double.isNaN(curves[trial][i])) {
          sum += curves[trial][i];
          n++;
        }
      }
      return sum / n;
    }

    double value(int trial) {
      return Double.isNaN(apart[trial]) ? summed[trial] : apart[trial];
    }

    double reported(int trial, int position) {
      return curves[trial][position];
    }
  }
}
